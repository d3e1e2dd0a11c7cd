import type { ProbeRequest } from '../aws/port.ts';
import type { Severity } from '../diagnoses/finding.ts';
import type { InputError } from '../input-error.ts';
import type { Condition } from './condition.ts';
import { faultsAt } from './fault.ts';
import { ruleViolations } from './target-rules.ts';
import { offsetOf, readYaml } from './yaml.ts';

/** A kind of deployment, as a file in targets/ or one of the user's own describes it; see schema/target.schema.json. */
export interface Target {
  readonly id: string;
  readonly title: string;
  /** Public addresses that the facts come from. */
  readonly sources: readonly string[];
  /** Files and directories, relative to the workspace, any of which shows that this is how it deploys. */
  readonly detect: readonly string[];
  readonly parameters: ReadonlyMap<string, TargetParameter>;
  readonly checks: readonly TargetCheck[];
  /** Alternatives, best first. */
  readonly probes: readonly TargetProbe[];
}

export interface TargetParameter {
  readonly description: string;
  readonly required: boolean;
  /** Pattern of the value when none is given. */
  readonly default?: string;
}

export interface TargetCheck {
  readonly id: string;
  readonly actions: readonly string[];
  /** ARN pattern, or `*`. */
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
  readonly severity: Severity;
  readonly errorWhen?: Condition;
  readonly when?: Condition;
  readonly why: string;
  /** `caller`, or the ARN pattern of a role. */
  readonly principal?: string;
}

export interface TargetProbe extends Pick<ProbeRequest, 'service' | 'method' | 'path'> {
  /** The IAM action that the request needs. */
  readonly action: string;
  readonly signingName?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A target file as JSON values: the same, with an object for the map, and without the lists that it may leave out. */
export type TargetFile = Omit<Target, 'parameters' | 'detect' | 'probes'> & {
  readonly parameters?: Readonly<Record<string, TargetParameter>>;
  readonly detect?: readonly string[];
  readonly probes?: readonly TargetProbe[];
};

/** Something wrong with a value, and the way to it from the root: keys and positions. */
export interface Violation {
  readonly path: readonly (string | number)[];
  readonly sentence: string;
}

/** Compares a value with schema/target.schema.json; nothing wrong gives an empty list. See target-schema.ts. */
export type SchemaCheck = (value: unknown) => readonly Violation[];

/** For the files in targets/, which the tests compare with the schema, so that a run need not. */
export const checkedByTests: SchemaCheck = () => [];

/**
 * Reads a target file. Throws one InputError that names every fault with its line: what is wrong, and what may stand
 * there. `file` is the path to show.
 */
export function parseTarget(text: string, file: string, checkSchema: SchemaCheck): Target {
  const fail = (sentence: string, line: number): InputError => faultsAt('targets', file, [{ line, sentence }]);
  const { document, lineAt } = readYaml(text, 'core', fail);
  const failAll = (violations: readonly Violation[]): InputError => {
    const faults = violations.map(({ path, sentence }) => ({ line: lineAt(offsetOf(document, path)), sentence }));
    return faultsAt(
      'targets',
      file,
      faults.sort((a, b) => a.line - b.line),
    );
  };
  const value = toValue(() => document.toJS({ maxAliasCount: 100 }) as unknown, fail);
  const shape = checkSchema(value);
  if (shape.length > 0) {
    throw failAll(shape);
  }
  const raw = value as TargetFile;
  const target: Target = {
    ...raw,
    detect: raw.detect ?? [],
    parameters: new Map(Object.entries(raw.parameters ?? {})),
    probes: raw.probes ?? [],
  };
  const rules = ruleViolations(target);
  if (rules.length > 0) {
    throw failAll(rules);
  }
  return target;
}

/** An alias can stand for something that was never defined, or for so many copies that memory runs out. */
function toValue(resolve: () => unknown, fail: (sentence: string, line: number) => InputError): unknown {
  try {
    return resolve();
  } catch (error) {
    const tooMany = error instanceof ReferenceError && error.message.includes('alias count');
    throw fail(tooMany ? 'The aliases (*name) expand too far.' : 'An alias (*name) has no anchor (&name).', 1);
  }
}
