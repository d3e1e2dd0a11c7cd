import { describe, expect, test } from '@jest/globals';
import type { Aws, Outcome, ProbeAnswer } from '../src/aws/port.ts';
import { readAnswerBody } from '../src/aws/answer-body.ts';
import { describeTypes } from '../src/describe-types.ts';
import type { UncoveredResource } from '../src/templates/template-reading.ts';
import { authorization } from './requirements/built-in.ts';

const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x', sessionToken: null, expiresAt: null };

function uncovered(type: string, line = 1): UncoveredResource {
  return { type, id: 'Thing', location: { file: 't.yaml', line, endLine: line } };
}

function schema(permissions: unknown): Outcome<ProbeAnswer> {
  const text = JSON.stringify({ handlers: { create: { permissions } } }).replaceAll('"', '&quot;');
  const xml = `<DescribeTypeResponse><DescribeTypeResult><Schema>${text}</Schema></DescribeTypeResult></DescribeTypeResponse>`;
  return { ok: true, value: { status: 200, body: readAnswerBody(xml) } };
}

const refused: Outcome<ProbeAnswer> = {
  ok: false,
  failure: {
    kind: 'aws',
    code: 'AccessDenied',
    message: '',
    status: 403,
    requestId: null,
    host: null,
    clockAheadSeconds: null,
  },
};

function awsWith(
  answers: Readonly<Record<string, Outcome<ProbeAnswer>>>,
): Pick<Aws, 'probe'> & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    probe: async (_, __, { body }) => {
      const form = new URLSearchParams(body);
      expect([form.get('Action'), form.get('Type')]).toEqual(['DescribeType', 'RESOURCE']);
      const type = form.get('TypeName') ?? '';
      asked.push(type);
      return answers[type] ?? refused;
    },
  };
}

const ask = (aws: Pick<Aws, 'probe'>, resources: readonly UncoveredResource[]) =>
  describeTypes(aws, credentials, 'eu-west-1', resources, authorization);

describe('types outside of the tables', () => {
  test('are told with the creating actions of their own service', async () => {
    const aws = awsWith({
      'AWS::Batch::JobQueue': schema([
        'batch:CreateJobQueue',
        'batch:TagResource',
        'batch:DescribeJobQueues',
        'iam:CreateServiceLinkedRole',
      ]),
      'AWS::ACMPCA::Certificate': schema(['acm-pca:IssueCertificate', 'acm-pca:createcertificateauthority']),
      'AWS::Nothing::Known': schema(['nothing:CreateThing']),
    });
    const { observations, notes } = await ask(aws, [
      uncovered('AWS::Nothing::Known', 2),
      uncovered('AWS::Batch::JobQueue', 7),
      uncovered('AWS::Batch::JobQueue', 9),
      uncovered('AWS::ACMPCA::Certificate', 11),
      uncovered('Datadog::Monitors::Monitor', 12),
    ]);
    expect(observations).toEqual([
      {
        code: 'template-type-advice',
        detail:
          "The tables of this package do not hold these types, so nothing was asked for them. CloudFormation's registry says what " +
          'creating them calls, among other things: AWS::Batch::JobQueue (batch:CreateJobQueue, batch:TagResource); ' +
          'AWS::ACMPCA::Certificate (acm-pca:CreateCertificateAuthority).',
        location: { file: 't.yaml', line: 7, endLine: 7 },
      },
    ]);
    expect(notes).toEqual(['Resource types that are not known here: AWS::Nothing::Known, Datadog::Monitors::Monitor.']);
    expect(aws.asked).toEqual(['AWS::Nothing::Known', 'AWS::Batch::JobQueue', 'AWS::ACMPCA::Certificate']);
  });

  test('are asked about ten at a time, and at most twenty are named', async () => {
    const resources = Array.from({ length: 30 }, (_, index) => uncovered(`AWS::Service${index}::Thing`));
    const aws = awsWith({});
    const { observations, notes } = await ask(aws, resources);
    expect(aws.asked).toHaveLength(10);
    expect(observations).toEqual([]);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(/AWS::Service19::Thing and 10 more\.$/);
  });

  test.each([
    ['a list of other things', schema([1, null, {}])],
    ['no list', schema('x')],
    ['no schema', { ok: true, value: { status: 200, body: {} } } as const],
    [
      'a schema that is no JSON',
      {
        ok: true,
        value: { status: 200, body: { DescribeTypeResponse: { DescribeTypeResult: { Schema: '{' } } } },
      } as const,
    ],
    ['a refusal', refused],
  ])('are not known after %s', async (_, outcome) => {
    const { observations, notes } = await ask(awsWith({ 'AWS::Batch::JobQueue': outcome }), [
      uncovered('AWS::Batch::JobQueue'),
    ]);
    expect(observations).toEqual([]);
    expect(notes).toEqual(['Resource types that are not known here: AWS::Batch::JobQueue.']);
  });

  test('that are none are not spoken of', async () => {
    expect(await ask(awsWith({}), [])).toEqual({ observations: [], notes: [] });
    expect((await ask(awsWith({}), [uncovered('')])).notes).toEqual([
      'Resource types that are not known here: a resource without a type.',
    ]);
  });
});
