import { namesOf } from './physical-name.ts';
import { nameInPhysicalId } from './physical-id.ts';
import { fillPattern, pathsIn } from './property-pattern.ts';
import { rowsOf } from './property-rows.ts';
import { propertyValues } from './property-values.ts';
import type { PropertyValue, ResourceInstance } from './resource-instance.ts';
import type { ResourceType } from './resource-type.ts';
import { type TemplateResource, type TemplateScope, within } from './template-scope.ts';

const unknown: readonly PropertyValue[] = [{ text: null, guessed: true }];

/** The value of a parameter; that of a list type has several. */
export interface ParameterValue {
  readonly isList: boolean;
  readonly values: readonly PropertyValue[];
}

/** The value of a pseudo parameter or of a parameter of the template; `null` when there is none of that name. */
export function parameterValue(name: string, scope: TemplateScope): ParameterValue | null {
  if (name.startsWith('AWS::')) {
    return { isList: false, values: [pseudoParameter(name, scope)] };
  }
  const parameter = scope.parameters.get(name);
  if (parameter.value === undefined) {
    return null;
  }
  const type = parameter.get('Type').text() ?? 'String';
  const isSecret = String(parameter.get('NoEcho').value).toLowerCase() === 'true';
  if (isSecret || type.startsWith('AWS::SSM::Parameter::Value')) {
    return { isList: false, values: unknown };
  }
  const given = scope.context.parameters.get(name);
  const preset = parameter.get('Default').value;
  if (given === undefined && typeof preset !== 'string' && typeof preset !== 'number' && typeof preset !== 'boolean') {
    return { isList: false, values: unknown };
  }
  const text = given ?? String(preset);
  const guessed = given === undefined && !defaultsHold(scope);
  if (guessed) {
    scope.defaults.add(name);
  }
  const isList = type === 'CommaDelimitedList' || type.startsWith('List<');
  const parts = isList ? text.split(',', 1000).map((part) => part.trim()) : [text];
  return { isList, values: parts.map((part) => ({ text: part, guessed })) };
}

/** An update keeps the values that a stack has, so the defaults are what they are taken for only in a new stack. */
function defaultsHold({ context }: TemplateScope): boolean {
  return context.defaultsHold === true && context.stack?.status === null;
}

/** Template reference, "Get AWS values using pseudo parameters". */
function pseudoParameter(name: string, { context }: TemplateScope): PropertyValue {
  const { partition, region, accountId } = context.place;
  const known = (text: string | null): PropertyValue => ({ text, guessed: text === null });
  switch (name) {
    case 'AWS::Partition':
      return known(partition);
    case 'AWS::Region':
      return known(region);
    case 'AWS::AccountId':
      return known(accountId);
    case 'AWS::StackName':
      return known(context.stackName);
    case 'AWS::StackId':
      return context.stackName === null
        ? known(null)
        : known(`arn:${partition}:cloudformation:${region}:${accountId}:stack/${context.stackName}/*`);
    case 'AWS::URLSuffix':
      return known(partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com');
    default:
      return known(null);
  }
}

/** What `Ref` gives of a resource. */
export function referenceTo(name: string, scope: TemplateScope): readonly PropertyValue[] {
  const resource = scope.resources.get(scope.aliases.get(name) ?? name);
  const type = resource === undefined ? null : scope.types.typeOf(resource.type);
  if (resource === undefined || type === null) {
    return unknown;
  }
  return remembered(`Ref ${resource.id}`, scope, () => {
    const deployed = deployedId(resource, scope);
    if (deployed !== null) {
      return [{ text: deployed, guessed: false }];
    }
    const gives = type.ref ?? 'name';
    if (resource.type === 'AWS::SQS::Queue') {
      return namesOf(instanceOf(resource, type, scope), scope.context).map((queue) => addressOf(queue, scope));
    }
    return gives === 'other' ? unknown : given(gives, resource, type, scope);
  });
}

/** What `Fn::GetAtt` gives; the path is `Resource.Attribute`, and attributes may hold dots. */
export function attributeOf(path: string, scope: TemplateScope): readonly PropertyValue[] {
  const dot = path.indexOf('.');
  const resource = scope.resources.get(dot < 0 ? path : path.slice(0, dot));
  const type = resource === undefined ? null : scope.types.typeOf(resource.type);
  const attributes = type?.attributes ?? {};
  const key = path.slice(dot + 1);
  const gives = Object.hasOwn(attributes, key) ? attributes[key] : undefined;
  if (resource === undefined || type === null || gives === undefined) {
    return unknown;
  }
  return remembered(`${gives} ${resource.id}`, scope, () => given(gives, resource, type, scope));
}

/** The physical id of a resource that the stack holds already; `null` for one that is not known to be there. */
export function deployedId(resource: TemplateResource, { context }: TemplateScope): string | null {
  const deployed = context.stack?.resources?.get(resource.id);
  return deployed?.type === resource.type && deployed.physicalId !== '' ? deployed.physicalId : null;
}

/** What a resource's name follows from. */
export function instanceOf(
  resource: TemplateResource,
  type: ResourceType,
  scope: TemplateScope,
): Pick<ResourceInstance, 'type' | 'id' | 'physicalName' | 'values'> {
  const deployed = deployedId(resource, scope);
  return {
    type,
    id: resource.id,
    physicalName: deployed === null ? null : nameInPhysicalId(deployed, type),
    values: propertyValues(resource, scope),
  };
}

function given(
  gives: 'name' | 'arn',
  resource: TemplateResource,
  type: ResourceType,
  scope: TemplateScope,
): readonly PropertyValue[] {
  const instance = instanceOf(resource, type, scope);
  const names = namesOf(instance, scope.context);
  if (gives === 'name') {
    return names.map((name) => (hasPath(resource) ? { ...name, guessed: true } : name));
  }
  if (type.arn === '*') {
    return unknown;
  }
  return rowsOf(pathsIn(type.arn), (path) => (path === 'name' ? names : instance.values(path))).map((row) => {
    const filled = fillPattern(type.arn, { ...scope.context, id: resource.id, type, row });
    return { text: filled.text, guessed: filled.guessed.length > 0 };
  });
}

/** The name alone is not enough for the ARN of a role, user or group with a path, and that is what it is taken for. */
function hasPath(resource: TemplateResource): boolean {
  const path = resource.cursor.get('Properties').get('Path');
  return resource.type.startsWith('AWS::IAM::') && path.value !== undefined && path.text() !== '/';
}

/** `Ref` of a queue gives its address (CloudFormation template reference, AWS::SQS::Queue). */
function addressOf({ text, guessed }: PropertyValue, { context }: TemplateScope): PropertyValue {
  const { partition, region, accountId } = context.place;
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return text === null ? { text, guessed } : { text: `https://sqs.${region}.${suffix}/${accountId}/${text}`, guessed };
}

function remembered(key: string, scope: TemplateScope, find: () => readonly PropertyValue[]): readonly PropertyValue[] {
  const { references } = scope.known;
  const before = references.get(key);
  if (before !== undefined) {
    return before ?? unknown;
  }
  references.set(key, null);
  const found = within(scope, find, unknown);
  references.set(key, found);
  return found;
}
