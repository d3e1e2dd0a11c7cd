import { fields, inputNames, variableNames } from './credentials/value.ts';
import type { DiagnosisCode } from './diagnoses/catalogue/index.ts';
import type { Observation } from './diagnoses/finding.ts';
import type { Facts } from './facts.ts';
import { explainEmpty } from './workflow/explain-empty.ts';
import { explainMissingIdToken } from './workflow/explain-id-token.ts';
import type { Workspace } from './workspace.ts';

/** Findings behind which a secret may stand that never arrived. */
const aboutAbsence: readonly DiagnosisCode[] = [
  'env-secret-empty',
  'env-partial-pair',
  'env-asia-no-token',
  'env-no-credentials',
];

/**
 * Says with the first finding about a missing value why GitHub did not pass it on, by the event and the workflow files in
 * the workspace, and puts it on the line to change. Outside GitHub Actions there is nothing to add.
 */
export function explainAbsence(
  observations: readonly Observation[],
  facts: Facts,
  workspace: Workspace,
): readonly Observation[] {
  const index = observations.findIndex(({ code, severity }) => aboutAbsence.includes(code) && severity !== 'notice');
  const found = observations[index];
  if (found === undefined || !facts.event.inActions) {
    return observations;
  }
  const { names, nonEmpty } = namesOf(found.code, facts);
  const why = explainEmpty({
    names,
    nonEmpty,
    event: facts.event,
    read: workspace.textOrNull,
    workflowPaths: workspace.glob(['.github/workflows/*.yml', '.github/workflows/*.yaml']),
  });
  const explained = {
    ...found,
    detail: `${found.detail}${told(why.sentences, why.established)}`,
    ...(why.location === null ? {} : { location: why.location }),
  };
  return observations.map((observation, at) => (at === index ? explained : observation));
}

/** Why the job may not ask for a token, with the permissions to paste. */
export function explainNoToken(detail: string, facts: Facts, workspace: Workspace): Observation {
  const why = explainMissingIdToken({ event: facts.event, read: workspace.textOrNull });
  const grants = why.grants.map(({ job, location, lines }) => `In ${location.file}, job ${job}:\n${lines.join('\n')}`);
  return {
    code: 'oidc-no-permission',
    detail: [`${detail}${told(why.sentences, why.established)}`, ...grants].join('\n'),
    ...(why.location === null ? {} : { location: why.location }),
  };
}

function told(sentences: readonly string[], established: boolean): string {
  if (sentences.length === 0) {
    return '';
  }
  return established || sentences.length === 1
    ? ` ${sentences.join(' ')}`
    : ` Possible reasons, likely ones first: ${sentences.map((sentence, index) => `(${index + 1}) ${sentence}`).join(' ')}`;
}

/** The names of one origin that have no value, and those that have: inputs where the run was given any. */
function namesOf(
  code: DiagnosisCode,
  { credentials }: Facts,
): { readonly names: readonly string[]; readonly nonEmpty: readonly string[] } {
  const { inputs, environment } = credentials;
  const byInputs = fields.some((field) => inputs[field].trim() !== '');
  const all = fields.map((field) =>
    byInputs
      ? { name: inputNames[field], empty: inputs[field].trim() === '' }
      : { name: variableNames[field], empty: !environment[variableNames[field]] },
  );
  const missing = all.filter(({ empty }) => empty).map(({ name }) => name);
  const tokenOnly = code === 'env-asia-no-token';
  return {
    names: tokenOnly ? missing : missing.filter((name) => !/token/i.test(name)),
    nonEmpty: all.filter(({ empty }) => !empty).map(({ name }) => name),
  };
}
