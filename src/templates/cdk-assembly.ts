import type { Observation } from '../diagnoses/finding.ts';
import type { Requirement } from '../requirements/requirement.ts';
import { type CdkDestination, cdkDestinations } from './cdk-assets.ts';
import { cdkManifests, type FoundStack, within } from './cdk-manifest.ts';
import { cdkRequirements } from './cdk-requirements.ts';
import type { CdkFacts } from './cdk-rows.ts';
import type { CdkStackArtifact } from './cdk-stack.ts';
import { mergeRequirements } from './merge-requirements.ts';
import type { TemplateContext } from './template-reading.ts';

/** The CDK's cloud assembly: a manifest.json in cdk.out, and those of its stages. */
export interface CdkAssembly {
  /** The templates of the stacks that this run can look into. */
  readonly templates: readonly CdkTemplate[];
  /** What `cdk deploy` calls before CloudFormation does, at the lines of the manifest. */
  readonly requirements: readonly Requirement[];
  readonly notes: readonly string[];
  readonly observations: readonly Observation[];
}

/** A template of an assembly, and what is known of its stack. */
export interface CdkTemplate extends Pick<
  TemplateContext,
  'place' | 'stackName' | 'parameters' | 'principal' | 'certain'
> {
  /** Relative to the workspace. */
  readonly file: string;
}

/** What an assembly is read with. `stackName` is the one stack that is deployed, by its name or its id, or `null`. */
export type CdkContext = Pick<TemplateContext, 'place' | 'stackName' | 'principal' | 'target' | 'certain'>;

/**
 * Reads a cloud assembly (aws-cdk-cli, cloud-assembly-schema). `read` gives the text of a file relative to the
 * workspace, or `null`. Which of several stacks a job deploys is not in the assembly, so that nothing is certain of one
 * unless it is the only one, or `context.stackName` names it. Never throws.
 */
export function readCdkAssembly(
  text: string,
  file: string,
  context: CdkContext,
  read: (path: string) => string | null,
): CdkAssembly {
  const manifests = cdkManifests({ text, file, depth: 0 }, context.place, read);
  const found = manifests.stacks;
  const notes = [...manifests.notes];
  const named = found.filter(({ stack }) => isNamed(stack, context.stackName));
  const chosen = (named.length > 0 ? withDependencies(named, found) : found).map((one) => {
    const isCertain = context.certain && (named.includes(one) || found.length === 1);
    return { one, context: { ...context, certain: isCertain } };
  });
  const facts = chosen.map((each) => factsOf(each.one, each.context, read, notes));
  return {
    templates: chosen.flatMap((each) => templateOf(each.one, each.context, notes)),
    requirements: mergeRequirements(facts.flatMap(cdkRequirements)),
    notes,
    observations: manifests.observations,
  };
}

/** The CLI deploys the stacks that others depend on too, unless an option says otherwise. */
function withDependencies(named: readonly FoundStack[], found: readonly FoundStack[]): readonly FoundStack[] {
  const chosen = new Set(named);
  for (const { stack, assets } of chosen) {
    for (const other of found) {
      if (other.assets === assets && stack.dependencies.includes(other.stack.id)) {
        chosen.add(other);
      }
    }
  }
  return [...chosen];
}

function isNamed(stack: CdkStackArtifact, name: string | null): boolean {
  return name !== null && (stack.name === name || stack.id === name);
}

/** The asset manifests that a stack depends on; one that cannot be read is noted. */
function factsOf(
  { stack, folder, location, assets }: FoundStack,
  context: CdkContext,
  read: (path: string) => string | null,
  notes: string[],
): CdkFacts {
  const destinations = stack.dependencies.flatMap((id): readonly CdkDestination[] => {
    const file = assets.get(id);
    if (file === undefined) {
      return [];
    }
    const path = within(folder, file);
    const text = path === null ? null : read(path);
    const listed = text === null ? null : cdkDestinations(text, stack.place);
    if (listed === null) {
      notes.push(`${location.file}: the assets of ${stack.name} could not be read, so their upload was not checked.`);
    }
    return listed ?? [];
  });
  return { stack, destinations, context, location };
}

function templateOf(
  { stack, folder, location }: FoundStack,
  context: CdkContext,
  notes: string[],
): readonly CdkTemplate[] {
  const file = within(folder, stack.templateFile);
  if (stack.place.accountId !== context.place.accountId) {
    notes.push(
      `${location.file}: ${stack.name} is in another account, so what the roles there may do was not checked.`,
    );
    return [];
  }
  return file === null
    ? []
    : [
        {
          file,
          place: stack.place,
          stackName: stack.name,
          parameters: stack.parameters,
          principal: stack.executionRole ?? stack.deployRole?.arn ?? context.principal,
          certain: context.certain,
        },
      ];
}
