import type { Grantee } from './grantee.ts';
import type { PolicyFormat } from './grant-formats/format.ts';
import type { Placement } from './grant-formats/placement.ts';

/** What decides where a policy goes. */
export interface Route {
  readonly who: Grantee;
  readonly format: PolicyFormat;
  readonly placement: Placement;
  /** How many policies it was split into. */
  readonly parts: number;
}

/** Where a policy goes, in sentences with names between backticks. */
export function wayOf(route: Route): string {
  const { who, format, placement } = route;
  if (!who.grantable) return who.path;
  switch (format) {
    case 'json':
      return placement.kind === 'inline' ? who.path : asManaged(route);
    case 'terraform':
      return inTerraform(route);
    case 'cloudformation':
      return inCloudFormation(route);
  }
}

function asManaged({ who, parts }: Route): string {
  return parts === 1
    ? `It is too long for an inline policy: create a managed policy from it, and attach that to ${who.name}.`
    : `It is too long for one policy: create a managed policy from each of the ${parts} parts, and attach them to ${who.name}.`;
}

function inTerraform({ who, placement }: Route): string {
  return placement.principal === null
    ? `Add it to the Terraform configuration of this account, and give the document to ${who.name}. ${who.path}`
    : 'Add it to the Terraform configuration of this account, and apply that.';
}

function inCloudFormation({ who, placement }: Route): string {
  return placement.principal === null
    ? `Add it to a CloudFormation template of this account, deploy that, and attach the managed policy to ${who.name}.`
    : 'Add it to a CloudFormation template of this account, and deploy that.';
}
