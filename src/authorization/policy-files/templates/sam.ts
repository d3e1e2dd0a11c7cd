import type { Cursor } from '../text/cursor.ts';
import { elementsOf } from './document.ts';
import { addPolicy, addTrust, type TemplateContext } from './iam-resources.ts';

/**
 * Reads the policies of the roles that SAM makes: a function and a state machine without `Role` get a role with the
 * logical id `<id>Role` and their `Policies` as inline policies; with `Role`, `Policies` is left unused (SAM developer
 * guide, "AWS::Serverless::Function" and "Generated CloudFormation resources").
 */
export function readSamResource(type: string, id: string, resource: Cursor, context: TemplateContext): void {
  if (type !== 'AWS::Serverless::Function' && type !== 'AWS::Serverless::StateMachine') {
    return;
  }
  const properties = resource.get('Properties');
  const policies = elementsOf(properties.get('Policies'));
  if (properties.get('Role').value !== undefined) {
    if (policies.length > 0) {
      context.collector.note(`The policies of ${id} are not read: SAM does not use them where Role is given.`);
    }
    return;
  }
  addTrust(`${id}Role`, properties.get('AssumeRolePolicyDocument'), context);
  policies.forEach(({ cursor, conditional }, index) => {
    if (cursor.get('Statement').value !== undefined) {
      const name = `inline policy ${index + 1} of function role ${id}Role`;
      const attachedTo = [`${id}Role`];
      addPolicy({ name, kind: 'identity', form: 'role-inline', attachedTo, document: cursor, conditional }, context);
      return;
    }
    const what = cursor.single()?.[0] ?? cursor.text();
    context.collector.note(
      `${what === null ? 'A policy' : JSON.stringify(what.slice(0, 80))} of ${id} is not read: ` +
        'SAM policy templates and managed policies are not in the file.',
    );
  });
}
