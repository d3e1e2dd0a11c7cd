import { describe, expect, test } from '@jest/globals';
import type { Aws, AwsFailure, Outcome, ProbeAnswer, ProbeRequest } from '../src/aws/port.ts';
import { readAnswerBody } from '../src/aws/answer-body.ts';
import { readStack } from '../src/read-stack.ts';

const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x', sessionToken: null, expiresAt: null };

/** Answers each request by what its form says, and keeps the forms. */
function awsThat(
  answer: (form: URLSearchParams) => Outcome<ProbeAnswer>,
): Pick<Aws, 'probe'> & { readonly forms: string[] } {
  const forms: string[] = [];
  return {
    forms,
    probe: async (_, region, request: ProbeRequest) => {
      expect([region, request.service, request.method, request.path]).toEqual([
        'eu-west-1',
        'cloudformation',
        'POST',
        '/',
      ]);
      forms.push(request.body);
      return answer(new URLSearchParams(request.body));
    },
  };
}

function xml(text: string): Outcome<ProbeAnswer> {
  return { ok: true, value: { status: 200, body: readAnswerBody(text) } };
}

function refusal(more: Partial<AwsFailure>): Outcome<ProbeAnswer> {
  const failure: AwsFailure = {
    kind: 'aws',
    code: 'AccessDenied',
    message: 'no',
    status: 403,
    requestId: null,
    host: null,
    clockAheadSeconds: null,
    ...more,
  };
  return { ok: false, failure };
}

const described = (status: string) =>
  xml(
    '<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks>' +
      `<member><StackName>app</StackName><StackStatus>${status}</StackStatus></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
  );

const page = (ids: readonly string[], token = '') =>
  xml(
    `<ListStackResourcesResponse><ListStackResourcesResult><StackResourceSummaries>${ids
      .map(
        (id) =>
          `<member><LogicalResourceId>${id}</LogicalResourceId><PhysicalResourceId>app-${id}</PhysicalResourceId>` +
          '<ResourceType>AWS::SNS::Topic</ResourceType><ResourceStatus>CREATE_COMPLETE</ResourceStatus></member>',
      )
      .join(
        '',
      )}</StackResourceSummaries>${token === '' ? '' : `<NextToken>${token}</NextToken>`}</ListStackResourcesResult></ListStackResourcesResponse>`,
  );

const read = (aws: Pick<Aws, 'probe'>) => readStack(aws, credentials, 'eu-west-1', 'app');

describe('a stack', () => {
  test('is read with the resources of every page', async () => {
    const aws = awsThat((form) => {
      if (form.get('Action') === 'DescribeStacks') {
        return described('UPDATE_COMPLETE');
      }
      return form.get('NextToken') === null ? page(['A', 'B'], 'next+/=') : page(['C']);
    });
    const state = await read(aws);
    expect(state?.status).toBe('UPDATE_COMPLETE');
    expect([...(state?.resources ?? [])]).toEqual(
      ['A', 'B', 'C'].map((id) => [id, { type: 'AWS::SNS::Topic', physicalId: `app-${id}` }]),
    );
    expect(aws.forms).toEqual([
      'Action=DescribeStacks&Version=2010-05-15&StackName=app',
      'Action=ListStackResources&Version=2010-05-15&StackName=app',
      'Action=ListStackResources&Version=2010-05-15&StackName=app&NextToken=next%2B%2F%3D',
    ]);
  });

  test('that does not exist has no status and no resources', async () => {
    const aws = awsThat(() =>
      refusal({ code: 'ValidationError', message: 'Stack with id app does not exist', status: 400 }),
    );
    expect(await read(aws)).toEqual({ status: null, resources: new Map() });
    expect(aws.forms).toHaveLength(1);
  });

  test('that is alone and empty has its status', async () => {
    const aws = awsThat((form) =>
      form.get('Action') === 'DescribeStacks' ? described('REVIEW_IN_PROGRESS') : page([]),
    );
    expect(await read(aws)).toEqual({ status: 'REVIEW_IN_PROGRESS', resources: new Map() });
  });

  test.each([
    ['a refusal', refusal({})],
    ['no answer', refusal({ kind: 'network', code: 'ECONNREFUSED', status: null })],
    ['another validation error', refusal({ code: 'ValidationError', message: 'bad name', status: 400 })],
    ['an answer of another form', xml('<Html/>')],
    ['no body', { ok: true, value: { status: 200, body: null } } as const],
  ])('is not known after %s', async (_, outcome) => {
    expect(await read(awsThat(() => outcome))).toBeNull();
  });

  test('whose resources may not be listed has its status alone', async () => {
    const aws = awsThat((form) =>
      form.get('Action') === 'DescribeStacks' ? described('UPDATE_COMPLETE') : refusal({}),
    );
    expect(await read(aws)).toEqual({ status: 'UPDATE_COMPLETE', resources: null });
  });

  test('is not read beyond twenty pages', async () => {
    let count = 0;
    const aws = awsThat((form) => {
      count += 1;
      return form.get('Action') === 'DescribeStacks' ? described('UPDATE_COMPLETE') : page([`R${count}`], `t${count}`);
    });
    expect(await read(aws)).toEqual({ status: 'UPDATE_COMPLETE', resources: null });
    expect(aws.forms).toHaveLength(21);
  });

  test('leaves out resources that are gone', async () => {
    const gone =
      '<ListStackResourcesResponse><ListStackResourcesResult><StackResourceSummaries><member><LogicalResourceId>A</LogicalResourceId>' +
      '<ResourceType>AWS::SNS::Topic</ResourceType><ResourceStatus>DELETE_COMPLETE</ResourceStatus></member></StackResourceSummaries></ListStackResourcesResult></ListStackResourcesResponse>';
    const aws = awsThat((form) => (form.get('Action') === 'DescribeStacks' ? described('UPDATE_COMPLETE') : xml(gone)));
    expect((await read(aws))?.resources).toEqual(new Map());
  });
});
