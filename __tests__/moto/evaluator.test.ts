import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  IAMClient,
  PutGroupPolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { evaluate } from '../../src/authorization/evaluation/evaluate.ts';
import { readPolicyDocument, type PolicyDocument } from '../../src/authorization/evaluation/policy-document.ts';
import { send, type Held } from '../local-aws/support.ts';
import { startMoto, type EnforcingMoto } from './enforcing-moto.ts';
import { calls, describeTable, pick, policyFrom, randomOf, type Call } from './evaluator-pairs.ts';

/**
 * moto's enforcement of IAM policies is code that nobody here wrote: it decides on real signed calls. Wherever it speaks
 * the same language, it refuses exactly what the evaluator denies; where it does not, the limits below say so, and fail
 * when moto has learnt better.
 */
let moto: EnforcingMoto;
let iam: IAMClient;

const account = '123456789012';
const users = 60;
const callsPerUser = 6;

beforeAll(async () => {
  moto = await startMoto();
  const credentials = { accessKeyId: 'setup', secretAccessKey: 'setup' };
  iam = new IAMClient({ region: 'us-east-1', endpoint: moto.url, credentials });
});

afterAll(async () => {
  await moto.close();
});

type Statements = readonly object[];

/** A user's policies, by the way in which it comes by them. */
interface Policies {
  readonly inline: Statements;
  readonly attached?: Statements;
  readonly group?: Statements;
  readonly boundary?: Statements;
}

test('moto refuses exactly what the evaluator denies', async () => {
  const random = randomOf(20261122);
  await moto.enforce(false);
  const pairs: { readonly name: string; readonly held: Held; readonly policies: Policies; readonly call: Call }[] = [];
  for (let index = 0; index < users; index += 1) {
    const policies: Policies = {
      inline: policyFrom(random),
      ...(index % 3 === 1 ? { attached: policyFrom(random) } : {}),
      ...(index % 3 === 2 ? { group: policyFrom(random) } : {}),
    };
    const name = `user-${index}`;
    const held = await userWith(name, policies);
    for (let call = 0; call < callsPerUser; call += 1) {
      pairs.push({ name, held, policies, call: pick(random, calls) });
    }
  }
  await moto.enforce(true);
  const different: unknown[] = [];
  const denied: boolean[] = [];
  for (const { name, held, policies, call } of pairs) {
    const refused = await isRefused(held, call);
    const denies = decide(name, policies, call) !== 'allowed';
    denied.push(denies);
    if (refused !== denies) {
      different.push({ call: call.action, resource: call.resource, policies, refused });
    }
  }
  expect(different).toEqual([]);
  expect(new Set(pairs.map(({ name, call }) => `${name} ${call.action} ${call.resource}`)).size).toBeGreaterThan(200);
  // Both answers have to be common, or agreement would say little.
  expect(denied.filter((one) => one).length).toBeGreaterThan(pairs.length / 5);
  expect(denied.filter((one) => !one).length).toBeGreaterThan(pairs.length / 5);
});

interface Limit {
  readonly limit: string;
  readonly policies: Policies;
  readonly call: Call;
  readonly evaluator: 'allowed' | 'denied';
}

const get = callOf('s3:GetObject', 'arn:aws:s3:::orders/data');
const allow = (Action: string, more: object = {}): object => ({ Effect: 'Allow', Action, Resource: '*', ...more });
const everything = allow('*');

/**
 * Read from moto/iam/access_control.py of moto 5.2.1. In each of these moto's answer is the other one. Besides, it has no
 * session policies, no organizations and no policies of resources.
 */
const limits: readonly Limit[] = [
  {
    limit: 'moto takes every condition of an identity’s policy for met',
    policies: { inline: [allow('s3:*', { Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } })] },
    call: get,
    evaluator: 'denied',
  },
  {
    limit: 'moto denies whatever the condition of a Deny says',
    policies: {
      inline: [
        everything,
        { Effect: 'Deny', Action: '*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      ],
    },
    call: get,
    evaluator: 'allowed',
  },
  {
    limit: 'moto reads no NotResource: such a statement allows',
    policies: { inline: [{ Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::orders/*' }] },
    call: get,
    evaluator: 'denied',
  },
  {
    limit: 'moto reads no NotResource: even a Deny with it allows',
    policies: { inline: [{ Effect: 'Deny', Action: 's3:*', NotResource: 'arn:aws:s3:::web/*' }, everything] },
    call: get,
    evaluator: 'denied',
  },
  {
    limit: 'moto compares actions with regard to case',
    policies: { inline: [allow('s3:getobject')] },
    call: get,
    evaluator: 'allowed',
  },
  {
    limit: 'moto knows no question mark in actions',
    policies: { inline: [allow('s3:Get?bject')] },
    call: get,
    evaluator: 'allowed',
  },
  {
    limit: 'moto knows no question mark in resources',
    policies: { inline: [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::order?/data' }] },
    call: get,
    evaluator: 'allowed',
  },
  {
    limit: 'moto takes a dot for any character',
    policies: { inline: [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::orders/d.ta' }] },
    call: get,
    evaluator: 'denied',
  },
  {
    limit: 'moto replaces no policy variables',
    policies: {
      inline: [{ Effect: 'Allow', Action: 's3:*', Resource: "arn:aws:s3:::orders/${aws:PrincipalTag/x, 'data'}" }],
    },
    call: get,
    evaluator: 'allowed',
  },
  {
    limit: 'moto asks for * outside S3, so that a policy on an ARN allows nothing',
    policies: { inline: [{ Effect: 'Allow', Action: 'dynamodb:*', Resource: describeTable.resource }] },
    call: describeTable,
    evaluator: 'allowed',
  },
  {
    limit: 'moto asks for * outside S3, so that a policy on an ARN denies nothing',
    policies: { inline: [everything, { Effect: 'Deny', Action: 'dynamodb:*', Resource: describeTable.resource }] },
    call: describeTable,
    evaluator: 'denied',
  },
  {
    limit: 'moto evaluates no permissions boundary',
    policies: { inline: [everything], boundary: [allow('ec2:*')] },
    call: get,
    evaluator: 'denied',
  },
];

describe('a limit of moto', () => {
  test.each(limits)('$limit', async ({ limit, policies, call, evaluator }) => {
    await moto.enforce(false);
    const name = `limit-${limits.findIndex((one) => one.limit === limit)}`;
    const held = await userWith(name, policies);
    await moto.enforce(true);
    expect(decide(name, policies, call) === 'allowed' ? 'allowed' : 'denied').toBe(evaluator);
    expect((await isRefused(held, call)) ? 'denied' : 'allowed').not.toBe(evaluator);
  });
});

function callOf(action: string, resource: string): Call {
  const call = calls.find((one) => one.action === action && one.resource === resource);
  if (call === undefined) {
    throw new Error(`no call of ${action}`);
  }
  return call;
}

/** The evaluator's answer for a user of the account, whose calls carry no context that these policies ask for. */
function decide(name: string, { inline, attached, group, boundary }: Policies, { action, resource }: Call): string {
  const identity = [inline, attached, group].filter((statements) => statements !== undefined).map(read);
  return evaluate(
    {
      action,
      resource,
      principal: { kind: 'user', arn: `arn:aws:iam::${account}:user/${name}`, accountId: account },
      resourceAccountId: account,
      context: { values: { 'aws:RequestedRegion': 'us-east-1' }, absent: [], others: 'absent' },
    },
    {
      identity,
      boundary: boundary === undefined ? null : [read(boundary)],
      session: null,
      scps: null,
      rcps: null,
      resource: null,
    },
  ).outcome;
}

function read(statements: Statements): PolicyDocument {
  const value: unknown = JSON.parse(document(statements));
  const reading = readPolicyDocument({ origin: { name: 'Policy', file: null }, value, locate: () => null });
  if (!reading.ok) {
    throw new Error(reading.problems.map(({ sentence }) => sentence).join(' '));
  }
  return reading.policy;
}

function document(statements: Statements): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

async function userWith(UserName: string, { inline, attached, group, boundary }: Policies): Promise<Held> {
  const limited =
    boundary === undefined ? {} : { PermissionsBoundary: await managed(`${UserName}-boundary`, boundary) };
  await iam.send(new CreateUserCommand({ UserName, ...limited }));
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'inline', PolicyDocument: document(inline) }));
  if (attached !== undefined) {
    await iam.send(
      new AttachUserPolicyCommand({ UserName, PolicyArn: await managed(`${UserName}-managed`, attached) }),
    );
  }
  if (group !== undefined) {
    const GroupName = `${UserName}-group`;
    await iam.send(new CreateGroupCommand({ GroupName }));
    await iam.send(new PutGroupPolicyCommand({ GroupName, PolicyName: 'group', PolicyDocument: document(group) }));
    await iam.send(new AddUserToGroupCommand({ GroupName, UserName }));
  }
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    sessionToken: null,
  };
}

async function managed(PolicyName: string, statements: Statements): Promise<string> {
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: document(statements) }));
  return Policy?.Arn ?? '';
}

/** Whether the call is refused for want of permission. Anything else that goes wrong is an answer of the service. */
async function isRefused(held: Held, { sent, action }: Call): Promise<boolean> {
  const { status, text } = await send(moto, held, sent);
  if (status !== 403) {
    return false;
  }
  if (!/AccessDenied|UnauthorizedOperation|not authorized to perform/.test(text)) {
    throw new Error(`${action} was refused for another reason: ${text}`);
  }
  return true;
}
