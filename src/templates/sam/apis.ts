import { isRecord } from '../../authorization/policy-files/text/cursor.ts';
import {
  type Expansion,
  listAt,
  type MadeResource,
  mapAt,
  objectAt,
  type Properties,
  reference,
  samTags,
  type SamResource,
  textAt,
  untold,
  valueAt,
} from './made-resource.ts';

/** What SAM makes of a REST API (SAM developer guide, "Generated CloudFormation resources for AWS::Serverless::Api"). */
export function expandApi({ id, properties }: SamResource): Expansion {
  const stage = textAt(properties, 'StageName');
  const stageId = `${id}${stage ?? ''}Stage`;
  const definition = objectAt(properties, 'DefinitionUri', ['Bucket', 'Key']);
  const made: readonly MadeResource[] = [
    {
      id,
      type: 'AWS::ApiGateway::RestApi',
      properties: {
        ...(Object.keys(definition).length === 0 ? { Body: [''] } : { BodyS3Location: definition }),
        Policy: valueAt(mapAt(properties, 'Auth'), 'ResourcePolicy'),
      },
    },
    {
      id: `${id}Deployment`,
      type: 'AWS::ApiGateway::Deployment',
      isHashed: true,
      properties: { RestApiId: reference(id) },
    },
    {
      id: stageId,
      type: 'AWS::ApiGateway::Stage',
      properties: {
        RestApiId: reference(id),
        StageName: valueAt(properties, 'StageName') ?? untold,
        Tags: valueAt(properties, 'Tags'),
      },
    },
    ...authorizers(id, properties),
    ...usagePlan(id, properties),
    ...domain(id, properties, 'ApiGatewayDomainName', 'AWS::ApiGateway'),
  ];
  return {
    made,
    additions: [],
    aliases: [
      [`${id}.Stage`, stageId],
      [`${id}.Deployment`, `${id}Deployment`],
    ],
    notes: [],
  };
}

/** What SAM makes of an HTTP API. */
export function expandHttpApi({ id, properties }: SamResource): Expansion {
  const given = valueAt(properties, 'StageName');
  const stageId =
    given === undefined ? `${id}ApiGatewayDefaultStage` : `${id}${typeof given === 'string' ? given : ''}Stage`;
  const definition = objectAt(properties, 'DefinitionUri', ['Bucket', 'Key']);
  const made: readonly MadeResource[] = [
    {
      id,
      type: 'AWS::ApiGatewayV2::Api',
      properties: Object.keys(definition).length === 0 ? { Body: [''] } : { BodyS3Location: definition },
    },
    {
      id: stageId,
      type: 'AWS::ApiGatewayV2::Stage',
      properties: { ApiId: reference(id), StageName: given ?? '$default', Tags: samTags },
    },
    ...authorizers(id, properties),
    ...domain(id, properties, 'ApiGatewayDomainNameV2', 'AWS::ApiGatewayV2'),
  ];
  return { made, additions: [], aliases: [[`${id}.Stage`, stageId]], notes: [] };
}

/** API Gateway may call the functions that decide who is let in. */
function authorizers(id: string, properties: Properties): readonly MadeResource[] {
  const defined = mapAt(mapAt(properties, 'Auth'), 'Authorizers');
  return Object.keys(defined).flatMap((name): readonly MadeResource[] => {
    const authorizer = mapAt(defined, name);
    const target = valueAt(authorizer, 'FunctionArn');
    const isOff = String(valueAt(authorizer, 'EnableFunctionDefaultPermissions')).toLowerCase() === 'false';
    return target === undefined || isOff
      ? []
      : [
          {
            id: `${id}${name}AuthorizerPermission`,
            type: 'AWS::Lambda::Permission',
            properties: { FunctionName: target, Principal: 'apigateway.amazonaws.com' },
          },
        ];
  });
}

function usagePlan(id: string, properties: Properties): readonly MadeResource[] {
  const kind = textAt(mapAt(mapAt(properties, 'Auth'), 'UsagePlan'), 'CreateUsagePlan');
  if (kind !== 'PER_API' && kind !== 'SHARED') {
    return [];
  }
  const prefix = kind === 'PER_API' ? id : 'Serverless';
  return [
    { id: `${prefix}UsagePlan`, type: 'AWS::ApiGateway::UsagePlan', properties: {} },
    { id: `${prefix}ApiKey`, type: 'AWS::ApiGateway::ApiKey', properties: {} },
    {
      id: `${prefix}UsagePlanKey`,
      type: 'AWS::ApiGateway::UsagePlanKey',
      properties: { UsagePlanId: reference(`${prefix}UsagePlan`) },
    },
  ];
}

function domain(id: string, properties: Properties, domainId: string, service: string): readonly MadeResource[] {
  const config = mapAt(properties, 'Domain');
  const name = valueAt(config, 'DomainName');
  if (name === undefined) {
    return [];
  }
  const paths = listAt(config, 'BasePath').filter((path) => path !== '/');
  const noun = service === 'AWS::ApiGateway' ? 'BasePathMapping' : 'ApiMapping';
  const mappings = paths.length === 0 ? [''] : paths.map((path) => String(path).replace(/[^A-Za-z0-9]/g, ''));
  const route53 = valueAt(config, 'Route53');
  return [
    { id: domainId, type: `${service}::DomainName`, isHashed: true, properties: { DomainName: name, Tags: samTags } },
    ...mappings.map((path): MadeResource => ({
      id: `${id}${path}${noun}`,
      type: `${service}::${noun}`,
      properties: { DomainName: name },
    })),
    ...(isRecord(route53)
      ? [
          {
            id: 'RecordSetGroup',
            type: 'AWS::Route53::RecordSetGroup',
            isHashed: true,
            properties: { HostedZoneId: route53['HostedZoneId'], HostedZoneName: route53['HostedZoneName'] },
          },
        ]
      : []),
  ];
}
