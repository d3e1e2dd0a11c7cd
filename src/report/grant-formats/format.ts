import type { GrantPolicy } from '../../authorization/policy.ts';

/** What the `policy-format` input takes. */
export const policyFormats = ['json', 'terraform', 'cloudformation'] as const;

/** How the policies to paste are written for a person; outputs and the report file hold JSON whatever this says. */
export type PolicyFormat = (typeof policyFormats)[number];

/** The names that Markdown knows the languages by. */
export const fenceLanguages: Readonly<Record<PolicyFormat, string>> = {
  json: 'json',
  terraform: 'hcl',
  cloudformation: 'yaml',
};

/** What a format takes for its own wherever it stands in a string, without a way to write it as plain text. */
const unwritable: Readonly<Record<PolicyFormat, string | null>> = {
  json: null,
  // The data source writes `${` in its place (Terraform AWS provider, `aws_iam_policy_document`, "Context Variable Interpolation").
  terraform: '&{',
  // A dynamic reference: the deployment would put a parameter's or a secret's value there (CloudFormation user guide).
  cloudformation: '{{resolve:',
};

/** The format asked for, or JSON where a name in the policy would come out as something else in that one. */
export function formatFor(policy: GrantPolicy, asked: PolicyFormat): PolicyFormat {
  const foreign = unwritable[asked];
  return foreign !== null && JSON.stringify(policy).includes(foreign) ? 'json' : asked;
}
