import { isRecord } from '../authorization/policy-files/text/cursor.ts';
import { memberOf } from './json-member.ts';
import { readJson } from '../authorization/policy-files/text/json-text.ts';

export type PlanForm =
  | { readonly kind: 'plan'; readonly plan: Readonly<Record<string, unknown>> }
  /** What the file is instead, and what to run, in sentences. */
  | { readonly kind: 'other'; readonly sentence: string; readonly line: number };

const advice =
  'Run terraform show -json tfplan > plan.json, with the file that terraform plan -out=tfplan has written.';

/**
 * Tells the JSON form of a plan from the other files that Terraform writes (Terraform, "JSON Output Format" and
 * "Machine-Readable UI"). No sentence quotes the file: a plan holds secrets.
 */
export function planForm(text: string): PlanForm {
  const written = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const raw = otherThanJson(written);
  if (raw !== null) {
    return other(raw);
  }
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch {
    return broken(written);
  }
  if (!isRecord(value)) {
    return other(`The file is JSON, but no plan of Terraform. ${advice}`);
  }
  const sentence = otherThanPlan(value);
  return sentence === null ? { kind: 'plan', plan: value } : other(sentence);
}

function otherThanJson(text: string): string | null {
  const start = text.slice(0, 4096);
  if (start.trim() === '') {
    return `The file is empty. ${advice}`;
  }
  if (start.startsWith('PK\u0003\u0004')) {
    return `This is the plan as Terraform itself keeps it, which only the Terraform that wrote it reads. ${advice}`;
  }
  if (start.includes('\u0000')) {
    return 'The file is UTF-16, as PowerShell writes with >, or binary. Run terraform show -json tfplan | Out-File -Encoding utf8 plan.json.';
  }
  if (/^\s*\{"@(?:level|message|module)"/.test(start)) {
    return `These are the events of terraform plan -json, which do not tell the values of resources. ${advice}`;
  }
  return /^\s*[{[]/.test(start)
    ? null
    : `The file is not JSON; it may be what terraform plan shows to people. ${advice}`;
}

function otherThanPlan(value: Readonly<Record<string, unknown>>): string | null {
  const has = (key: string) => Object.hasOwn(value, key);
  if (has('values') || (has('lineage') && has('serial')) || (has('resources') && has('terraform_version'))) {
    return `This is the state, which tells what there is and not what changes. ${advice}`;
  }
  if (!has('format_version') || !(has('resource_changes') || has('planned_values') || has('configuration'))) {
    return `The file is JSON, but no plan of Terraform. ${advice}`;
  }
  const version = memberOf(value, 'format_version');
  if (typeof version !== 'string' || !/^1\.\d+$/.test(version)) {
    const shown = typeof version === 'string' && /^\d{1,4}\.\d{1,4}$/.test(version) ? version : 'of an unknown form';
    return `The format version of the plan is ${shown}; known is 1.x, which Terraform 1.1 and later write.`;
  }
  const changes = memberOf(value, 'resource_changes');
  return changes === undefined || Array.isArray(changes) ? null : 'The resource_changes of the plan are no list.';
}

/** Tells the line; the reader that knows it is slower, and stops at the first fault. */
function broken(text: string): PlanForm {
  const { faults } = readJson(text);
  const fault = faults[0];
  const before = fault === undefined ? '' : text.slice(0, fault.offset);
  const line = before.split('\n').length;
  return {
    kind: 'other',
    sentence: `The file is not valid JSON: it may be cut, or hold other output too. ${advice}`,
    line,
  };
}

function other(sentence: string): PlanForm {
  return { kind: 'other', sentence, line: 1 };
}
