/**
 * Prefixes of the services whose actions resource control policies restrict (AWS Organizations User Guide, "Resource
 * control policies: List of AWS services that support RCPs", as published in 2026). The list grows; a policy has no effect
 * on any other service.
 */
const services: ReadonlySet<string> = new Set(
  `aoss appconfig appstream autoscaling autoscaling-plans budgets clouddirectory cloudfront cloudsearch cloudtrail-data
  codeartifact codebuild codecommit codepipeline cognito-identity cognito-idp comprehend comprehendmedical compute-optimizer
  cost-optimization-hub dax dsql dynamodb ecr ecr-public events firehose fis fms gamelift health inspector-scan kendra
  kinesisvideo kms logs memorydb networkmonitor notifications opensearch pca-connector-ad personalize polly pricing
  resource-groups rolesanywhere s3 secretsmanager servicediscovery signin sqs sts support swf textract timestream-influxdb
  transcribe transfer translate wafv2 workspaces xray`.split(/\s+/),
);

/** Whether resource control policies restrict an action, given in lower case. `kms:RetireGrant` is spared (same page). */
export function isUnderResourceControl(action: string): boolean {
  return services.has(action.slice(0, action.indexOf(':'))) && action !== 'kms:retiregrant';
}
