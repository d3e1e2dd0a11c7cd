export type TemplateKind = 'terraform-plan' | 'cdk-manifest' | 'template' | 'unknown';

/** Enough to hold the first keys of a file, which tell what it is. */
const enough = 64 * 1024;

/**
 * What kind of file the `templates` input names, by how it begins and by its name. Whatever Terraform has written is a
 * `terraform-plan`, also its state and its saved plan, because the reader of plans tells what to run instead.
 */
export function kindOf(text: string, file: string): TemplateKind {
  const start = text.slice(0, enough).replace(/^\uFEFF/, '');
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1).toLowerCase();
  const isPlanByName = /plan|\.tfstate$/.test(name);
  if (name === 'manifest.json' && /"(?:artifacts|runtime|missing)"\s{0,20}:/.test(start)) {
    return 'cdk-manifest';
  }
  if (/"Resources"\s{0,20}:/.test(start) && !/"format_version"\s{0,20}:/.test(start)) {
    return 'template';
  }
  if (/^\s{0,1000}[{[]/.test(start)) {
    const isTerraform = /"(?:format_version|terraform_version)"\s{0,20}:|"@module":"terraform|"@level":/.test(start);
    return isTerraform || isPlanByName ? 'terraform-plan' : ownKind(text);
  }
  if (start.startsWith('PK\u0003\u0004') || (start.includes('\u0000') && isPlanByName)) {
    return 'terraform-plan';
  }
  if (/^['"]?(?:AWSTemplateFormatVersion|Resources|Transform)['"]?[ \t]{0,20}:/m.test(text)) {
    return 'template';
  }
  return isPlanByName ? 'terraform-plan' : 'unknown';
}

/** A template in JSON may begin with long parameters and mappings. */
function ownKind(text: string): TemplateKind {
  return /"(?:Resources|AWSTemplateFormatVersion)"\s{0,20}:/.test(text) ? 'template' : 'unknown';
}
