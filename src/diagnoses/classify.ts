import type { AwsFailure } from '../aws/port.ts';
import type { DiagnosisCode } from './catalogue/index.ts';
import { recognise, toSample, type About, type Sign } from './catalogue/sign.ts';
import { signsInSentences, signsOfAccounts, signsOfCredentials } from './catalogue/signs-of-authentication.ts';
import { signsOfDenials } from './catalogue/signs-of-denials.ts';
import { signsOfNetwork, signsOfProxies } from './catalogue/signs-of-network.ts';
import { signsOfPlainText } from './catalogue/signs-of-plain-text.ts';
import { signsOfRoles, signsOfWebIdentity } from './catalogue/signs-of-roles.ts';
import { signsOfSdks } from './catalogue/signs-of-sdks.ts';
import { signsOfSources, signsOfSpokenSources } from './catalogue/signs-of-sources.ts';
import { signsOfTools } from './catalogue/signs-of-tools.ts';

export type { About } from './catalogue/sign.ts';

/** What AWS itself says, specific signs before general ones. */
const signsOfAnswers: readonly Sign[] = [
  ...signsOfProxies,
  ...signsOfAccounts,
  ...signsOfCredentials,
  ...signsOfWebIdentity,
  ...signsOfRoles,
  ...signsInSentences,
  ...signsOfDenials,
];

/** Without a status nothing was answered; but the SDK wraps answers and network errors in errors of its own. */
const signsWithoutStatus: readonly Sign[] = [...signsOfSources, ...signsOfAnswers, ...signsOfNetwork];

const unrecognised: Readonly<Record<AwsFailure['kind'], DiagnosisCode>> = {
  aws: 'aws-error-unknown',
  network: 'net-refused-timeout',
  provider: 'provider-failed',
  timeout: 'time-budget-used',
};

/**
 * Gives a failure its true name: the first sign that fits wins. The HTTP status decides nothing that code and text do
 * not, because services answer the same with different ones. What no sign fits is never guessed at.
 */
export function classify(failure: AwsFailure, about: About): DiagnosisCode {
  return recognise(signsFor(failure), toSample(failure, about)) ?? unrecognised[failure.kind];
}

/** An answer is never searched for the words of the SDK, nor a broken connection for those of AWS. */
function signsFor(failure: AwsFailure): readonly Sign[] {
  switch (failure.kind) {
    case 'timeout':
      return [];
    case 'network':
      return failure.status === null ? [...signsOfSources, ...signsOfNetwork] : signsOfProxies;
    case 'provider':
    case 'aws':
      return failure.status === null ? signsWithoutStatus : signsOfAnswers;
  }
}

/** In a log a refusal of the policy simulator is one like any other: it is the deployment that asked for it. */
const signsOfLoggedAnswers = signsOfAnswers.filter(({ diagnosis }) => diagnosis !== 'simulation-not-permitted');

/** Whose words a text of a log is in: AWS's behind a code, an SDK's about its source of credentials, or anybody's. */
export type Voice = 'answer' | 'source' | 'sentence';

const signsOfVoices: Readonly<Record<Voice, readonly Sign[]>> = {
  answer: [...signsOfSdks, ...signsOfSpokenSources, ...signsOfTools, ...signsOfLoggedAnswers],
  source: [...signsOfTools, ...signsOfSdks, ...signsOfSources, ...signsOfLoggedAnswers],
  sentence: [
    ...signsOfTools,
    ...signsOfSdks,
    ...signsOfSpokenSources,
    ...signsOfPlainText,
    ...signsOfSentencedDenials(),
  ],
};

/**
 * Gives a text out of a log its name, or `null` where no sign fits: in a log most errors are about something else, so
 * that what is not recognised is not even called unknown here.
 */
export function classifyLogged(voice: Voice, failure: AwsFailure, about: About): DiagnosisCode | null {
  return recognise(signsOfVoices[voice], toSample(failure, about));
}

/** Every word that a sign for logs looks for, in lower case: a text that holds none of them fits no sign without a code. */
export function knownWords(): readonly string[] {
  const words = Object.values(signsOfVoices).flatMap((signs) => signs.flatMap(({ text }) => text ?? []));
  return [...new Set(words)];
}

/** Without a code only the words "not authorized to perform" make a denial, so these signs cannot fit anything else. */
function signsOfSentencedDenials(): readonly Sign[] {
  return signsOfDenials.filter(({ diagnosis }) => diagnosis !== 'simulation-not-permitted');
}
