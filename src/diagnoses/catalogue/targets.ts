import type { Diagnosis } from '../diagnosis.ts';

/** What is deployed, and the state of what it is deployed to. */
export const targets = {
  'target-missing': {
    title: 'What is to be deployed to does not exist here',
    stage: 'service',
    severity: 'error',
    meaning:
      'The deployment changes something that has to be there already, and AWS says that this account has nothing of that name in this region.',
    causes: [
      'The name or id is misspelt, or it is that of another stage, such as `orders-prod` for `orders-production`.',
      'The credentials are those of another account than the one in which it was created.',
      'It was deleted, or it has never been created: the tool updates and does not create.',
    ],
    tell: 'One harmless read of it, made with the credentials of the run, answers that there is none. A refused read says nothing.',
    remedies: {
      'eb-cli':
        'Compare the name with `eb list --all`, and `environment:` and `application_name:` in `.elasticbeanstalk/config.yml`.',
      amplify:
        'Compare the app id with `aws amplify list-apps --query "apps[].[name,appId]" --output table`, and the branch with `aws amplify list-branches --app-id ID`.',
      any: 'Compare the name, the account and the region in the detail with what you meant. If it is to be new, create it first, or let the deploy tool create it; a name that the preflight guessed from files is set right under `parameters`.',
    },
    sources: [
      { evidence: 'source', source: 'aws-cred-preflight, targets directory: the read of each target and its answers' },
      { evidence: 'aws-docs', source: 'Errors of the read in the API reference of the service' },
    ],
  },
  'target-elsewhere': {
    title: 'What is to be deployed to is in another region',
    stage: 'service',
    severity: 'error',
    meaning:
      'There is nothing of that name in the region of this run, and there is in another one, so that the region is what is most likely wrong.',
    causes: [
      '`AWS_REGION` or the input `aws-region` of an earlier step names another region than the one that it was created in.',
      'The project has moved to a new region, and the resource has not been created there.',
      'Two regions have one of the same name, and this run is for a third.',
    ],
    tell: 'The read that found nothing here is sent to the other regions that every account has from the start; at least one finds it. Regions that have to be enabled are not asked, and a refused read does not count.',
    remedies: {
      'eb-cli': 'Set `default_region:` in `.elasticbeanstalk/config.yml`, or give `eb` a `--region`.',
      any: 'Set `aws-region:` of the step that configures the credentials to the region in the detail, for the deploy steps as well as for this one. If this region is meant, create the resource here first.',
    },
    sources: [
      { evidence: 'source', source: 'aws-cred-preflight, targets directory: answers that are asked for elsewhere' },
      {
        evidence: 'aws-docs',
        source: 'AWS Account Management reference guide: Enable or disable AWS Regions in your account',
      },
    ],
  },
  'target-created': {
    title: 'What is to be deployed to does not exist yet and will be created',
    stage: 'service',
    severity: 'notice',
    meaning:
      'AWS has nothing of that name here. That is no fault where the deployment creates it; then this run needs the permissions for creating, too, and often a role to pass on.',
    causes: ['This is the first deployment.', 'The name, the account or the region is not the one that was meant.'],
    tell: 'One harmless read answers that there is none, and the deploy tool creates what is missing.',
    remedies: {
      any: 'Nothing has to change for a first deployment. If it has been deployed before, compare the name, the account and the region in the detail: the run would create a second one.',
    },
    sources: [{ evidence: 'source', source: 'aws-cred-preflight, targets directory: which tools create' }],
  },
  'target-busy': {
    title: 'What is to be deployed to is not ready for a deployment',
    stage: 'service',
    severity: 'warning',
    meaning:
      'It exists, and is in the middle of something else or in a state that takes no change just now. A deployment that starts before that is over is refused or has to wait.',
    causes: [
      'Another deployment is under way, for example of an earlier commit or from another workflow.',
      'AWS is still creating, updating or repairing it.',
      'It was stopped or is being deleted.',
    ],
    tell: 'The answer to a read of it names its state, which the detail shows.',
    remedies: {
      'github-secrets':
        'Let only one deployment run at a time: `concurrency: { group: deploy-production, cancel-in-progress: false }` in the workflow.',
      'eb-cli': 'Wait until `eb status` says Ready; `eb abort` ends an update that hangs.',
      any: 'Wait until the state in the detail is over and run the deployment again. The service has a command that waits, for example `aws lambda wait function-updated-v2`, `aws elasticbeanstalk wait environment-updated` or `aws ecs wait services-stable`.',
    },
    sources: [
      { evidence: 'aws-docs', source: 'States of the resource in the API reference of the service' },
      { evidence: 'aws-docs', source: 'AWS CLI command reference: wait' },
    ],
  },
  'stack-not-updatable': {
    title: 'The stack is in a state that cannot be updated',
    stage: 'service',
    severity: 'error',
    meaning:
      'CloudFormation updates a stack only from a finished state. From this one it takes no update, whatever the template says, until somebody has cleared it up.',
    causes: [
      'The first creation of the stack failed and was rolled back (`ROLLBACK_COMPLETE`, `ROLLBACK_FAILED`, `CREATE_FAILED`): it can only be deleted.',
      'The rollback of an update failed (`UPDATE_ROLLBACK_FAILED`), often because a resource was changed or deleted by hand.',
      'A deletion failed (`DELETE_FAILED`), or another operation is still under way (`_IN_PROGRESS`).',
    ],
    tell: '`cloudformation:DescribeStacks` answers the state of the stack, which the detail shows.',
    remedies: {
      any: 'After a failed creation: `aws cloudformation delete-stack --stack-name NAME`, then `aws cloudformation wait stack-delete-complete --stack-name NAME`, and deploy again. In `UPDATE_ROLLBACK_FAILED`: `aws cloudformation continue-update-rollback --stack-name NAME`, with `--resources-to-skip` for what cannot be rolled back. While an operation is under way: wait for it.',
    },
    sources: [
      { evidence: 'aws-docs', source: 'CloudFormation user guide: Understand CloudFormation stack creation events' },
      {
        evidence: 'aws-docs',
        source: 'CloudFormation user guide: Troubleshooting; CloudFormation API reference, ContinueUpdateRollback',
      },
      {
        evidence: 'field-report',
        source: 'CloudFormation answers "is in ROLLBACK_COMPLETE state and can not be updated"',
      },
    ],
  },
  'lambda-package-type': {
    title: 'The function is of the other package type',
    stage: 'service',
    severity: 'error',
    meaning:
      'A Lambda function is either a zip file or a container image for as long as it exists. This one is of one kind, and the deployment brings the other.',
    causes: [
      'The function was created from a container image, and the workflow deploys a zip file, or the reverse.',
      'The name is that of another function.',
    ],
    tell: '`lambda:GetFunctionConfiguration` answers the `PackageType` of the function, which is compared with what the deployment brings.',
    remedies: {
      any: 'Deploy what the function takes: `--image-uri` for `Image`, `--zip-file` or `--s3-bucket` for `Zip`. To change the kind, create a function under another name with `aws lambda create-function --package-type Image`, or delete the old one with `aws lambda delete-function --function-name NAME` first.',
    },
    sources: [
      {
        evidence: 'aws-docs',
        source: 'Lambda developer guide: Deploying Lambda functions as .zip file archives, note',
      },
    ],
  },
  'cdk-bootstrap-missing': {
    title: 'The account is not bootstrapped for the CDK in this region',
    stage: 'service',
    severity: 'error',
    meaning:
      'The CDK deploys through roles, a bucket and a repository that `cdk bootstrap` creates once for each account and region. They are not there.',
    causes: [
      'The account or the region is new, and nobody has run `cdk bootstrap` in it.',
      'The region or the account is not the one that was meant.',
      'It was bootstrapped with a qualifier of its own, which `cdk.json` or the synthesizer does not name, or the reverse.',
    ],
    tell: 'Systems Manager has no parameter `/cdk-bootstrap/QUALIFIER/version`, from which every CDK application reads the version of the bootstrap stack.',
    remedies: {
      amplify:
        'Bootstrap the region once with `npx cdk bootstrap aws://ACCOUNT/REGION`; Amplify deploys its backends through the same roles.',
      any: 'With an administrator of the account: `npx cdk bootstrap aws://ACCOUNT/REGION`, with `--qualifier NAME` where `cdk.json` has `@aws-cdk/core:bootstrapQualifier`. If a parameter `qualifier` is set for this step, compare it with that.',
    },
    sources: [
      { evidence: 'aws-docs', source: 'AWS CDK developer guide: Bootstrap your environment for use with the AWS CDK' },
      {
        evidence: 'field-report',
        source:
          'The CDK answers "SSM parameter /cdk-bootstrap/hnb659fds/version not found. Has the environment been bootstrapped?"',
      },
    ],
  },
  'cdk-bootstrap-old': {
    title: 'The CDK bootstrap of this account and region is too old',
    stage: 'service',
    severity: 'error',
    meaning:
      'The bootstrap stack has a version, and what the CDK does needs a later one than this account has in this region.',
    causes: [
      'The account was bootstrapped with an early version of the CDK and never since.',
      'The application was raised to a CDK that uses a newer part of the bootstrap stack.',
    ],
    tell: 'The number in the parameter `/cdk-bootstrap/QUALIFIER/version` of Systems Manager is less than the one that the detail names.',
    remedies: {
      any: 'Run `npx cdk bootstrap aws://ACCOUNT/REGION` again with a recent `aws-cdk`, and with the same `--qualifier`, `--trust` and policies as the first time: it updates the stack in place.',
    },
    sources: [
      { evidence: 'aws-docs', source: 'AWS CDK developer guide: Bootstrapping, template version history' },
      { evidence: 'source', source: 'aws/aws-cdk: the rule CheckBootstrapVersion in every synthesized template' },
    ],
  },
  'bedrock-model-not-enabled': {
    title: 'The Bedrock model is not available to this account',
    stage: 'service',
    severity: 'error',
    meaning:
      'Permissions are not all that a call of a Bedrock model needs: the account has to have access to the model, and the region has to offer it. One of the two is missing, and AWS answers such calls with AccessDenied as if a permission were.',
    causes: [
      'The model of a third party is not subscribed to: the first call does that, and needs the permissions for AWS Marketplace and a means of payment.',
      'Anthropic asks each account once for its use case before the first call.',
      'The region does not offer the model, or only through an inference profile of several regions.',
    ],
    tell: '`bedrock:GetFoundationModelAvailability` answers for the account, the region and the agreement with the model; the detail shows which of them says no.',
    remedies: {
      any: 'Open the model in the model catalog of the Bedrock console once with a person who may subscribe (`aws-marketplace:Subscribe` and `aws-marketplace:ViewSubscriptions`), and fill in the use case where it asks for one. `aws bedrock get-foundation-model-availability --model-id ID` shows the state.',
    },
    sources: [
      { evidence: 'aws-docs', source: 'Amazon Bedrock API reference: GetFoundationModelAvailability' },
      { evidence: 'aws-docs', source: 'Amazon Bedrock user guide: Request access to models' },
    ],
  },
  'passed-role-missing': {
    title: 'A role that the deployment uses does not exist',
    stage: 'service',
    severity: 'error',
    meaning:
      'The deployment hands a role on to a service, or works through one, and the account has no such role. AWS often says only that the role cannot be assumed, or that the caller may not pass it.',
    causes: [
      'The name is misspelt, or it is that of another account or stage.',
      'The role has a path, which the ARN leaves out, or the reverse.',
      'It was never created: a console creates such roles by itself, a command line does not.',
      'The instance profile has no role in it.',
    ],
    tell: '`iam:GetRole`, or `iam:GetInstanceProfile` before it, answers NoSuchEntity in the account of the caller. A refused question says nothing.',
    remedies: {
      'eb-cli':
        'Create the roles of Elastic Beanstalk, as the developer guide says under "Service roles, instance profiles, and user policies", or let `eb create` do it once with an administrator.',
      any: 'Compare the ARN with `aws iam list-roles --query "Roles[].Arn"`. If it is to be new, create it with `aws iam create-role --role-name NAME --assume-role-policy-document file://trust.json`, and for instances put it into a profile with `aws iam add-role-to-instance-profile`.',
    },
    sources: [
      { evidence: 'aws-docs', source: 'IAM API reference: GetRole and GetInstanceProfile' },
      { evidence: 'aws-docs', source: 'IAM user guide: Grant a user permissions to pass a role to an AWS service' },
    ],
  },
  'passed-role-trust': {
    title: 'A role that the deployment uses does not let in who is to use it',
    stage: 'service',
    severity: 'error',
    meaning:
      'Whoever is to work under a role has to be named in the trust policy of the role. The service, or the caller, that this deployment needs it for is not.',
    causes: [
      'The role was made for another service, for example for EC2 where Lambda is to use it.',
      'The trust policy names another account, user or role than the caller.',
      'A statement of the trust policy denies it.',
    ],
    tell: 'The trust policy, read with `iam:GetRole`, is evaluated for `sts:AssumeRole` by that principal. Where the answer hangs on a condition that is known only to AWS, such as `aws:SourceArn`, nothing is said.',
    remedies: {
      any: 'Add the principal in the detail to the trust policy: `"Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole"` for a service, `"Principal": { "AWS": "ARN" }` for the caller; `aws iam update-assume-role-policy --role-name NAME --policy-document file://trust.json` puts it in place. Or give the role that was meant.',
    },
    sources: [
      { evidence: 'aws-docs', source: 'IAM user guide: AWS JSON policy elements, Principal' },
      { evidence: 'aws-docs', source: 'IAM user guide: Update a role trust policy' },
    ],
  },
  'template-unreadable': {
    title: 'A template cannot be read',
    stage: 'input',
    severity: 'warning',
    meaning:
      'A file that the `templates` input names is no template that can be read, so that nothing was derived from it: the permissions for what it describes were not checked.',
    causes: [
      'The file has a syntax error in YAML or JSON.',
      'It is another kind of file: a configuration, a Terraform source in place of the plan as JSON, or a template of another tool.',
      'The glob takes in more than the templates.',
    ],
    tell: 'The file is read as CloudFormation, SAM, what the CDK or Serverless writes, or the JSON of a Terraform plan; the detail and the line say where that ends.',
    remedies: {
      any: 'Correct the file at the line in the detail, or narrow the glob under `templates`. For the CDK name `cdk.out/manifest.json` after `cdk synth`, for Terraform the file of `terraform show -json plan.out`.',
    },
    sources: [{ evidence: 'source', source: 'aws-cred-preflight, templates input' }],
  },
  'template-type-advice': {
    title: 'A resource type outside the tables of this package',
    stage: 'input',
    severity: 'notice',
    meaning:
      'The template has resources of types for which this package has no rows of its own. The registry of CloudFormation says which actions their handlers call; they are listed as advice, and none of them was checked.',
    causes: [
      'The type is rare, new, or of a third party.',
      'Its handlers call what hangs on its properties, which a list alone does not tell.',
    ],
    tell: 'The types in the templates are compared with the tables; for the others the published schema of the type names the permissions of its handlers.',
    remedies: {
      any: 'Look through the actions in the detail. Those that you know to be needed can be checked with the `actions` input, one `service:Action arn` a line.',
    },
    sources: [
      { evidence: 'aws-docs', source: 'CloudFormation CLI user guide: Resource type schema, handlers' },
      { evidence: 'source', source: 'aws-cred-preflight, resource-types directory' },
    ],
  },
  'targets-by-files-only': {
    title: 'The target is known from files of the project only',
    stage: 'input',
    severity: 'notice',
    meaning:
      'Files of the project show how it can be deployed, but no step of this job was seen to do it. What was found about the target is told as warnings, and nothing about it can fail the run.',
    causes: [
      'The deployment is in another job or workflow, in a script, or in an action that this package does not know.',
      'The files are left over from a way of deploying that is not used any more.',
      'The run is not in GitHub Actions, so that there is no job to read.',
    ],
    tell: 'With `targets: auto` the steps of this job are read before the files of the project; the targets in the detail were found by the files alone.',
    remedies: {
      any: 'Name the target, for example `targets: lambda`, so that what is established about it counts. If it is not deployed here, name the one that is.',
    },
    sources: [{ evidence: 'source', source: 'aws-cred-preflight, targets directory and the workflow file' }],
  },
} as const satisfies Readonly<Record<string, Diagnosis>>;
