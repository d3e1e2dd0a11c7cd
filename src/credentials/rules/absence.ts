import type { Observation } from '../../diagnoses/finding.ts';
import { describeSource } from '../choose-source.ts';
import { meantVariable } from '../near-names.ts';
import { fields, inputNames, variableNames } from '../value.ts';
import { listed, observe, shown } from '../wording.ts';
import type { LintContext } from './context.ts';
import { stopsBotocore, weightOfHalf } from './weight.ts';
import { wrongNames } from './wrong-names.ts';

/**
 * Credentials that are not there: variables that are empty, pairs with one half, names that nobody reads; and, when
 * none of these explains it, that there is no source at all.
 */
export function absence(context: LintContext): readonly Observation[] {
  const causes = [
    ...emptyVariables(context),
    ...partialInputs(context),
    ...partialVariables(context),
    ...wrongNames(context),
  ];
  const explained = causes.some((cause) => cause.severity === 'error');
  return explained || context.serves !== 'nothing' ? causes : [...causes, noCredentials(context)];
}

/**
 * One observation for all empty variables. An empty token says nothing: configure-aws-credentials leaves it behind
 * beside a long-term key, and beside a temporary one the missing token has its own diagnosis.
 */
function emptyVariables(context: LintContext): readonly Observation[] {
  const { environment } = context.facts;
  const names = fields.map((field) => variableNames[field]);
  const empty = names.filter((name) => environment[name] === '');
  const half = empty.includes(variableNames.accessKeyId) || empty.includes(variableNames.secretAccessKey);
  if (!half) {
    return [];
  }
  const verb = empty.length === 1 ? 'is' : 'are';
  const all =
    empty.length === names.length
      ? 'All three being empty points to the scope of the secrets rather than to a name. '
      : '';
  return [
    observe(
      'env-secret-empty',
      weightOfHalf(context),
      `${listed(empty)} ${verb} set but empty. ${all}${consequence(context)}`,
    ),
  ];
}

/**
 * Inputs that do not make a pair. configure-aws-credentials refuses a key id without a secret whatever the environment
 * holds, and passes over the other inputs when there is no key id (`src/index.ts`).
 */
function partialInputs(context: LintContext): readonly Observation[] {
  const given = fields.filter((field) => context.facts.inputs[field].trim() !== '');
  const missing = (['accessKeyId', 'secretAccessKey'] as const).filter((field) => !given.includes(field));
  if (given.length === 0 || missing.length === 0) {
    return [];
  }
  const severity = given.includes('accessKeyId') || context.serves === 'nothing' ? 'error' : 'warning';
  const names = (which: readonly (keyof typeof inputNames)[]): string =>
    listed(which.map((field) => inputNames[field]));
  const detail = `Of the inputs, ${names(given)} ${given.length === 1 ? 'is' : 'are'} given and ${names(missing)} ${missing.length === 1 ? 'is' : 'are'} empty. A variable does not complete a pair of inputs, here as in configure-aws-credentials.`;
  return [observe('env-partial-pair', severity, detail)];
}

/** One half of the pair is set and the other is absent; an empty or misnamed other half is said by its own rule. */
function partialVariables(context: LintContext): readonly Observation[] {
  const { environment } = context.facts;
  const id = environment['AWS_ACCESS_KEY_ID'];
  const secret = environment['AWS_SECRET_ACCESS_KEY'];
  const [there, gone] = id
    ? ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']
    : ['AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID'];
  const half = id ? secret === undefined : secret !== undefined && secret !== '' && id === undefined;
  const misnamed = Object.keys(environment).some((name) => environment[name] !== '' && meantVariable(name) === gone);
  return half && !misnamed
    ? [
        observe(
          'env-partial-pair',
          weightOfHalf(context),
          `${there} is set and ${gone} is not. ${consequence(context)}`,
        ),
      ]
    : [];
}

function consequence(context: LintContext): string {
  const { facts, winner, serves } = context;
  if (serves === 'nothing') {
    return 'Nothing else supplies credentials.';
  }
  const botocore = stopsBotocore(context) ? ' The AWS CLI, SAM and the EB CLI stop at the half pair.' : '';
  if (winner === null) {
    return `The role to assume is used instead.${botocore}`;
  }
  const name = winner.kind === 'profile' ? `profile ${shown(winner.name, facts)}` : describeSource(winner);
  const unasked = serves === 'ambient' ? ', which may be another identity than the one meant' : '';
  return `Credentials come from ${name} instead${unasked}.${botocore}`;
}

/**
 * An error unless a tool may bring a profile of its own, which nothing here knows: the EB CLI, SAM and the Serverless
 * Framework can name one in their files.
 */
function noCredentials({ facts }: LintContext): Observation {
  const { environment, profiles } = facts;
  const hints = [
    environment['AWS_SESSION_TOKEN'] ? 'AWS_SESSION_TOKEN is set, but serves only beside a key pair.' : '',
    environment['AWS_WEB_IDENTITY_TOKEN_FILE'] && !environment['AWS_ROLE_ARN']
      ? 'AWS_WEB_IDENTITY_TOKEN_FILE is set without AWS_ROLE_ARN.'
      : '',
    environment['AWS_ROLE_ARN'] && !environment['AWS_WEB_IDENTITY_TOKEN_FILE']
      ? 'AWS_ROLE_ARN is set without AWS_WEB_IDENTITY_TOKEN_FILE.'
      : '',
    environment['AWS_BEARER_TOKEN_BEDROCK'] ? 'AWS_BEARER_TOKEN_BEDROCK is set, but serves Bedrock only.' : '',
    profiles !== null && Object.keys(profiles).length > 0
      ? 'The shared files define profiles, but no default one, and none is named.'
      : '',
  ].filter((hint) => hint !== '');
  const ownProfile = Object.keys(profiles ?? {}).length > 0 || Boolean(environment['AWS_EB_PROFILE']);
  return observe(
    'env-no-credentials',
    ownProfile ? 'warning' : 'error',
    [
      'No key inputs, no AWS_ACCESS_KEY_ID, no profile, no web identity and no container credentials are set.',
      ...hints,
    ].join(' '),
  );
}
