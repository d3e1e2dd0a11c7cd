import type { Observation } from './diagnoses/finding.ts';
import { InputError } from './input-error.ts';
import { namedFiles } from './named-files.ts';
import type { Instance } from './deployment.ts';
import { isCertainIn } from './requirements/deployed.ts';
import { fill, type Filled } from './requirements/fill.ts';
import type { Place } from './requirements/placeholder.ts';
import type { Requirement } from './requirements/requirement.ts';
import type { TargetTemplate } from './requirements/target.ts';
import { parameterOverrides } from './templates/parameter-overrides.ts';
import { kindOf } from './templates/read-any.ts';
import { readTemplateFile, stacksOf, type TemplateFile, type TemplateMeans } from './templates/read-file.ts';
import { typesIn } from './templates/resource-types.ts';
import type { StackState, UncoveredResource } from './templates/template-reading.ts';
import { WorkspaceError, type Workspace } from './workspace.ts';

/** The templates and plans that the deployment works from. */
export interface PlannedTemplates {
  /** Paths, relative to the workspace. */
  readonly files: readonly string[];
  /** Names of the stacks whose state tells what changes, each once. */
  readonly stackNames: (place: Place) => readonly string[];
  /** What their resources call; `stacks` by name, as far as they could be read. */
  readonly derive: (place: Place, stacks: ReadonlyMap<string, StackState>) => Derived;
}

/** What all templates say together. */
export interface Derived {
  readonly requirements: readonly Requirement[];
  readonly uncovered: readonly UncoveredResource[];
  readonly notes: readonly string[];
  readonly observations: readonly Observation[];
}

export const nothingDerived: Derived = { requirements: [], uncovered: [], notes: [], observations: [] };

/** Whether a file could not be read, so that what it needs is not among the requirements. */
export function isPartial({ observations }: Derived): boolean {
  return observations.some(({ code }) => code === 'template-unreadable');
}

/**
 * Reads the files that the `templates` input names; without it, those that the deployments say they work from and that
 * are in the workspace. Throws InputError when the input names no file, or one that cannot be read.
 */
export function planTemplates(globs: string, instances: readonly Instance[], workspace: Workspace): PlannedTemplates {
  const declared = instances.flatMap((instance) =>
    instance.target.templates.map((template) => ({ template, instance })),
  );
  const given = namedFiles('templates', globs, workspace);
  const named = given === null ? null : withAssemblies(given, declared, workspace);
  const files =
    named === null
      ? declared.flatMap((one) => {
          const path = pathOf(one);
          const text = path === null ? null : workspace.textOrNull(path);
          return path === null || text === null ? [] : [{ file: path, text, deployedBy: one }];
        })
      : named.map((file) => ({ file, text: readText(file, workspace), deployedBy: deployerOf(file, named, declared) }));
  const once = [
    ...new Map(files.map((one) => [`${one.file} ${JSON.stringify(one.deployedBy?.template)}`, one])).values(),
  ];
  const means = lazily(() =>
    meansOf(
      workspace,
      once.map(({ file }) => file),
    ),
  );
  const at = (place: Place) => once.map((one) => templateFile(one, place));
  return {
    files: [...new Set(once.map(({ file }) => file))],
    stackNames: (place) => [...new Set(at(place).flatMap((file) => stacksOf(file, means())))],
    derive: (place, stacks) => {
      const readings = at(place).map((file) => readTemplateFile(file, stacks, means()));
      return {
        requirements: readings.flatMap(({ requirements }) => requirements),
        uncovered: readings.flatMap(({ uncovered }) => uncovered),
        notes: [...new Set(readings.flatMap(({ notes }) => notes))],
        observations: readings.flatMap(({ observations }) => observations),
      };
    },
  };
}

/** A template as a target's file describes it, in one deployment. */
interface Declared {
  readonly template: TargetTemplate;
  readonly instance: Instance;
}

interface Source {
  readonly file: string;
  readonly text: string;
  /** `null` when no deployment is known to work from the file. */
  readonly deployedBy: Declared | null;
}

/**
 * A template of a cloud assembly is deployed as the manifest beside it says, with the roles that are in there, unless a
 * deployment names the template itself.
 */
function withAssemblies(
  files: readonly string[],
  declared: readonly Declared[],
  workspace: Workspace,
): readonly string[] {
  const manifests = new Map<string, boolean>();
  const isAssembly = (manifest: string): boolean => {
    const known = manifests.get(manifest) ?? kindOf(workspace.textOrNull(manifest) ?? '', manifest) === 'cdk-manifest';
    manifests.set(manifest, known);
    return known;
  };
  const read = files.map((file) => {
    const [, folder] = /^(.*\/|)(?:[^/]*\.(?:template|assets)|tree)\.json$/.exec(file) ?? [];
    const manifest = `${folder ?? ''}manifest.json`;
    const isOwn = folder === undefined || declared.some((one) => pathOf(one) === file);
    return isOwn || !isAssembly(manifest) ? file : manifest;
  });
  return [...new Set(read)];
}

/**
 * Which deployment a named file belongs to: the one that names it too. One that nobody else names belongs to the only
 * deployment that has templates, if it is the only one here: of several, any may be of another stack.
 */
function deployerOf(file: string, files: readonly string[], declared: readonly Declared[]): Declared | null {
  const naming = declared.filter((one) => pathOf(one) === file);
  const [only, second] = naming.length > 0 || files.length > 1 ? naming : declared;
  return only === undefined || second !== undefined ? null : only;
}

/** A template that is an address is read by AWS, and not from here. */
function pathOf(one: Declared): string | null {
  const { text, guessed } = filled(one.template.file, one.instance, anywhere);
  return guessed.length > 0 || /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? null : text.replace(/^(?:\.\/)+/, '');
}

const anywhere: Place = { partition: 'aws', region: 'us-east-1', accountId: '000000000000' };

function filled(pattern: string, { target, valuesAt }: Instance, place: Place): Filled {
  return fill(pattern, { declared: target.parameters, values: valuesAt(place), place });
}

function templateFile({ file, text, deployedBy }: Source, place: Place): TemplateFile {
  const known = (pattern: string | undefined): string | null => {
    const found = pattern === undefined || deployedBy === null ? null : filled(pattern, deployedBy.instance, place);
    return found === null || found.guessed.length > 0 ? null : found.text;
  };
  const overrides = parameterOverrides(known(deployedBy?.template.parameters));
  return {
    file,
    text,
    place,
    stackName: known(deployedBy?.template.stack),
    parameters: overrides ?? new Map(),
    ...(overrides === null ? {} : { defaultsHold: true }),
    principal: known(deployedBy?.template.principal) ?? 'caller',
    target: deployedBy?.instance.target.id ?? 'templates',
    certain: deployedBy === null || isCertainIn(deployedBy.instance.deployed, place.region),
  };
}

function meansOf(workspace: Workspace, files: readonly string[]): TemplateMeans {
  const types = (language: string) => {
    const table = lazily(() => typesIn(workspace.readPackaged(`data/${language}-types.json`)));
    return { typeOf: (name: string) => table().typeOf(name) };
  };
  return {
    cloudFormation: types('cloudformation'),
    terraform: types('terraform'),
    files,
    read: workspace.textOrNull,
    sources: lazily(() =>
      workspace
        .glob(['**/*.tf'])
        .slice(0, mostSources)
        .flatMap((file) => {
          const text = workspace.textOrNull(file);
          return text === null ? [] : [{ file, text }];
        }),
    ),
  };
}

const mostSources = 200;

function readText(file: string, workspace: Workspace): string {
  try {
    return workspace.read(file);
  } catch (error) {
    if (error instanceof WorkspaceError) {
      throw new InputError('templates', `templates names ${error.message}.`);
    }
    throw error;
  }
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
