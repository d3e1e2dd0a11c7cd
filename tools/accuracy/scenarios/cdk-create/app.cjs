const { App, CfnOutput, Duration, Stack } = require('aws-cdk-lib');
const lambda = require('aws-cdk-lib/aws-lambda');
const sqs = require('aws-cdk-lib/aws-sqs');

const app = new App();
const stack = new Stack(app, 'Orders', { env: { account: '123456789012', region: 'us-east-1' } });
const days = Number(app.node.tryGetContext('days') ?? 4);
new sqs.Queue(stack, 'Queue', { queueName: 'orders', retentionPeriod: Duration.days(days) });
new lambda.Function(stack, 'Function', {
  functionName: 'orders',
  runtime: lambda.Runtime.NODEJS_22_X,
  handler: 'index.handler',
  code: lambda.Code.fromAsset('src'),
});
new CfnOutput(stack, 'Name', { value: 'orders' });
