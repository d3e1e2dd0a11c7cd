/** The shape of what the CDK writes for an API of many functions: nine resources for each, and four of their own. Every fifth function reads a queue. */
export function bigTemplate(functions: number): string {
  const resources: Record<string, unknown> = {
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'orders' } },
    Alerts: { Type: 'AWS::SNS::Topic' },
    Assets: {
      Type: 'AWS::S3::Bucket',
      Properties: { VersioningConfiguration: { Status: 'Enabled' } },
      DeletionPolicy: 'Retain',
    },
    CDKMetadata: {
      Type: 'AWS::CDK::Metadata',
      Properties: { Analytics: 'v2:deflate64:x' },
      Condition: 'CDKMetadataAvailable',
    },
  };
  for (let index = 0; index < functions; index += 1) {
    const id = `Handler${index}`;
    Object.assign(resources, {
      [`${id}Role`]: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
          ManagedPolicyArns: [
            {
              'Fn::Join': [
                '',
                ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
              ],
            },
          ],
        },
      },
      [`${id}Policy`]: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          PolicyName: `${id}Policy`,
          Roles: [{ Ref: `${id}Role` }],
          PolicyDocument: { Version: '2012-10-17', Statement: [] },
        },
      },
      [id]: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Code: {
            S3Bucket: { 'Fn::Sub': 'cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}' },
            S3Key: `${String(index % 7).repeat(16)}.zip`,
          },
          Role: { 'Fn::GetAtt': [`${id}Role`, 'Arn'] },
          Tags: [{ Key: 'team', Value: 'orders' }],
        },
        DependsOn: [`${id}Policy`, `${id}Role`],
      },
      [`${id}Logs`]: {
        Type: 'AWS::Logs::LogGroup',
        Properties: { LogGroupName: { 'Fn::Join': ['', ['/aws/lambda/', { Ref: id }]] }, RetentionInDays: 14 },
      },
      [`${id}Queue`]: { Type: 'AWS::SQS::Queue', Properties: { Tags: [{ Key: 'team', Value: 'orders' }] } },
      [`${id}Source`]:
        index % 5 === 0
          ? {
              Type: 'AWS::Lambda::EventSourceMapping',
              Properties: { FunctionName: { Ref: id }, EventSourceArn: { 'Fn::GetAtt': [`${id}Queue`, 'Arn'] } },
            }
          : { Type: 'AWS::SSM::Parameter', Properties: { Name: `/orders/${id}`, Type: 'String', Value: 'x' } },
      [`${id}Permission`]: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          FunctionName: { 'Fn::GetAtt': [id, 'Arn'] },
          Principal: 'apigateway.amazonaws.com',
          Action: 'lambda:InvokeFunction',
        },
      },
      [`${id}Method`]: {
        Type: 'AWS::ApiGateway::Method',
        Properties: {
          RestApiId: { Ref: 'Api' },
          ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
          HttpMethod: index % 2 === 0 ? 'GET' : 'POST',
        },
      },
      [`${id}Alarm`]: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: { AlarmActions: [{ Ref: 'Alerts' }], MetricName: 'Errors' },
      },
    });
  }
  return JSON.stringify(
    {
      Conditions: { CDKMetadataAvailable: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } },
      Resources: resources,
    },
    null,
    1,
  );
}
