import { failure, success, type Answer } from '../answer.ts';
import { arnIn, parameter, type SignedCall, type SignedOperation } from './operation.ts';

/** Harmless reads of the services that answer in JSON; one row an operation. */
export const jsonReads: readonly SignedOperation[] = [
  {
    service: 'lambda',
    name: 'ListFunctions',
    route: 'GET /2015-03-31/functions',
    action: 'lambda:ListFunctions',
    answer: (call) =>
      success({ Functions: call.account.scenario.resources.functions.map((name) => describeFunction(call, name)) }),
  },
  {
    service: 'lambda',
    name: 'GetFunctionConfiguration',
    route: 'GET /2015-03-31/functions/{FunctionName}/configuration',
    action: 'lambda:GetFunctionConfiguration',
    resource: functionArn,
    answer: (call) => ofFunction(call, (name) => success(describeFunction(call, name))),
  },
  {
    service: 'lambda',
    name: 'GetFunction',
    route: 'GET /2015-03-31/functions/{FunctionName}',
    action: 'lambda:GetFunction',
    resource: functionArn,
    answer: (call) => ofFunction(call, (name) => success({ Configuration: describeFunction(call, name) })),
  },
  {
    service: 'amplify',
    name: 'ListApps',
    route: 'GET /apps',
    action: 'amplify:ListApps',
    answer: (call) => success({ apps: call.account.scenario.resources.apps.map((id) => describeApp(call, id)) }),
  },
  {
    service: 'amplify',
    name: 'GetApp',
    route: 'GET /apps/{AppId}',
    action: 'amplify:GetApp',
    resource: (call) => arnIn(call, 'amplify', `apps/${parameter(call, 'AppId')}`),
    answer: (call) => {
      const id = parameter(call, 'AppId');
      return call.account.scenario.resources.apps.includes(id)
        ? success({ app: describeApp(call, id) })
        : failure(404, 'NotFoundException', `App ${id} not found.`);
    },
  },
  {
    service: 'apigateway',
    name: 'GetRestApis',
    route: 'GET /restapis',
    action: 'apigateway:GET',
    resource: ({ account, region }) => `arn:${account.scenario.partition}:apigateway:${region}::/restapis`,
    answer: ({ account }) => success({ item: account.scenario.resources.restApis.map((id) => ({ id })) }),
  },
  {
    service: 'apigateway',
    name: 'GetRestApi',
    route: 'GET /restapis/{RestApiId}',
    action: 'apigateway:GET',
    resource: (call) => {
      const { partition } = call.account.scenario;
      return `arn:${partition}:apigateway:${call.region}::/restapis/${parameter(call, 'RestApiId')}`;
    },
    answer: (call) => {
      const id = parameter(call, 'RestApiId');
      return call.account.scenario.resources.restApis.includes(id)
        ? success({ id })
        : failure(404, 'NotFoundException', `Invalid API identifier specified ${call.account.scenario.account}:${id}`);
    },
  },
  {
    service: 'bedrock',
    name: 'ListFoundationModels',
    route: 'GET /foundation-models',
    action: 'bedrock:ListFoundationModels',
    answer: () => success({ modelSummaries: [] }),
  },
  {
    service: 'appsync',
    name: 'ListGraphqlApis',
    route: 'GET /v1/apis',
    action: 'appsync:ListGraphqlApis',
    resource: (call) => arnIn(call, 'appsync', '/v1/apis'),
    answer: () => success({ graphqlApis: [] }),
  },
  {
    service: 'dynamodb',
    name: 'ListTables',
    action: 'dynamodb:ListTables',
    resource: (call) => arnIn(call, 'dynamodb', 'table/*'),
    answer: ({ account }) => success({ TableNames: account.scenario.resources.tables }),
  },
  {
    service: 'dynamodb',
    name: 'DescribeTable',
    action: 'dynamodb:DescribeTable',
    resource: (call) => arnIn(call, 'dynamodb', `table/${parameter(call, 'TableName')}`),
    answer: (call) => {
      const name = parameter(call, 'TableName');
      return call.account.scenario.resources.tables.includes(name)
        ? success({ Table: { TableName: name, TableStatus: 'ACTIVE' } })
        : failure(400, 'ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);
    },
  },
  {
    service: 'ssm',
    name: 'GetParameter',
    action: 'ssm:GetParameter',
    resource: (call) => arnIn(call, 'ssm', `parameter/${parameter(call, 'Name').replace(/^\//, '')}`),
    answer: (call) => {
      const name = parameter(call, 'Name');
      return call.account.scenario.resources.parameters.includes(name)
        ? success({ Parameter: { Name: name, Type: 'String', Value: 'local', Version: 1 } })
        : failure(400, 'ParameterNotFound', '');
    },
  },
];

/** A function may be named by its name, by a part of its ARN, or by its ARN, each with a qualifier behind. */
function functionName(call: SignedCall): string {
  const parts = parameter(call, 'FunctionName').split(':');
  return (parts.length > 2 ? parts[parts.indexOf('function') + 1] : parts[0]) ?? '';
}

function functionArn(call: SignedCall): string {
  return arnIn(call, 'lambda', `function:${functionName(call)}`);
}

function describeFunction(
  call: SignedCall,
  name: string,
): { readonly FunctionName: string; readonly FunctionArn: string } {
  return { FunctionName: name, FunctionArn: arnIn(call, 'lambda', `function:${name}`) };
}

function ofFunction(call: SignedCall, answer: (name: string) => Answer): Answer {
  const name = functionName(call);
  return call.account.scenario.resources.functions.includes(name)
    ? answer(name)
    : failure(404, 'ResourceNotFoundException', `Function not found: ${functionArn(call)}`);
}

function describeApp(call: SignedCall, id: string): { readonly appId: string; readonly appArn: string } {
  return { appId: id, appArn: arnIn(call, 'amplify', `apps/${id}`) };
}
