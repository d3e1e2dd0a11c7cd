import { join } from 'node:path';
import { planDeployment } from '../../src/deployment.ts';
import { gatherFacts } from '../../src/gather-facts.ts';
import { InputError } from '../../src/input-error.ts';
import { inputDefaults } from '../../src/inputs.ts';
import { nothingDerived } from '../../src/plan-templates.ts';
import type { Requirement } from '../../src/requirements/requirement.ts';
import { openWorkspace, type Workspace } from '../../src/workspace.ts';
import { place } from './run-scenario.ts';
import type { Scenario } from './scenario.ts';
import { workflowOf, workflowPath } from './scenario-workflow.ts';

const root = join(import.meta.dirname, '..', '..');

export interface Derived {
  /** What the tool itself calls. */
  readonly requirements: readonly Requirement[];
  /** What CloudFormation calls for the resources of the template, inside AWS. */
  readonly ofTemplates: readonly Requirement[];
  /** Why nothing could be derived, as the preflight words it; `null` when all is well. */
  readonly problem: string | null;
}

/** What the preflight derives with the scenario's inputs, from its folder and a workflow with its commands. */
export function derive(scenario: Scenario): Derived {
  return deriveFrom(scenario, scenario.inputs);
}

/** The same without any input. */
export function deriveWithoutInputs(scenario: Scenario): Derived {
  return deriveFrom(scenario, {});
}

function withWorkflow(scenario: Scenario): Workspace {
  const folder = openWorkspace(scenario.folder, root);
  const text = workflowOf(scenario);
  return {
    ...folder,
    exists: (path) => path === workflowPath || folder.exists(path),
    read: (path) => (path === workflowPath ? text : folder.read(path)),
    textOrNull: (path) => (path === workflowPath ? text : folder.textOrNull(path)),
  };
}

const environment: Readonly<Record<string, string>> = {
  GITHUB_ACTIONS: 'true',
  GITHUB_REPOSITORY: 'org/orders',
  GITHUB_WORKFLOW_REF: `org/orders/${workflowPath}@refs/heads/main`,
  GITHUB_REF: 'refs/heads/main',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_JOB: 'deploy',
};

function deriveFrom(scenario: Scenario, inputs: Scenario['inputs']): Derived {
  try {
    const workspace = withWorkflow(scenario);
    const facts = gatherFacts({ ...inputDefaults, ...inputs }, environment, workspace);
    const { requirements, templates } = planDeployment(facts, workspace);
    return {
      requirements: requirements(place, nothingDerived),
      ofTemplates: templates.derive(place, new Map()).requirements,
      problem: null,
    };
  } catch (error) {
    if (error instanceof InputError) {
      return { requirements: [], ofTemplates: [], problem: error.message };
    }
    throw error;
  }
}
