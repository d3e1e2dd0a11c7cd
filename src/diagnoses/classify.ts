import type { AwsFailure } from '../aws/port.ts';
import type { DiagnosisCode } from './catalogue/index.ts';
import { recognise, toSample, type About, type Sign } from './catalogue/sign.ts';
import { signsInSentences, signsOfAccounts, signsOfCredentials } from './catalogue/signs-of-authentication.ts';
import { signsOfDenials } from './catalogue/signs-of-denials.ts';
import { signsOfNetwork, signsOfProxies } from './catalogue/signs-of-network.ts';
import { signsOfRoles, signsOfWebIdentity } from './catalogue/signs-of-roles.ts';
import { signsOfSources } from './catalogue/signs-of-sources.ts';

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
