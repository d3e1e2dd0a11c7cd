import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteUserPolicyCommand,
  IAMClient,
  PutGroupPolicyCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { createPolicyReader } from '../../src/aws/policy-reader.ts';
import type { ResolvedCredentials } from '../../src/aws/port.ts';
import { matchStatement, type PrincipalPolicies } from '../../src/aws/principal-policies.ts';
import { startMoto, type EnforcingMoto } from './enforcing-moto.ts';

/**
 * moto holds the policies, words the answers and enforces the permissions of the reader: none of it was written here. It
 * lets no permissions boundary count, and answers the listing of the account on one page.
 */
let moto: EnforcingMoto;
let endpoint: string;
let iam: IAMClient;
let reader: ResolvedCredentials;

const awsManaged = 'arn:aws:iam::aws:policy/AWSLambda_ReadOnlyAccess';
const userArn = 'arn:aws:iam::123456789012:user/team/ci';
const roleArn = 'arn:aws:iam::123456789012:role/deployer';
const inline = allow('s3:GetObject', 'arn:aws:s3:::a b/%2F*');
const ofGroup = allow('sqs:SendMessage');
const second = allow('dynamodb:PutItem');
const boundary = allow('*');

beforeAll(async () => {
  moto = await startMoto({ MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' });
  endpoint = moto.url;
  process.env['AWS_ENDPOINT_URL'] = endpoint;
  iam = new IAMClient({ region: 'us-east-1', credentials: { accessKeyId: 'setup', secretAccessKey: 'setup' } });
  await createPrincipals();
});

afterAll(async () => {
  delete process.env['AWS_ENDPOINT_URL'];
  await moto.close();
});

test('a user: inline, attached, AWS’s own, and those of its groups', async () => {
  await mayCall('iam:Get*', 'iam:List*');
  const policies = await read(userArn);
  expect(policies).toMatchObject({ complete: true, notSeen: [], boundary: null, trueArn: userArn });
  expect(policies.tags).toEqual({ team: 'orders' });
  expect(named(policies)).toEqual({
    'inline policy own of user ci': inline,
    versioned: second,
    'inline policy queue of group builders': ofGroup,
    AWSLambda_ReadOnlyAccess: expect.objectContaining({ Statement: expect.any(Array) }),
  });
  expect(policies.identity).toHaveLength(4);
  expect(matchStatement('group_builders_queue', policies)?.value).toEqual(ofGroup);
  expect(matchStatement('user_ci_own', policies)?.value).toEqual(inline);
  expect(JSON.stringify(matchStatement('AWSLambda_ReadOnlyAccess', policies)?.value)).toContain('lambda:List');
});

test('a role: its path, tags and boundary', async () => {
  await mayCall('iam:Get*', 'iam:List*');
  const policies = await read(roleArn);
  expect(policies).toMatchObject({
    complete: true,
    trueArn: 'arn:aws:iam::123456789012:role/ci/deployer',
    tags: { stage: 'prod' },
  });
  expect(named(policies)).toEqual({ 'inline policy own of role deployer': inline, versioned: second });
  expect(policies.boundary?.map(({ value }) => value)).toEqual([boundary]);
});

test('what moto denies is said', async () => {
  await mayCall('iam:GetUser', 'iam:ListUserPolicies', 'iam:GetUserPolicy', 'iam:ListAttachedUserPolicies');
  const policies = await read(userArn);
  expect(named(policies)).toEqual({ 'inline policy own of user ci': inline });
  expect(policies.notSeen).toEqual([
    'The groups of user ci: iam:ListGroupsForUser is denied.',
    'The attached policy versioned: iam:GetPolicy is denied.',
  ]);
  expect(policies).toMatchObject({ identityComplete: false, boundaryComplete: true });
});

test('without any permission nothing is read', async () => {
  await mayCall('s3:GetObject');
  const policies = await read(roleArn);
  expect(policies).toMatchObject({ identity: [], complete: false });
  expect(policies.notSeen).toHaveLength(3);
});

test.each([userArn, roleArn])('the listing of the account says the same of %s', async (arn) => {
  await mayCall('iam:Get*', 'iam:List*');
  const narrow = await read(arn);
  await mayCall('iam:GetAccountAuthorizationDetails');
  const listed = await read(arn);
  expect(listed.complete).toBe(true);
  expect(named(listed)).toEqual(named(narrow));
  expect(listed.boundary?.map(({ value }) => value)).toEqual(narrow.boundary?.map(({ value }) => value));
  expect([listed.trueArn, listed.tags]).toEqual([narrow.trueArn, narrow.tags]);
});

function read(arn: string): Promise<PrincipalPolicies> {
  return createPolicyReader(reader, 'us-east-1', AbortSignal.timeout(60_000), () => undefined).readPrincipal(arn);
}

function named(policies: PrincipalPolicies): Readonly<Record<string, unknown>> {
  return Object.fromEntries(policies.identity.map(({ origin, value }) => [origin.name, value]));
}

async function createPrincipals(): Promise<void> {
  await unenforced();
  const versioned = 'arn:aws:iam::123456789012:policy/deploy/versioned';
  await iam.send(
    new CreatePolicyCommand({ PolicyName: 'versioned', Path: '/deploy/', PolicyDocument: text(allow('dynamodb:*')) }),
  );
  await iam.send(
    new CreatePolicyVersionCommand({ PolicyArn: versioned, PolicyDocument: text(second), SetAsDefault: true }),
  );
  await iam.send(new CreatePolicyCommand({ PolicyName: 'limit', PolicyDocument: text(boundary) }));

  await iam.send(new CreateUserCommand({ UserName: 'ci', Path: '/team/', Tags: [{ Key: 'team', Value: 'orders' }] }));
  await iam.send(new PutUserPolicyCommand({ UserName: 'ci', PolicyName: 'own', PolicyDocument: text(inline) }));
  await iam.send(new AttachUserPolicyCommand({ UserName: 'ci', PolicyArn: versioned }));
  await iam.send(new CreateGroupCommand({ GroupName: 'builders' }));
  await iam.send(
    new PutGroupPolicyCommand({ GroupName: 'builders', PolicyName: 'queue', PolicyDocument: text(ofGroup) }),
  );
  await iam.send(new AttachGroupPolicyCommand({ GroupName: 'builders', PolicyArn: awsManaged }));
  await iam.send(new AttachGroupPolicyCommand({ GroupName: 'builders', PolicyArn: versioned }));
  await iam.send(new AddUserToGroupCommand({ GroupName: 'builders', UserName: 'ci' }));

  await iam.send(
    new CreateRoleCommand({
      RoleName: 'deployer',
      Path: '/ci/',
      AssumeRolePolicyDocument: text({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS: '123456789012' }, Action: 'sts:AssumeRole' }],
      }),
      Tags: [{ Key: 'stage', Value: 'prod' }],
    }),
  );
  await iam.send(new PutRolePolicyCommand({ RoleName: 'deployer', PolicyName: 'own', PolicyDocument: text(inline) }));
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'deployer', PolicyArn: versioned }));
  await iam.send(
    new PutRolePermissionsBoundaryCommand({
      RoleName: 'deployer',
      PermissionsBoundary: 'arn:aws:iam::123456789012:policy/limit',
    }),
  );

  await iam.send(new CreateUserCommand({ UserName: 'reader' }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'reader' }));
  reader = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    sessionToken: null,
    expiresAt: null,
  };
}

/** Gives the reading user these actions and no others, and turns the enforcement on. */
async function mayCall(...actions: readonly string[]): Promise<void> {
  await unenforced();
  const UserName = 'reader';
  await iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName: 'reads' })).catch(() => undefined);
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'reads', PolicyDocument: text(allow(actions)) }));
  await moto.enforce(true);
}

/** Lets the set-up's own calls through unchecked. */
async function unenforced(): Promise<void> {
  await moto.enforce(false);
}

function allow(actions: string | readonly string[], resource = '*'): object {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: resource }] };
}

function text(document: object): string {
  return JSON.stringify(document);
}
