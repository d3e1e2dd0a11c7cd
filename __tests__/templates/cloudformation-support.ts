import { readFileSync } from 'node:fs';
import { readTemplate } from '../../src/templates/read-template.ts';
import { typesIn } from '../../src/templates/resource-types.ts';
import type { StackState, TemplateContext, TemplateReading } from '../../src/templates/template-reading.ts';

/** A case of cloudformation-cases: a template, what is known around it, and what has to follow. */
export interface TemplateCase {
  readonly rule: string;
  readonly context?: CaseContext;
  readonly template: string;
}

export interface CaseContext {
  /** New by default; otherwise unknown, there but unread, or its resources with type and physical id. */
  readonly stack?: 'unknown' | 'unread' | Readonly<Record<string, readonly [type: string, physicalId: string]>>;
  readonly stackName?: string | null;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly principal?: string;
  readonly target?: string;
  readonly partition?: string;
  readonly region?: string;
  readonly certain?: boolean;
  readonly defaultsHold?: boolean;
  readonly files?: readonly string[];
}

/** What follows from a case, a line each. */
export interface CaseLines {
  readonly requirements: readonly string[];
  readonly uncovered?: readonly string[];
  readonly notes?: readonly string[];
  readonly observations?: readonly string[];
}

export const types = typesIn(readFileSync(new URL('../../data/cloudformation-types.json', import.meta.url), 'utf8'));

export function contextOf(given: CaseContext = {}): TemplateContext {
  return {
    place: { partition: given.partition ?? 'aws', region: given.region ?? 'eu-west-1', accountId: '123456789012' },
    stackName: given.stackName === undefined ? 'app' : given.stackName,
    stack: stackOf(given.stack),
    parameters: new Map(Object.entries(given.parameters ?? {})),
    principal: given.principal ?? 'caller',
    target: given.target ?? 'templates',
    certain: given.certain ?? true,
    defaultsHold: given.defaultsHold ?? false,
  };
}

function stackOf(stack: CaseContext['stack']): StackState | null {
  if (stack === undefined) {
    return { status: null, resources: new Map() };
  }
  if (typeof stack === 'string') {
    return stack === 'unknown' ? null : { status: 'UPDATE_COMPLETE', resources: null };
  }
  const resources = Object.entries(stack).map(([id, [type, physicalId]]) => [id, { type, physicalId }] as const);
  return { status: 'UPDATE_COMPLETE', resources: new Map(resources) };
}

export function read(text: string, context: CaseContext = {}): TemplateReading {
  return readTemplate(text, 'template.yaml', contextOf(context), { types, files: context.files ?? [] });
}

/** A reading as lines that a person can compare with the template. */
export function caseLines({ template, context }: TemplateCase): CaseLines {
  const reading = read(template, context);
  const lines = {
    uncovered: reading.uncovered.map(({ type, id, location }) => `line ${location.line}: ${id} ${type}`),
    notes: reading.notes,
    observations: reading.observations.map(({ code, detail }) => `${code}: ${detail}`),
  };
  const isBare = (context?.principal ?? 'caller') === 'caller';
  return {
    requirements: reading.requirements.map((one) =>
      [
        `line ${one.location?.line ?? '?'}: ${one.severity} ${one.action} on ${one.resource}`,
        ...Object.entries(one.context).map(([key, value]) => `with ${key}=${value}`),
        ...(one.guessed.length === 0 ? [] : [`guessing ${one.guessed.join(', ')}`]),
        ...(isBare ? [] : [`by ${one.principal} for ${one.target}`]),
        `to: ${one.why}`,
      ].join(' '),
    ),
    ...Object.fromEntries(Object.entries(lines).filter(([, value]) => value.length > 0)),
  };
}
