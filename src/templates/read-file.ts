import type { Observation } from '../diagnoses/finding.ts';
import { readCdkAssembly } from './cdk-assembly.ts';
import { kindOf } from './read-any.ts';
import { readTemplate } from './read-template.ts';
import type { TypeTable } from './resource-types.ts';
import type { StackState, TemplateContext, TemplateReading } from './template-reading.ts';
import { readTerraformPlan } from './terraform-plan.ts';
import type { TerraformSource } from './terraform-sources.ts';

/** A file of the workspace, and what is known of how it is deployed. */
export interface TemplateFile extends Omit<TemplateContext, 'stack'> {
  readonly file: string;
  readonly text: string;
}

/** What every file is read with. */
export interface TemplateMeans {
  readonly cloudFormation: TypeTable;
  readonly terraform: TypeTable;
  /** Paths of all files that are read. */
  readonly files: readonly string[];
  /** Text of a file relative to the workspace, or `null`. */
  readonly read: (path: string) => string | null;
  /** The workspace's Terraform files. Asked for only when a plan is read. */
  readonly sources: () => readonly TerraformSource[];
}

/** What the file says, without the form that it has. */
export type FileReading = Omit<TemplateReading, 'format'>;

/** Names of the stacks that a file is deployed to. */
export function stacksOf(file: TemplateFile, means: TemplateMeans): readonly string[] {
  switch (kindOf(file.text, file.file)) {
    case 'cdk-manifest':
      return readCdkAssembly(file.text, file.file, file, means.read)
        .templates.filter(({ place }) => isSame(place, file.place))
        .flatMap(({ stackName }) => stackName ?? []);
    case 'template':
      return file.stackName === null ? [] : [file.stackName];
    case 'terraform-plan':
    case 'unknown':
      return [];
  }
}

/** Reads a file in whichever form it has. `stacks`: what is known of the deployed ones, by name. Never throws. */
export function readTemplateFile(
  file: TemplateFile,
  stacks: ReadonlyMap<string, StackState>,
  means: TemplateMeans,
): FileReading {
  switch (kindOf(file.text, file.file)) {
    case 'terraform-plan':
      return readTerraformPlan(file.text, file.file, { ...file, stack: null }, means.terraform, means.sources());
    case 'cdk-manifest':
      return readAssembly(file, stacks, means);
    case 'template':
      return throughCloudFormation(
        readTemplate(
          file.text,
          file.file,
          { ...file, stack: stackOf(file.stackName, stacks) },
          { types: means.cloudFormation, files: means.files },
        ),
      );
    case 'unknown':
      return { requirements: [], uncovered: [], notes: [], observations: [unreadable(file.file)] };
  }
}

function readAssembly(file: TemplateFile, stacks: ReadonlyMap<string, StackState>, means: TemplateMeans): FileReading {
  const assembly = readCdkAssembly(file.text, file.file, file, means.read);
  const readings = assembly.templates.map((template) => {
    const stack = isSame(template.place, file.place) ? stackOf(template.stackName, stacks) : null;
    const context = { ...template, stack, target: file.target };
    const sources = { types: means.cloudFormation, files: means.files };
    return throughCloudFormation(readTemplate(means.read(template.file) ?? '', template.file, context, sources));
  });
  return {
    requirements: [...assembly.requirements, ...readings.flatMap(({ requirements }) => requirements)],
    uncovered: readings.flatMap(({ uncovered }) => uncovered),
    notes: [...assembly.notes, ...readings.flatMap(({ notes }) => notes)],
    observations: [...assembly.observations, ...readings.flatMap(({ observations }) => observations)],
  };
}

/**
 * What CloudFormation calls with the caller's own permissions carries these keys; with a service role it carries none
 * of them (IAM user guide, "Global condition context keys", aws:CalledVia and aws:ViaAWSService).
 */
function throughCloudFormation(reading: TemplateReading): TemplateReading {
  return {
    ...reading,
    requirements: reading.requirements.map((requirement) =>
      requirement.principal === 'caller'
        ? { ...requirement, context: { ...requirement.context, ...calledVia } }
        : requirement,
    ),
  };
}

const calledVia: Readonly<Record<string, string>> = {
  'aws:ViaAWSService': 'true',
  'aws:CalledVia': 'cloudformation.amazonaws.com',
  'aws:CalledViaFirst': 'cloudformation.amazonaws.com',
  'aws:CalledViaLast': 'cloudformation.amazonaws.com',
};

function stackOf(name: string | null, stacks: ReadonlyMap<string, StackState>): StackState | null {
  return name === null ? null : (stacks.get(name) ?? null);
}

/** A stack of another account or region cannot be read with this run's credentials. */
function isSame(one: TemplateContext['place'], other: TemplateContext['place']): boolean {
  return one.accountId === other.accountId && one.region === other.region;
}

function unreadable(file: string): Observation {
  return {
    code: 'template-unreadable',
    detail: `${file}: This is no CloudFormation or SAM template, no manifest.json of the CDK, and no plan in the JSON of terraform show -json.`,
    location: { file, line: 1, endLine: 1 },
  };
}
