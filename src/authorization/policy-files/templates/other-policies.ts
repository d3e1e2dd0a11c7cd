import type { PolicyKind } from '../found-policy.ts';
import { Cursor } from '../text/cursor.ts';
import { addPolicy, isConditional, type TemplateContext } from './iam-resources.ts';
import { resolveText } from './resolve.ts';

/** Where the types outside of IAM keep a policy, from the type's page in the CloudFormation template reference. */
const places: Readonly<Record<string, readonly [kind: PolicyKind, ...path: readonly string[]]>> = {
  'AWS::S3::BucketPolicy': ['resource', 'PolicyDocument'],
  'AWS::S3::AccessPoint': ['resource', 'Policy'],
  'AWS::SQS::QueuePolicy': ['resource', 'PolicyDocument'],
  'AWS::SQS::QueueInlinePolicy': ['resource', 'PolicyDocument'],
  'AWS::SNS::TopicPolicy': ['resource', 'PolicyDocument'],
  'AWS::SNS::TopicInlinePolicy': ['resource', 'PolicyDocument'],
  'AWS::KMS::Key': ['resource', 'KeyPolicy'],
  'AWS::KMS::ReplicaKey': ['resource', 'KeyPolicy'],
  'AWS::ECR::Repository': ['resource', 'RepositoryPolicyText'],
  'AWS::ECR::RegistryPolicy': ['resource', 'PolicyText'],
  'AWS::SecretsManager::ResourcePolicy': ['resource', 'ResourcePolicy'],
  'AWS::DynamoDB::Table': ['resource', 'ResourcePolicy', 'PolicyDocument'],
  'AWS::Kinesis::ResourcePolicy': ['resource', 'ResourcePolicy'],
  'AWS::EFS::FileSystem': ['resource', 'FileSystemPolicy'],
  'AWS::Backup::BackupVault': ['resource', 'AccessPolicy'],
  'AWS::CodeArtifact::Domain': ['resource', 'PermissionsPolicyDocument'],
  'AWS::CodeArtifact::Repository': ['resource', 'PermissionsPolicyDocument'],
  'AWS::CodeBuild::Project': ['resource', 'ResourceAccessPolicy'],
  'AWS::ApiGateway::RestApi': ['resource', 'Policy'],
  'AWS::OpenSearchService::Domain': ['resource', 'AccessPolicies'],
  'AWS::Elasticsearch::Domain': ['resource', 'AccessPolicies'],
  'AWS::Logs::ResourcePolicy': ['resource', 'PolicyDocument'],
  'AWS::SSO::PermissionSet': ['identity', 'InlinePolicy'],
  'AWS::Organizations::Policy': ['scp', 'Content'],
};

/** Reads resource policies, service control policies and the inline policies of permission sets. */
export function readOtherPolicies(type: string, id: string, resource: Cursor, context: TemplateContext): void {
  const [kind, ...path] = (Object.hasOwn(places, type) ? places[type] : undefined) ?? [];
  if (kind === undefined) {
    return;
  }
  const { collector, scope } = context;
  const properties = resource.get('Properties');
  const property = path.reduce((cursor, key) => cursor.get(key), properties);
  if (property.value === undefined || (kind === 'scp' && !isServiceControlPolicy(properties, context))) {
    return;
  }
  const isCall = property.single()?.[0] === 'Fn::Sub';
  const document = isCall
    ? new Cursor(resolveText(property, scope, collector.tree.places), property.offset, collector.tree.places)
    : property;
  addPolicy({ name: id, kind, form: null, attachedTo: [], document, conditional: isConditional(resource) }, context);
}

function isServiceControlPolicy(properties: Cursor, { scope, collector }: TemplateContext): boolean {
  return resolveText(properties.get('Type'), scope, collector.tree.places) === 'SERVICE_CONTROL_POLICY';
}
