import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import type { Condition } from '../src/requirements/condition.ts';
import { checkTargetSchema } from '../src/requirements/target-schema.ts';
import {
  parseTarget,
  type Target,
  type TargetAnswer,
  type TargetCheck,
  type TargetOrigin,
  type TargetProbe,
  type TargetRole,
  type TargetSign,
} from '../src/requirements/target.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
export const pagePath = join(root, 'docs', 'targets.md');

/** Every target of this package, by id. */
export function readTargets(): readonly Target[] {
  return readdirSync(join(root, 'targets'))
    .sort()
    .map((file) =>
      parseTarget(readFileSync(join(root, 'targets', file), 'utf8'), `targets/${file}`, checkTargetSchema),
    );
}

/** The page for people, as it is to be in the repository. */
export async function renderPage(targets: readonly Target[]): Promise<string> {
  const index = targets.map(({ id, title }) => `- [\`${id}\`](#${id}): ${title}`).join('\n');
  const config = await resolveConfig(pagePath);
  return format([...introduction, index, ...targets.flatMap(section)].join('\n\n'), { ...config, parser: 'markdown' });
}

const introduction: readonly string[] = [
  '# Targets',
  'What each kind of deployment calls, on which resource, by whom, and where that is known from. This page is made from the files in [targets/](../targets) by `npm run generate`; [writing-a-target.md](writing-a-target.md) tells how to add one.',
  '**error** is what every deployment of the target with these parameters calls: only its definite denial fails a run. **warning** is what common variants call, **notice** what rare ones do. A row with a condition is left out where the condition does not hold. In a resource, `${Partition}`, `${Region}` and `${Account}` are those of the run, every other placeholder is a parameter; where its value is not known, the row is a guess, and a guess never fails a run.',
];

function section(target: Target): readonly string[] {
  const { id, title, tools, detect, parameters, checks, roles, probes, reads, sources } = target;
  return [
    `## ${id}`,
    `${title}.`,
    ...(tools.length === 0 ? [] : [`Tools: ${tools.map(code).join(', ')}.`]),
    detect.length === 0
      ? '`targets: auto` never chooses it.'
      : `\`targets: auto\` chooses it by ${listed(detect.map(sign))}.`,
    ...(parameters.size === 0 ? [] : ['### Parameters', parameterTable(target)].map(under(id))),
    ...['### Permissions', checkTable(checks)].map(under(id)),
    ...(roles.length === 0 ? [] : ['### Roles', roleTable(roles)].map(under(id))),
    ...['### State', stateList([...probes, ...reads])].map(under(id)),
    ...['### Sources', sources.map((source) => `- <${source}>`).join('\n')].map(under(id)),
  ];
}

/** Headings that repeat in every section are told apart for links. */
function under(id: string): (text: string) => string {
  return (text) => (text.startsWith('### ') ? `### ${text.slice(4)} of ${id}` : text);
}

function parameterTable({ parameters }: Target): string {
  const rows = [...parameters].map(([name, { description, required, default: preset, from = [] }]) => [
    code(name),
    required ? 'yes' : 'no',
    `${description}${preset === undefined ? '' : ` Without one: ${code(preset)}.`}`,
    from.length === 0 ? 'the user' : from.map(origin).join('; '),
  ]);
  return table(['parameter', 'needed', 'meaning', 'read from'], rows);
}

function checkTable(checks: readonly TargetCheck[]): string {
  const rows = checks.map((check) => [
    weight(check),
    check.actions.map(code).join(' '),
    code(check.resource),
    [
      ...(check.when === undefined ? [] : [`when ${condition(check.when)}`]),
      ...Object.entries(check.context ?? {}).map(([key, value]) => `with ${code(`${key}=${value}`)}`),
      ...(check.principal === undefined || check.principal === 'caller' ? [] : [`as ${code(check.principal)}`]),
    ].join('; '),
    check.why,
  ]);
  return table(['weight', 'actions', 'resource', 'conditions', 'why'], rows);
}

function roleTable(roles: readonly TargetRole[]): string {
  const rows = roles.map((role) => [
    weight(role),
    role.role === undefined ? `role of the instance profile ${code(role.instanceProfile ?? '')}` : code(role.role),
    role.trusts === 'caller' ? 'the caller' : code(role.trusts),
    role.when === undefined ? '' : `when ${condition(role.when)}`,
    role.why,
  ]);
  return `Looked at with iam:GetRole, where the caller may: the role exists, and its trust policy lets in who is to use it.\n\n${table(['weight', 'role', 'lets in', 'conditions', 'why'], rows)}`;
}

function stateList(probes: readonly TargetProbe[]): string {
  const asked = [...new Set(probes.map(({ action }) => code(action)))].join(', ');
  const answers = probes.flatMap((probe) => (probe.answers ?? []).map((answer) => ({ probe, answer })));
  const once = [...new Map(answers.map((one) => [JSON.stringify(one), one])).values()];
  const first =
    asked === '' ? 'No read of its own.' : `Reads: ${asked}. A refusal of these says nothing against the deployment.`;
  const rows = once.map(({ answer }) => [
    weight(answer),
    `[\`${answer.finding}\`](diagnoses/${answer.finding}.md)`,
    `${answer.says}${answer.elsewhere === true ? ' (the other regions are asked, too)' : ''}`,
    answer.when === undefined ? '' : `when ${condition(answer.when)}`,
  ]);
  return rows.length === 0 ? first : `${first}\n\n${table(['weight', 'finding', 'what is said', 'conditions'], rows)}`;
}

function weight({ severity, errorWhen }: Pick<TargetCheck | TargetAnswer, 'severity' | 'errorWhen'>): string {
  return errorWhen === undefined ? severity : `${severity}; error when ${condition(errorWhen)}`;
}

function sign(one: string | TargetSign): string {
  if (typeof one === 'string') {
    return code(one);
  }
  const { action, command, file, pointer, matches } = one;
  if (action !== undefined) {
    return `a step that uses ${code(action)}`;
  }
  if (command !== undefined) {
    return `a step that runs ${code(command)}`;
  }
  const at = pointer === undefined ? '' : ` with ${code(pointer)}`;
  return `${code(file ?? '')}${at}${matches === undefined ? '' : ` being ${listed(matches.map(code))}`}`;
}

function origin({ action, input, command, option, argument, file, pointer, reader, value }: TargetOrigin): string {
  if (action !== undefined) {
    return input === undefined
      ? `use of ${code(action)}, as ${code(value ?? '')}`
      : `${code(input)} of ${code(action)}`;
  }
  if (command !== undefined) {
    const options = option === undefined ? [] : typeof option === 'string' ? [option] : option;
    const place =
      options.length > 0 ? options.map(code).join(' or ') : argument === undefined ? 'use' : `argument ${argument}`;
    return `${place} of ${code(command)}${value === undefined ? '' : `, as ${code(value)}`}`;
  }
  if (file !== undefined) {
    return `${code(pointer ?? '')} in ${code(file)}`;
  }
  return `${code(value ?? '')} by the reader ${code(reader ?? '')}`;
}

function condition({ given = [], missing = [], matches = {}, differs = {}, anyOf = [] }: Condition): string {
  const parts = [
    ...given.map((name) => `${code(name)} is given`),
    ...missing.map((name) => `${code(name)} is not given`),
    ...Object.entries(matches).map(([name, values]) => `${code(name)} is ${listed(values.map(code))}`),
    ...Object.entries(differs).map(([name, values]) => `${code(name)} is not ${listed(values.map(code))}`),
    ...(anyOf.length === 0 ? [] : [anyOf.map(condition).join(', or ')]),
  ];
  return parts.join(' and ');
}

function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} or ${last}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(pagePath, await renderPage(readTargets()));
  console.log('docs/targets.md is written.');
}
