import type { ReportedDeployment, ReportedParameter } from '../report.ts';
import type { Layout } from './layout.ts';
import { placeOf, shownBy } from '../deployment-words.ts';
import { clip } from '../plain.ts';
import { oneLine, wrapAfter } from './layout.ts';

const valueLength = 300;

/** What is deployed, with the place of every value. */
export function deployments(told: readonly ReportedDeployment[], layout: Layout): string {
  return told.map((deployment) => section(deployment, layout)).join('\n\n');
}

function section(deployment: ReportedDeployment, layout: Layout): string {
  const { target, location, parameters } = deployment;
  const shown = shownBy(deployment);
  const place = location === null ? '' : ` (${placeOf(location)})`;
  return [
    layout.colors.bold(`Deployed: ${oneLine(target)}`),
    ...(shown === null ? [] : [wrapAfter('  ', `${shown}${place}`, layout.width)]),
    ...parameters.map((parameter) => row(parameter, layout)),
  ].join('\n');
}

function row({ name, value, from, location }: ReportedParameter, { width }: Layout): string {
  const place = location === null ? from : `${from} (${placeOf(location)})`;
  return `  ${oneLine(name)}: ${oneLine(clip(value, valueLength))}\n${wrapAfter('      from ', place, width)}`;
}
