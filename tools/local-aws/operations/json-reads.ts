import { failure, success, type Answer } from '../answer.ts';
import type { Resource } from '../scenario-resources.ts';
import { arnIn, parameter, resourceOf, resourcesOf, type SignedCall, type SignedOperation } from './operation.ts';

/** Harmless reads of the services that answer in JSON; one row an operation. */
export const jsonReads: readonly SignedOperation[] = [
  {
    service: 'lambda',
    name: 'ListFunctions',
    route: 'GET /2015-03-31/functions',
    action: 'lambda:ListFunctions',
    answer: (call) => success({ Functions: resourcesOf(call, 'functions').map((one) => describeFunction(call, one)) }),
  },
  {
    service: 'lambda',
    name: 'GetFunctionConfiguration',
    route: 'GET /2015-03-31/functions/{FunctionName}/configuration',
    action: 'lambda:GetFunctionConfiguration',
    resource: functionArn,
    answer: (call) => ofFunction(call, (one) => success(describeFunction(call, one))),
  },
  {
    service: 'lambda',
    name: 'GetFunction',
    route: 'GET /2015-03-31/functions/{FunctionName}',
    action: 'lambda:GetFunction',
    resource: functionArn,
    answer: (call) => ofFunction(call, (one) => success({ Configuration: describeFunction(call, one) })),
  },
  {
    service: 'apigateway',
    name: 'GetRestApis',
    route: 'GET /restapis',
    action: 'apigateway:GET',
    resource: ({ account, region }) => `arn:${account.scenario.partition}:apigateway:${region}::/restapis`,
    answer: (call) => success({ item: resourcesOf(call, 'restApis').map(({ name }) => ({ id: name })) }),
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
      return resourceOf(call, 'restApis', id) === null
        ? failure(404, 'NotFoundException', `Invalid API identifier specified ${call.account.scenario.account}:${id}`)
        : success({ id });
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
    service: 'bedrock',
    name: 'GetFoundationModelAvailability',
    route: 'GET /foundation-model-availability/{ModelId}',
    action: 'bedrock:GetFoundationModelAvailability',
    resource: ({ account, region, parameters }) =>
      `arn:${account.scenario.partition}:bedrock:${region}::foundation-model/${parameters['ModelId'] ?? ''}`,
    answer: (call) => {
      const id = parameter(call, 'ModelId');
      const model = resourceOf(call, 'models', id);
      return model === null
        ? failure(404, 'ResourceNotFoundException', 'Could not resolve the foundation model from the model identifier.')
        : success({
            modelId: id,
            agreementAvailability: { status: model.agreement ?? 'AVAILABLE' },
            authorizationStatus: model.authorization ?? 'AUTHORIZED',
            entitlementAvailability: model.entitlement ?? 'AVAILABLE',
            regionAvailability: model.availability ?? 'AVAILABLE',
          });
    },
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
    answer: (call) => success({ TableNames: resourcesOf(call, 'tables').map(({ name }) => name) }),
  },
  {
    service: 'dynamodb',
    name: 'DescribeTable',
    action: 'dynamodb:DescribeTable',
    resource: (call) => arnIn(call, 'dynamodb', `table/${parameter(call, 'TableName')}`),
    answer: (call) => {
      const name = parameter(call, 'TableName');
      const table = resourceOf(call, 'tables', name);
      return table === null
        ? failure(400, 'ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`)
        : success({ Table: { TableName: name, TableStatus: table.status ?? 'ACTIVE' } });
    },
  },
  {
    service: 'ssm',
    name: 'GetParameter',
    action: 'ssm:GetParameter',
    resource: (call) => arnIn(call, 'ssm', `parameter/${parameter(call, 'Name').replace(/^\//, '')}`),
    answer: (call) => {
      const name = parameter(call, 'Name');
      const found = resourceOf(call, 'parameters', name);
      return found === null
        ? failure(400, 'ParameterNotFound', '')
        : success({ Parameter: { Name: name, Type: 'String', Value: found.value ?? 'local', Version: 1 } });
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

/** The members that clients look at before they deploy (Lambda API reference, FunctionConfiguration). */
function describeFunction(
  call: SignedCall,
  { name, packageType = 'Zip', state = 'Active', lastUpdateStatus = 'Successful' }: Resource,
) {
  return {
    FunctionName: name,
    FunctionArn: arnIn(call, 'lambda', `function:${name}`),
    PackageType: packageType,
    State: state,
    LastUpdateStatus: lastUpdateStatus,
  };
}

function ofFunction(call: SignedCall, answer: (found: Resource) => Answer): Answer {
  const found = resourceOf(call, 'functions', functionName(call));
  return found === null
    ? failure(404, 'ResourceNotFoundException', `Function not found: ${functionArn(call)}`)
    : answer(found);
}
