import { stringify } from 'yaml';
import type { Scenario } from './scenario.ts';

export const workflowPath = '.github/workflows/deploy.yml';

/** A workflow that deploys as the scenario does, with a step for each command. */
export function workflowOf({ deploy }: Scenario): string {
  const preflight = { uses: 'org/aws-cred-preflight@v1' };
  return stringify({
    on: 'push',
    jobs: { deploy: { 'runs-on': 'ubuntu-latest', steps: [preflight, ...deploy.map((run) => ({ run }))] } },
  });
}
