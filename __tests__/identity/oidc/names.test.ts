import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { claimsOfGithub, insteadOf, isOffered } from '../../../src/identity/oidc/condition-keys.ts';
import { issuerOf } from '../../../src/identity/oidc/issuer.ts';
import { checkProvider, providerArnOf } from '../../../src/identity/oidc/provider.ts';
import { checkRoleArn, parseRoleArn } from '../../../src/identity/oidc/role-arn.ts';
import { claimsOf, host, roleArn } from './support.ts';

describe('checkRoleArn', () => {
  test.each([
    [roleArn, 'eu-central-1'],
    ['arn:aws:iam::111122223333:role/service-role/ci/deploy', 'us-east-1'],
    ['arn:aws-cn:iam::111122223333:role/deploy', 'cn-north-1'],
    ['arn:aws-us-gov:iam::111122223333:role/deploy+x=,.@-_', 'us-gov-west-1'],
    [roleArn, null],
    [roleArn, 'no-such-region'],
  ])('%s in %s is fine', (text, region) => {
    expect(checkRoleArn(text, region)).toEqual([]);
  });

  test.each([
    ['', 'it is empty'],
    ['   ', 'it is empty'],
    ['deploy', 'only the name of the role'],
    ['role/deploy', 'it does not begin as an ARN does'],
    ['111122223333:role/deploy', 'it does not have the parts of an ARN'],
    ['"arn:aws:iam::111122223333:role/deploy"', 'it has quotes around it'],
    ["'arn:aws:iam::111122223333:role/deploy'", 'it has quotes around it'],
    ['arn:aws:iam::111122223333:role/de\nploy', 'it has a line break in it'],
    ['arn:aws:iam::111122223333: role/deploy', 'it has a blank in it'],
    ['${{ vars.AWS_ROLE_ARN }}', 'an expression that nothing has filled in'],
    ['***', 'a mask'],
    ['arn:aws:iam::111122223333:user/ci', 'it is the ARN of a user'],
    ['arn:aws:iam::111122223333:policy/deploy', 'it is the ARN of a policy'],
    ['arn:aws:iam::111122223333:instance-profile/x', 'it is the ARN of an instance profile'],
    [`arn:aws:iam::111122223333:oidc-provider/${host}`, 'it is the ARN of the identity provider'],
    ['arn:aws:iam::111122223333:root', 'it is the ARN of the account'],
    ['arn:aws:sts::111122223333:assumed-role/deploy/run', 'it is the ARN of a session'],
    ['arn:aws:s3:::bucket', 'it is the ARN of another service'],
    ['arn:aws:iam::1111-2222-3333:role/deploy', 'the account is written with dashes'],
    ['arn:aws:iam::1112223333:role/deploy', 'there are 10 characters'],
    ['arn:aws:iam:::role/deploy', 'there are 0 characters'],
    ['arn:aws:iam:us-east-1:111122223333:role/deploy', 'it has a region'],
    ['arn:AWS:iam::111122223333:role/deploy', 'no partition of AWS'],
    ['arn:aws:iam::111122223333:deploy', 'role/ is missing'],
    ['arn:aws:iam::111122223333:role:deploy', 'role/ is missing'],
    ['arn:aws:iam::111122223333:role/', 'the name after role/ is missing'],
    ['arn:aws:iam::111122223333:role/ci/', 'the name after role/ is missing'],
    ['arn:aws:iam::111122223333:role/de*ploy', 'a character that IAM does not allow'],
    [`arn:aws:iam::111122223333:role/${'x'.repeat(65)}`, 'has 65 characters, and IAM allows 64'],
    ['x'.repeat(3000), 'it has more than 2048 characters'],
  ])('%j: %s', (text, flaw) => {
    const [only, ...more] = checkRoleArn(text, 'eu-central-1');
    expect(more).toEqual([]);
    expect(only).toMatchObject({ code: 'assume-role-bad-arn' });
    expect(only?.severity).toBeUndefined();
    expect(only?.detail).toContain(flaw);
  });

  test.each([
    [`${roleArn}\n`, 'a line break'],
    [` ${roleArn}`, 'blanks'],
  ])('%j is a warning, for tools that trim it work', (text, flaw) => {
    expect(checkRoleArn(text, null)).toMatchObject([{ code: 'assume-role-bad-arn', severity: 'warning' }]);
    expect(checkRoleArn(text, null)[0]?.detail).toContain(flaw);
    expect(parseRoleArn(text)?.arn).toBe(roleArn);
  });

  test('a secret that was pasted instead is never shown', () => {
    const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
    for (const text of [
      secret,
      `arn:aws:iam::${secret}:role/x`,
      `arn:aws:iam::111122223333:user/${secret}`,
      `"${secret}`,
    ]) {
      expect(checkRoleArn(text, 'eu-central-1')[0]?.detail).not.toMatch(/wJal|K7MD|bPxR/);
    }
  });

  test.each([
    [roleArn, 'cn-north-1', 'aws', 'aws-cn'],
    ['arn:aws-cn:iam::111122223333:role/deploy', 'us-east-1', 'aws-cn', 'aws'],
  ])('%s in %s is in another partition', (text, region, own, other) => {
    const [only] = checkRoleArn(text, region);
    expect(only).toMatchObject({ code: 'region-partition-mismatch' });
    expect(only?.detail).toBe(`The role is in partition ${own}, and the region is in partition ${other}.`);
  });
});

describe('providers', () => {
  test.each([
    [roleArn, `https://${host}`, `arn:aws:iam::111122223333:oidc-provider/${host}`],
    [roleArn, `https://${host}/octo-inc`, `arn:aws:iam::111122223333:oidc-provider/${host}/octo-inc`],
    ['arn:aws-cn:iam::111122223333:role/x', `https://${host}`, `arn:aws-cn:iam::111122223333:oidc-provider/${host}`],
    ['deploy', `https://${host}`, null],
  ])('the one of %s for %s is %s', (role, issuer, arn) => {
    expect(providerArnOf(role, issuer)).toBe(arn);
  });

  const provider = { url: host, clientIds: ['sts.amazonaws.com'], thumbprints: [] };

  test.each([
    [host, `https://${host}`, null],
    [`https://${host}`, `https://${host}`, 'IAM keeps the address without https://.'],
    [`${host}/`, `https://${host}`, 'Only the slash at the end is too much'],
    ['Token.Actions.GitHubUserContent.com', `https://${host}`, 'They differ only in capitals'],
    [host, `https://${host}/octo-inc`, 'the provider needs its path too'],
    [`${host}/octo-inc`, `https://${host}`, 'The issuer of the token has no path'],
    ['gitlab.com', `https://${host}`, 'A provider for the issuer of the token has to be created.'],
  ])('the provider %s and a token of %s: %s', (url, iss, fault) => {
    const found = checkProvider({ ...provider, url }, claimsOf({ iss }));
    expect(found.map(({ code }) => code)).toEqual(fault === null ? [] : ['oidc-provider-missing']);
    expect(found[0]?.detail ?? '').toContain(fault ?? '');
  });

  test.each([
    [['sts.amazonaws.com', 'x'], 'sts.amazonaws.com', 0],
    [['x'], ['y', 'x'], 0],
    [['sts.amazonaws.com'], 'https://github.com/octo-org', 1],
    [[], 'sts.amazonaws.com', 1],
    [['STS.amazonaws.com'], 'sts.amazonaws.com', 1],
  ])('a provider for %j and a token for %j: %d faults', (clientIds, audience, faults) => {
    const found = checkProvider({ ...provider, clientIds }, claimsOf({ aud: audience }));
    expect(found.map(({ code }) => code)).toEqual(Array.from({ length: faults }, () => 'oidc-audience'));
  });
});

describe('condition keys', () => {
  const reference = JSON.parse(
    readFileSync(new URL('../../../data/service-authorization.json', import.meta.url), 'utf8'),
  ) as { services: { sts: { keys: string[]; actions: Record<string, [unknown, number[]]> } } };

  test('the claims of GitHub are those that the service authorization reference lists', () => {
    const { keys, actions } = reference.services.sts;
    const listed = (actions['AssumeRoleWithWebIdentity']?.[1] ?? []).map((at) => keys[at] ?? '');
    const own = listed.filter((key) => key.startsWith(`${host}:`)).map((key) => key.slice(host.length + 1));
    expect([...claimsOfGithub].sort()).toEqual(own.sort());
  });

  test.each<[string, string, boolean | 'unsure']>([
    ['sub', `https://${host}`, true],
    ['repository_id', `https://${host}`, true],
    ['repository_id', `https://${host}/octo-inc`, true],
    ['repository_id', 'https://token.actions.octocorp.ghe.com', true],
    ['repository_id', 'https://git.example.com/_services/token', 'unsure'],
    ['repository_id', 'https://gitlab.com', 'unsure'],
    ['repository_owner', `https://${host}`, false],
    ['event_name', 'https://git.example.com/_services/token', false],
    ['constructor', `https://${host}`, false],
    ['oaud', `https://${host}`, 'unsure'],
  ])('%s of %s: %s', (claim, issuer, offered) => {
    expect(isOffered(claim, issuerOf(issuer))).toBe(offered);
  });

  test('a claim of GitHub that is no key has another way, and no key is among them', () => {
    expect(insteadOf('repo_property_team')).not.toBeNull();
    expect(insteadOf('no_such_claim')).toBeNull();
    expect(claimsOfGithub.filter((claim) => insteadOf(claim) !== null)).toEqual([]);
  });
});
