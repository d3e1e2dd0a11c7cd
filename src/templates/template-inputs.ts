import type { Cursor } from '../authorization/policy-files/text/cursor.ts';
import type { Location } from '../diagnoses/finding.ts';
import type { PropertyValue, ResourceInstance } from './resource-instance.ts';
import type { ResourceType } from './resource-type.ts';
import { substitute } from './intrinsic.ts';
import { noBindings, type TemplateScope } from './template-scope.ts';

/**
 * Parameters and secrets that CloudFormation reads for a template before it makes anything (CloudFormation user guide,
 * "Parameters section syntax" and "Get values stored in other services using dynamic references").
 */
const parameterType: ResourceType = {
  arn: 'arn:${Partition}:ssm:${Region}:${Account}:parameter/${Name:without-slash}',
  calls: [{ on: ['create', 'update'], actions: ['ssm:GetParameters'], why: 'Read the parameter behind' }],
};

const secretType: ResourceType = {
  arn: '${SecretId:secret-arn}',
  calls: [{ on: ['create', 'update'], actions: ['secretsmanager:GetSecretValue'], why: 'Read the secret behind' }],
};

const mostReferences = 100;
const changes = [{ change: 'create', certain: true }] as const;

/** Parameters whose values are names of parameters of Systems Manager. Those that AWS publishes are open to everyone. */
export function parameterReads(
  scope: TemplateScope,
  locate: (at: Cursor, key: string) => Location,
): readonly ResourceInstance[] {
  return scope.parameters.entries().flatMap(([id, parameter]): readonly ResourceInstance[] => {
    const type = parameter.get('Type').text() ?? '';
    const given = scope.context.parameters.get(id);
    const name = given ?? parameter.get('Default').text();
    const isSecret = String(parameter.get('NoEcho').value).toLowerCase() === 'true';
    if (
      !type.startsWith('AWS::SSM::Parameter::Value<') ||
      isSecret ||
      name === null ||
      name.startsWith('/aws/service/')
    ) {
      return [];
    }
    const values = () => [{ text: name, guessed: given === undefined }];
    return [{ ...readOf(parameterType, 'the template parameter', locate(parameter, id), values), id }];
  });
}

/** What `{{resolve:ssm:...}}` and `{{resolve:secretsmanager:...}}` stand for, each once (CloudFormation user guide, "Dynamic references"). */
export function dynamicReads(
  scope: TemplateScope,
  locate: (at: Cursor, key: string) => Location,
): readonly ResourceInstance[] {
  const found = new Map<string, ResourceInstance>();
  for (const [id, resource] of scope.resources) {
    for (const text of dynamicTexts(resource.cursor.value)) {
      const instance = found.has(text) || found.size >= mostReferences ? null : dynamicRead(text, scope);
      if (instance !== null) {
        found.set(text, { ...instance, id, location: locate(resource.cursor, resource.key) });
      }
    }
  }
  return [...found.values()];
}

function dynamicRead(text: string, scope: TemplateScope): ResourceInstance | null {
  const [, service = '', rest = ''] = /^\{\{resolve:(ssm|ssm-secure|secretsmanager):(.*)\}\}$/s.exec(text) ?? [];
  const isSecret = service === 'secretsmanager';
  const values = substitute(rest, null, { scope, bindings: noBindings }).flatMap((value): readonly PropertyValue[] =>
    value.kind === 'text' && value.text !== null ? [{ text: nameIn(value.text), guessed: value.guessed }] : [],
  );
  if (service === '' || values.some(({ text: name }) => name === '' || name?.startsWith('/aws/service/') === true)) {
    return null;
  }
  return readOf(isSecret ? secretType : parameterType, 'a dynamic reference', null, () => values);
}

/** The name before the version or the key: `name:1` of a parameter, `name:SecretString:key` or an ARN of a secret. */
function nameIn(text: string): string {
  return /^arn:[^:]*:[^:]*:[^:]*:[^:]*:secret:[^:]+/.exec(text)?.[0] ?? text.split(':')[0] ?? '';
}

function readOf(
  type: ResourceType,
  typeName: string,
  location: Location | null,
  values: ResourceInstance['values'],
): ResourceInstance {
  return { typeName, type, id: '', changes, physicalName: null, location, values };
}

/** Every dynamic reference in a value, with what `Fn::Sub` puts into it, found without recursion. */
function dynamicTexts(value: unknown): readonly string[] {
  const found: string[] = [];
  const open: unknown[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string') {
      for (const [text] of next.matchAll(/\{\{resolve:(?:[^{}]|\$\{[^{}]*\}){1,1000}\}\}/g)) {
        found.push(text);
      }
    } else if (typeof next === 'object' && next !== null) {
      open.push(...(Object.values(next) as unknown[]));
    }
  }
  return found;
}
