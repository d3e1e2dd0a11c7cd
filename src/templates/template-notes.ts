import type { Cursor } from '../authorization/policy-files/text/cursor.ts';
import type { TemplateResource, TemplateScope } from './template-scope.ts';

const mostNames = 5;

/** Transforms of AWS's that leave what is written in a template as it is, or that are written out here. */
const harmless =
  /^(?:AWS::Serverless-2016-10-31|AWS::LanguageExtensions|AWS::SecretsManager-.*|AWS::CodeDeployBlueGreen|AWS::ServiceCatalog|AWS::Include)$/;

/** Macros of a template that may change everything in it. */
export function macrosOf(root: Cursor): readonly string[] {
  return root
    .get('Transform')
    .list()
    .map((item) => item.text() ?? item.get('Name').text() ?? 'a macro')
    .filter((name) => !harmless.test(name));
}

/** What was not looked at in a template, in sentences without the file's name. */
export function templateNotes(
  root: Cursor,
  scope: TemplateScope,
  files: readonly string[],
  requirements: number,
): readonly string[] {
  const macros = macrosOf(root);
  const resources = [...scope.resources.values()];
  const modules = resources.filter(({ type }) => type.endsWith('::MODULE'));
  const includes = root
    .get('Transform')
    .list()
    .some((item) => item.get('Name').text() === 'AWS::Include');
  return [
    ...(macros.length === 0
      ? []
      : [`The macro ${shown(macros)} may change everything in the template, so nothing in it is certain.`]),
    ...(includes ? ['AWS::Include adds a snippet to the template; it was not read.'] : []),
    ...(modules.length === 0
      ? []
      : [`The resources within ${shown(modules.map(({ id }) => id))} come from a module and were not looked at.`]),
    ...snippetNotes(resources),
    ...nestedNotes(resources, files),
    ...(scope.defaults.size === 0 ? [] : [`Parameters were taken at their defaults: ${shown([...scope.defaults])}.`]),
    ...(requirements === 0 ? ['Nothing follows from the template that could be asked about.'] : []),
  ];
}

function snippetNotes(resources: readonly TemplateResource[]): readonly string[] {
  const ids = resources
    .filter(({ cursor }) => cursor.get('Properties').get('Fn::Transform').value !== undefined)
    .map(({ id }) => id);
  return ids.length === 0 ? [] : [`What Fn::Transform adds to ${shown(ids)} was not looked at.`];
}

/** A nested template is read by itself when it is among the files; otherwise nothing is known of its resources. */
function nestedNotes(resources: readonly TemplateResource[], files: readonly string[]): readonly string[] {
  const nested = resources.filter(({ type }) => type === 'AWS::CloudFormation::Stack');
  const isRead = (resource: TemplateResource) => {
    const address = resource.cursor.get('Properties').get('TemplateURL').text()?.replace(/^\.\//, '') ?? null;
    return address !== null && files.some((file) => file === address || file.endsWith(`/${address}`));
  };
  const read = nested.filter(isRead).map(({ id }) => id);
  const unread = nested.filter((resource) => !isRead(resource)).map(({ id }) => id);
  return [
    ...(read.length === 0 ? [] : [`The template of the nested stack ${shown(read)} is read by itself.`]),
    ...(unread.length === 0 ? [] : [`The resources of the nested stack ${shown(unread)} were not looked at.`]),
  ];
}

function shown(names: readonly string[]): string {
  const first = names.slice(0, mostNames).map((name) => JSON.stringify(name.slice(0, 80)));
  const rest = names.length - first.length;
  return `${first.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
