import type { Observation } from '../../diagnoses/finding.ts';
import { keyIdClass } from '../access-key-id.ts';
import type { Origin } from '../facts.ts';
import { flawOf } from '../flaws/flaw.ts';
import { meantVariable } from '../near-names.ts';
import type { CredentialValue } from '../value.ts';
import { inputNames, variableNames } from '../value.ts';
import { listed, observe } from '../wording.ts';
import type { LintContext } from './context.ts';

/**
 * A temporary key (ASIA) needs its session token and a long-term key (AKIA) must come without one: AWS refuses both
 * mistakes with the same sentence about an invalid security token. Only the token of the pair's own origin counts,
 * because a pair and a token of different origins are never sent together.
 */
export function tokenFit(context: LintContext): readonly Observation[] {
  return [...fit('input', context), ...fit('environment', context), ...strayToken(context)];
}

function fit(origin: Origin, { values, facts }: LintContext): readonly Observation[] {
  const own = values.filter((value) => value.origin === origin);
  const id = own.find((value) => value.field === 'accessKeyId');
  const token = own.find((value) => value.field === 'sessionToken');
  if (id === undefined || !own.some((value) => value.field === 'secretAccessKey') || isNoKey(id)) {
    return [];
  }
  const severity = id.used ? 'error' : 'warning';
  const kind = keyIdClass(id.text);
  if (kind === 'AKIA' && token !== undefined) {
    return [
      observe(
        'env-akia-with-token',
        severity,
        `${id.name} is a long-term key (AKIA), and ${token.name} (${token.raw.length} characters) goes with it; AWS refuses the two together.`,
      ),
    ];
  }
  if (kind === 'ASIA' && token === undefined && (origin === 'input' || !hasMisnamedToken(facts.environment))) {
    return [
      observe(
        'env-asia-no-token',
        severity,
        `${id.name} is a temporary key (ASIA), ${missing(origin, facts.environment)}.`,
      ),
    ];
  }
  return [];
}

/** A token in the environment that the run does not use, but that later steps read beside a long-term key. */
function strayToken({ values, facts, winner }: LintContext): readonly Observation[] {
  const variables = facts.environment;
  const older = variables['AWS_SECURITY_TOKEN'] ?? '';
  const long = (origin: Origin): boolean =>
    values.some(
      (value) =>
        value.origin === origin &&
        value.field === 'accessKeyId' &&
        keyIdClass(value.text) === 'AKIA' &&
        !isNoKey(value),
    );
  if (winner?.kind === 'inputs' && winner.keys.sessionToken === null && long('input')) {
    const token = variables['AWS_SESSION_TOKEN'] ?? '';
    return token === '' || (variables['AWS_ACCESS_KEY_ID'] ?? '') !== ''
      ? []
      : [
          observe(
            'env-akia-with-token',
            'warning',
            `The inputs hold a long-term key (AKIA), and AWS_SESSION_TOKEN (${token.length} characters) is set in the environment. It is not used here, but a step that exports the key without clearing it sends both, and AWS refuses them together.`,
          ),
        ];
  }
  return winner?.kind === 'environment' && winner.keys.sessionToken === null && long('environment') && older !== ''
    ? [
        observe(
          'env-akia-with-token',
          'warning',
          `AWS_ACCESS_KEY_ID is a long-term key (AKIA), and AWS_SECURITY_TOKEN (${older.length} characters) is set: tools on botocore (AWS CLI, SAM, EB CLI) send it along, and AWS refuses the two together; tools on the JavaScript SDK do not read it.`,
        ),
      ]
    : [];
}

/** Documentation keys have a class too, but need no token: they need replacing. */
function isNoKey(id: CredentialValue): boolean {
  return flawOf(id)?.code === 'env-placeholder';
}

function hasMisnamedToken(environment: Readonly<Record<string, string>>): boolean {
  return Object.entries(environment).some(
    ([name, value]) => value !== '' && meantVariable(name) === 'AWS_SESSION_TOKEN',
  );
}

function missing(origin: Origin, environment: Readonly<Record<string, string>>): string {
  if (origin === 'environment') {
    const empty = environment[variableNames.sessionToken] === '';
    return `and ${variableNames.sessionToken} is ${empty ? 'set but empty' : 'not set'}`;
  }
  const elsewhere = (environment[variableNames.sessionToken] ?? '') !== '';
  return elsewhere
    ? `and the input ${inputNames.sessionToken} is empty; ${variableNames.sessionToken} in the environment does not go with keys given as inputs (${listed([inputNames.accessKeyId, inputNames.secretAccessKey])})`
    : `and the input ${inputNames.sessionToken} is empty`;
}
