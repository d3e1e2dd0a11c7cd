import { isAccountDetails, readAccountDetails } from './account-details.ts';
import { collector } from './collector.ts';
import type { PolicyFile, PolicyPlace } from './found-policy.ts';
import { readPlainDocuments } from './plain-documents.ts';
import { isTemplate, readTemplate } from './templates/template.ts';
import { isTerraform, readTerraform } from './terraform/terraform.ts';
export type { FoundPolicy, PolicyFile, PolicyForm, PolicyKind, PolicyPlace } from './found-policy.ts';
import { rootOf, type Tree } from './text/cursor.ts';
import type { TextFault } from './text/json-fault.ts';
import { readJson } from './text/json-text.ts';
import { lineFinder } from '../evaluation/line-finder.ts';
import { readYaml } from './text/yaml-text.ts';

/**
 * Finds the policies in a text: policy documents and what the AWS CLI prints of them, CloudFormation, SAM and CDK
 * templates, and the JSON of Terraform's plans and states. The formats are told apart by what the text holds.
 * `file` is the path to name; `place` fills in pseudo parameters such as `AWS::AccountId`. Never throws.
 */
export function readPolicyFile(
  text: string,
  file: string,
  options: { readonly place: PolicyPlace | null } = { place: null },
): PolicyFile {
  if (isHcl(text, file)) {
    return { policies: [], problems: [], notes: [hclNote] };
  }
  const { tree, faults } = readTree(text, file);
  const name = file.slice(file.lastIndexOf('/') + 1);
  const positionAt = tree?.positionAt ?? lineFinder(text);
  const problems = faults.map(({ offset, sentence }) => ({
    origin: { name, file },
    position: positionAt(offset),
    sentence,
  }));
  if (tree === null || faults.some(({ offset }) => !isByteOrderMark(text, offset))) {
    return { policies: [], problems, notes: [] };
  }
  const found = collector(tree, file);
  const root = rootOf(tree);
  if (isTemplate(root)) {
    readTemplate(found, options.place);
  } else if (isTerraform(root)) {
    readTerraform(found);
  } else if (isAccountDetails(root)) {
    readAccountDetails(found);
  } else {
    readPlainDocuments(found, file);
  }
  const result = found.result();
  const silent = result.policies.length + result.problems.length + result.notes.length === 0;
  return {
    policies: result.policies,
    problems: [...problems, ...result.problems],
    notes: silent ? ['The file holds no IAM policy that is read here.'] : result.notes,
  };
}

/** Text that begins with a bracket is JSON, as long as neither its name nor its content says otherwise. */
function readTree(text: string, file: string): { readonly tree: Tree | null; readonly faults: readonly TextFault[] } {
  const isYamlName = /\.ya?ml$/i.test(file);
  const isJsonText = /^\uFEFF?\s*[{[]/.test(text.slice(0, 1000)) || text.trim() === '';
  if (isJsonText || /\.json$/i.test(file)) {
    const json = readJson(text);
    if (!isYamlName || json.faults.length === 0) {
      return json;
    }
  }
  return readYaml(text);
}

function isByteOrderMark(text: string, offset: number): boolean {
  return offset === 0 && text.startsWith('\uFEFF');
}

const hclNote =
  'Terraform configuration is not read, because its policies depend on a plan; pass the JSON that ' +
  '"terraform show -json" prints of a plan or a state.';

/** Terraform's own language, and its JSON form, in which policies are expressions too. */
function isHcl(text: string, file: string): boolean {
  return (
    /\.(?:tf|tofu|tfvars|hcl)(?:\.json)?$/i.test(file) ||
    (!/\.(?:json|ya?ml)$/i.test(file) &&
      /^[ \t]*(?:resource|data)[ \t]+"aws_[a-z0-9_]+"[ \t]+"/m.test(text.slice(0, 100_000)))
  );
}
