import type { ProbeRequest } from '../aws/port.ts';
import type { Severity } from '../diagnoses/finding.ts';
import type { InputError } from '../input-error.ts';
import type { Condition } from './condition.ts';
import { faultsAt } from './fault.ts';
import type { ServiceAuthorization } from './service-authorization.ts';
import { lintTarget } from './target-lint.ts';
import { ruleViolations } from './target-rules.ts';
import { offsetOf, readYaml } from './yaml.ts';

/** A kind of deployment, as a file in targets/ or one of the user's own describes it; see schema/target.schema.json. */
export interface Target {
  readonly id: string;
  readonly title: string;
  /** Deploy tools whose calls it describes. */
  readonly tools: readonly string[];
  /** Public addresses that the facts come from. */
  readonly sources: readonly string[];
  /** Any of these shows that this is how it deploys; a text is a file or directory, relative to the workspace. */
  readonly detect: readonly (string | TargetSign)[];
  readonly parameters: ReadonlyMap<string, TargetParameter>;
  readonly checks: readonly TargetCheck[];
  /** Roles that the deployment works through or passes on. */
  readonly roles: readonly TargetRole[];
  /** Templates that it works from. */
  readonly templates: readonly TargetTemplate[];
  /** Alternatives, best first. */
  readonly probes: readonly TargetProbe[];
  /** Further reads, each sent when its placeholders have values. */
  readonly reads: readonly TargetProbe[];
}

/** A sign in the workflow (an action that is used, a command that is run) or a value in a file of the project. */
export interface TargetSign {
  /** `owner/name`, without a version. */
  readonly action?: string;
  /** The first words of a command, without options. */
  readonly command?: string;
  readonly file?: string;
  /** JSON Pointer of a value that has to be in the file. */
  readonly pointer?: string;
  readonly matches?: readonly string[];
}

/** A place of a parameter's value; see `origin` in schema/target.schema.json. */
export interface TargetOrigin extends Omit<TargetSign, 'matches'> {
  readonly input?: string;
  readonly option?: string | readonly string[];
  /** From 1. */
  readonly argument?: number;
  /** Name of a reader in src/detection. */
  readonly reader?: string;
  readonly value?: string;
}

export interface TargetParameter {
  readonly description: string;
  readonly required: boolean;
  /** Pattern of the value when none is given. */
  readonly default?: string;
  readonly from?: readonly TargetOrigin[];
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
  /** What the tool does with the same principal's own permissions when this is refused. */
  readonly instead?: { readonly actions: readonly string[]; readonly resource: string };
}

/** A role beside the caller; exactly one of `role` and `instanceProfile` is there. */
export interface TargetRole {
  readonly id: string;
  /** ARN pattern. */
  readonly role?: string;
  /** Pattern of a name or an ARN. */
  readonly instanceProfile?: string;
  /** A service's principal such as `lambda.amazonaws.com`, or `caller`. */
  readonly trusts: string;
  readonly when?: Condition;
  readonly severity: Severity;
  readonly errorWhen?: Condition;
  readonly why: string;
}

/** A template of the workspace, as patterns. */
export interface TargetTemplate {
  readonly file: string;
  readonly stack?: string;
  /** ARN pattern of the role that CloudFormation works with; it counts when its parameters are given. */
  readonly principal?: string;
  /** Values for the template's parameters. */
  readonly parameters?: string;
}

/** What one kind of answer says about the target; see `answer` in schema/target.schema.json. */
export interface TargetAnswer {
  readonly error?: readonly string[];
  readonly message?: readonly string[];
  readonly missing?: string;
  readonly has?: Readonly<Record<string, readonly string[]>>;
  readonly lacks?: Readonly<Record<string, readonly string[]>>;
  readonly below?: Readonly<Record<string, number>>;
  readonly when?: Condition;
  readonly finding: TargetFinding;
  readonly severity: Severity;
  readonly errorWhen?: Condition;
  readonly says: string;
  readonly elsewhere?: boolean;
}

/** The diagnoses that a target file may name for the state of what it deploys to. */
export type TargetFinding =
  | 'target-missing'
  | 'target-created'
  | 'target-busy'
  | 'stack-not-updatable'
  | 'lambda-package-type'
  | 'cdk-bootstrap-missing'
  | 'cdk-bootstrap-old'
  | 'bedrock-model-not-enabled';

export interface TargetProbe extends Pick<ProbeRequest, 'service' | 'method' | 'path'> {
  /** The IAM action that the request needs. */
  readonly action: string;
  readonly signingName?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly answers?: readonly TargetAnswer[];
}

/** A target file as JSON values: the same, with an object for the map, and without the lists that it may leave out. */
export type TargetFile = Omit<Target, 'parameters' | OptionalList> & {
  readonly parameters?: Readonly<Record<string, TargetParameter>>;
} & { readonly [List in OptionalList]?: Target[List] };

type OptionalList = 'tools' | 'detect' | 'roles' | 'templates' | 'probes' | 'reads';

/** Something wrong with a value, and the way to it from the root: keys and positions. */
export interface Violation {
  readonly path: readonly (string | number)[];
  readonly sentence: string;
}

/** Compares a value with schema/target.schema.json; nothing wrong gives an empty list. See target-schema.ts. */
export type SchemaCheck = (value: unknown) => readonly Violation[];

/**
 * Reads a target file. Throws one InputError that names every fault with its line: what is wrong, and what may stand
 * there. `file` is the path to show; with the service authorization reference it is compared with that, too.
 */
export function parseTarget(
  text: string,
  file: string,
  checkSchema: SchemaCheck,
  authorization: ServiceAuthorization | null = null,
): Target {
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
  const target = completeTarget(value as TargetFile);
  const rules = ruleViolations(target);
  if (rules.length > 0) {
    throw failAll(rules);
  }
  const lint = authorization === null ? [] : lintTarget(target, authorization);
  if (lint.length > 0) {
    throw failAll(lint);
  }
  return target;
}

/** A target with everything that its file may leave out. */
export function completeTarget(file: TargetFile): Target {
  return {
    ...file,
    tools: file.tools ?? [],
    detect: file.detect ?? [],
    parameters: new Map(Object.entries(file.parameters ?? {})),
    roles: file.roles ?? [],
    templates: file.templates ?? [],
    probes: file.probes ?? [],
    reads: file.reads ?? [],
  };
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
