import { Document, isScalar, visit } from 'yaml';
import type { GrantPolicy } from '../../authorization/policy.ts';
import type { Placement } from './placement.ts';
import { digestOf, policyName } from './policy-name.ts';
import { escapeInvisible } from './visible.ts';

/**
 * The policy as a resource of a CloudFormation template. Every value is in double quotes, because CloudFormation reads
 * YAML 1.1, where `2012-10-17` is a date and `yes` a truth value; it knows no aliases (CloudFormation user guide,
 * "CloudFormation template format").
 * `formatFor` says which policies can be written so.
 */
export function cloudformation(policy: GrantPolicy, placement: Placement): string {
  const template = { Resources: { [`Preflight${digestOf(policy)}`]: resource(policy, placement) } };
  const document = new Document(template, { aliasDuplicateObjects: false });
  visit(document, {
    Pair: (_, { key }) => {
      if (isScalar(key)) {
        key.type = typeof key.value === 'string' && plainKeys.test(key.value) ? 'PLAIN' : 'QUOTE_DOUBLE';
      }
    },
  });
  const text = document.toString({ defaultStringType: 'QUOTE_DOUBLE', doubleQuotedAsJSON: true });
  return escapeInvisible(text.trimEnd());
}

/** Names that CloudFormation and IAM give; no other key is sure to be read as the text that it is. */
const plainKeys =
  /^(?:Resources|Preflight[0-9a-f]{8}|Type|Properties|(?:Role|User|Policy)Name|Roles|Users|PolicyDocument|Version|Statement|Sid|Effect|Action|Resource|Condition|String(?:Equals|Like))$/;

/** Types and properties from the resource type reference; an inline policy needs somebody to be in. */
function resource(policy: GrantPolicy, { kind, principal }: Placement): object {
  const written = { Version: policy.Version, Statement: policy.Statement };
  if (kind === 'managed' || principal === null) {
    const holders = principal === null ? {} : { [principal.kind === 'role' ? 'Roles' : 'Users']: [principal.name] };
    return { Type: 'AWS::IAM::ManagedPolicy', Properties: { ...holders, PolicyDocument: written } };
  }
  const entity = principal.kind === 'role' ? 'Role' : 'User';
  return {
    Type: `AWS::IAM::${entity}Policy`,
    Properties: { [`${entity}Name`]: principal.name, PolicyName: policyName(policy), PolicyDocument: written },
  };
}
