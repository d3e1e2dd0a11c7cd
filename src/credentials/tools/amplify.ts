import { cdkChain } from './cdk.ts';
import { javascriptChain } from './javascript.ts';
import { firstRegion, instanceRegion, profileInForce, profileRegion, setVariable } from './region-of-tool.ts';
import type { ToolChoice, Verdict } from './tool-choice.ts';
import type { ToolFacts } from './tool-facts.ts';

/**
 * `ampx` without `--profile`: it copies the older variables to the newer names where those are empty, makes sure that
 * the default chain finds credentials and a region, and then lets the toolkit of the CDK deploy, which chooses by its
 * own rule. So with keys and a profile in the environment it looks with the profile and deploys with the keys.
 *
 * Source: `command_middleware.ts` and `backend-deployer` of aws-amplify/amplify-backend.
 */
export function amplify(given: ToolFacts): ToolChoice {
  const tools = { ...given, environment: withNewerNames(given.environment) };
  const check = javascriptChain({ profileVariables, asksForMfa: false }, tools);
  const verdict = check.outcome === 'source' ? deployment(check, cdkChain(tools)) : refused(check);
  return {
    tool: 'amplify',
    ...verdict,
    region: firstRegion(
      setVariable('AWS_REGION', tools),
      profileRegion(profileInForce(check, profileVariables, tools), tools.javascript),
      instanceRegion(tools),
    ),
  };
}

const profileVariables = ['AWS_PROFILE'];

function deployment(check: Extract<Verdict, { outcome: 'source' }>, verdict: Verdict): Verdict {
  return verdict.outcome === 'source' && verdict.source.kind !== check.source.kind
    ? {
        ...verdict,
        why: 'ampx makes sure that the profile works, and then deploys by the rule of the CDK: keys first.',
      }
    : verdict;
}

function refused<T extends Verdict>(check: T): T {
  return check.outcome === 'source' ? check : { ...check, error: { ...check.error, name: 'InvalidCredentialError' } };
}

function withNewerNames(environment: ToolFacts['environment']): ToolFacts['environment'] {
  const { AWS_DEFAULT_PROFILE: profile, AWS_DEFAULT_REGION: region } = environment;
  return {
    ...environment,
    ...(profile && !environment['AWS_PROFILE'] ? { AWS_PROFILE: profile } : {}),
    ...(region && !environment['AWS_REGION'] ? { AWS_REGION: region } : {}),
  };
}
