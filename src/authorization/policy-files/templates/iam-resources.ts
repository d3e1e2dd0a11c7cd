import type { Collector } from '../collector.ts';
import type { PolicyForm, PolicyKind } from '../found-policy.ts';
import type { Cursor } from '../text/cursor.ts';
import { type Attachments, referredTo } from './attachments.ts';
import { elementsOf, resolveDocument } from './document.ts';
import { resolveText } from './resolve.ts';
import type { Scope } from './scope.ts';

export interface TemplateContext {
  readonly collector: Collector;
  readonly scope: Scope;
  readonly attachments: Attachments;
}

/** Reads a resource of the service IAM (CloudFormation template reference, "AWS Identity and Access Management"). */
export function readIamResource(type: string, id: string, resource: Cursor, context: TemplateContext): void {
  const properties = resource.get('Properties');
  switch (type) {
    case 'AWS::IAM::Role':
      addTrust(id, properties.get('AssumeRolePolicyDocument'), context);
      readPrincipal('role', id, properties, context);
      return;
    case 'AWS::IAM::User':
      readPrincipal('user', id, properties, context);
      return;
    case 'AWS::IAM::Group':
      readPrincipal('group', id, properties, context);
      return;
    case 'AWS::IAM::Policy':
    case 'AWS::IAM::RolePolicy':
    case 'AWS::IAM::UserPolicy':
    case 'AWS::IAM::GroupPolicy':
      readInline(id, resource, context);
      return;
    case 'AWS::IAM::ManagedPolicy':
      readManaged(id, resource, context);
      return;
    default:
      return;
  }
}

export function addTrust(id: string, document: Cursor, context: TemplateContext): void {
  if (document.value !== undefined) {
    const name = `trust policy of role ${id}`;
    addPolicy({ name, kind: 'trust', form: null, attachedTo: [id], document, conditional: false }, context);
  }
}

interface TemplatePolicy {
  readonly name: string;
  readonly kind: PolicyKind;
  readonly form: PolicyForm;
  readonly attachedTo: readonly string[];
  readonly document: Cursor;
  /** Whether it hangs on a condition of the template that the policy is there. */
  readonly conditional: boolean;
}

export function addPolicy(policy: TemplatePolicy, { collector, scope }: TemplateContext): void {
  const isText = policy.document.text() !== null;
  const { places } = collector.tree;
  const document = isText
    ? policy.document
    : resolveDocument(policy.document, policy.conditional, {
        scope,
        places,
        ofResource: policy.kind === 'trust' || policy.kind === 'resource',
      });
  collector.add({ ...policy, document });
}

function readPrincipal(
  noun: 'role' | 'user' | 'group',
  id: string,
  properties: Cursor,
  context: TemplateContext,
): void {
  for (const { cursor, conditional } of elementsOf(properties.get('Policies'))) {
    const policyName = resolveText(cursor.get('PolicyName'), context.scope, context.collector.tree.places);
    const name = `inline policy ${policyName} of ${noun} ${id}`;
    const document = cursor.get('PolicyDocument');
    addPolicy({ name, kind: 'identity', form: `${noun}-inline`, attachedTo: [id], document, conditional }, context);
  }
  const elsewhere = elementsOf(properties.get('ManagedPolicyArns')).filter(
    ({ cursor }) => !isInTemplate(cursor, context),
  );
  if (elsewhere.length > 0) {
    const count = elsewhere.length === 1 ? 'One managed policy' : `${elsewhere.length} managed policies`;
    context.collector.note(`${count} of ${noun} ${id} in ManagedPolicyArns not read: the file holds only the ARN.`);
  }
  const [boundary] = elementsOf(properties.get('PermissionsBoundary'));
  if (boundary !== undefined && !isInTemplate(boundary.cursor, context)) {
    context.collector.note(`The permissions boundary of ${noun} ${id} is not read: the file holds only its ARN.`);
  }
}

function readInline(id: string, resource: Cursor, context: TemplateContext): void {
  const properties = resource.get('Properties');
  const holders = [
    ...holdersIn(properties, ['Roles', 'RoleName'], 'role-inline', context),
    ...holdersIn(properties, ['Users', 'UserName'], 'user-inline', context),
    ...holdersIn(properties, ['Groups', 'GroupName'], 'group-inline', context),
  ];
  const forms = new Set(holders.map(({ form }) => form));
  const form = forms.size === 1 ? (holders[0]?.form ?? null) : null;
  const attachedTo = holders.map(({ holder }) => holder);
  const document = properties.get('PolicyDocument');
  addPolicy({ name: id, kind: 'identity', form, attachedTo, document, conditional: isConditional(resource) }, context);
}

function readManaged(id: string, resource: Cursor, context: TemplateContext): void {
  const properties = resource.get('Properties');
  const attachedTo = [
    ...holdersIn(properties, ['Roles', 'Users', 'Groups'], 'managed', context).map(({ holder }) => holder),
    ...(context.attachments.granted.get(id) ?? []),
  ];
  const bounded = context.attachments.bounding.get(id) ?? [];
  const document = properties.get('PolicyDocument');
  const policy = { name: id, form: 'managed' as const, document, conditional: isConditional(resource) };
  if (bounded.length > 0) {
    addPolicy({ ...policy, kind: 'boundary', attachedTo: bounded }, context);
  }
  if (attachedTo.length > 0 || bounded.length === 0) {
    const kind = bounded.length === 0 && /boundary/i.test(id) && attachedTo.length === 0 ? 'boundary' : 'identity';
    addPolicy({ ...policy, kind, attachedTo }, context);
  }
}

/** Logical ids of the holders where the template refers to them, and their names otherwise. */
function holdersIn(properties: Cursor, keys: readonly string[], form: PolicyForm, context: TemplateContext) {
  return keys.flatMap((key) =>
    elementsOf(properties.get(key)).map(({ cursor }) => {
      const id = referredTo(cursor);
      const isResource = id !== null && context.scope.resources.get(id).value !== undefined;
      return { form, holder: isResource ? id : resolveText(cursor, context.scope, context.collector.tree.places) };
    }),
  );
}

function isInTemplate(cursor: Cursor, { scope }: TemplateContext): boolean {
  const id = referredTo(cursor);
  return id !== null && scope.resources.get(id).value !== undefined;
}

/** A resource with a condition may not be there at all. Inline policies of a role are there whenever the role is. */
export function isConditional(resource: Cursor): boolean {
  return resource.get('Condition').value !== undefined;
}
