import type { Observation } from '../../diagnoses/finding.ts';
import type { CredentialFacts } from '../facts.ts';
import { awsHostSuffixes } from '../regions.ts';
import { hostOf, listed, observe } from '../wording.ts';
import type { LintContext } from './context.ts';

/** Variables that send calls to another host than AWS's. VPC endpoints are AWS's own. Source: AWS SDKs and Tools Reference Guide, "Service-specific endpoints". */
export function endpointOverride({ facts }: LintContext): readonly Observation[] {
  const all = redirections(facts);
  const hosts = all.flatMap(({ name, host }) => (host === null ? [] : [`${name} (${host})`]));
  const broken = all.flatMap(({ name, host }) => (host === null ? [name] : []));
  const sentences = [
    ...(hosts.length === 0
      ? []
      : [`${listed(hosts)} ${hosts.length === 1 ? 'sends' : 'send'} calls to a host that is not AWS's.`]),
    ...(broken.length === 0
      ? []
      : [`${listed(broken)} ${broken.length === 1 ? 'is' : 'are'} no URL, and calls that follow it fail.`]),
  ];
  return sentences.length === 0 ? [] : [observe('endpoint-override', 'warning', sentences.join(' '))];
}

/** True when STS itself is asked elsewhere, so that what is certain of AWS is not certain here. */
export function redirectsSts(facts: CredentialFacts): boolean {
  const { AWS_ENDPOINT_URL_STS: own, AWS_ENDPOINT_URL: all } = facts.environment;
  const deciding = own ? 'AWS_ENDPOINT_URL_STS' : all ? 'AWS_ENDPOINT_URL' : null;
  return redirections(facts).some(({ name }) => name === deciding);
}

function redirections({
  environment,
}: CredentialFacts): readonly { readonly name: string; readonly host: string | null }[] {
  if (environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS']?.toLowerCase() === 'true') {
    return [];
  }
  return Object.keys(environment)
    .filter((name) => /^AWS_ENDPOINT_URL(_[A-Z0-9_]{1,64})?$/.test(name) && environment[name] !== '')
    .sort()
    .map((name) => ({ name, host: hostOf(environment[name] ?? '') }))
    .filter(({ host }) => host === null || !isAws(host));
}

function isAws(host: string): boolean {
  const name = host.replace(/:\d+$/, '');
  return awsHostSuffixes.some((suffix) => name.endsWith(`.${suffix}`));
}
