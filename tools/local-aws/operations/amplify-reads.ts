import { failure, success, type Answer } from '../answer.ts';
import { arnIn, parameter, resourceOf, resourcesOf, type SignedCall, type SignedOperation } from './operation.ts';

/** Amplify's reads. A branch is named `app/branch`; its `job` is the status of the last one. */
export const amplifyReads: readonly SignedOperation[] = [
  {
    service: 'amplify',
    name: 'ListApps',
    route: 'GET /apps',
    action: 'amplify:ListApps',
    answer: (call) => success({ apps: resourcesOf(call, 'apps').map(({ name }) => describeApp(call, name)) }),
  },
  {
    service: 'amplify',
    name: 'GetApp',
    route: 'GET /apps/{AppId}',
    action: 'amplify:GetApp',
    resource: (call) => arnIn(call, 'amplify', `apps/${parameter(call, 'AppId')}`),
    answer: (call) => ofApp(call, (id) => success({ app: describeApp(call, id) })),
  },
  {
    service: 'amplify',
    name: 'GetBranch',
    route: 'GET /apps/{AppId}/branches/{BranchName}',
    action: 'amplify:GetBranch',
    resource: branchArn,
    answer: (call) => ofApp(call, () => ofBranch(call, (name) => success({ branch: { branchName: name } }))),
  },
  {
    service: 'amplify',
    name: 'ListJobs',
    route: 'GET /apps/{AppId}/branches/{BranchName}/jobs',
    action: 'amplify:ListJobs',
    resource: (call) => `${branchArn(call)}/jobs/*`,
    answer: (call) =>
      ofApp(call, () =>
        ofBranch(call, (_, job) =>
          success({ jobSummaries: job === undefined ? [] : [{ jobId: '1', jobType: 'RELEASE', status: job }] }),
        ),
      ),
  },
];

function branchArn(call: SignedCall): string {
  return arnIn(call, 'amplify', `apps/${parameter(call, 'AppId')}/branches/${parameter(call, 'BranchName')}`);
}

function ofApp(call: SignedCall, answer: (id: string) => Answer): Answer {
  const id = parameter(call, 'AppId');
  return resourceOf(call, 'apps', id) === null ? failure(404, 'NotFoundException', `App ${id} not found.`) : answer(id);
}

function ofBranch(call: SignedCall, answer: (name: string, job: string | undefined) => Answer): Answer {
  const name = parameter(call, 'BranchName');
  const branch = resourceOf(call, 'branches', `${parameter(call, 'AppId')}/${name}`);
  return branch === null ? failure(404, 'NotFoundException', `Branch ${name} not found.`) : answer(name, branch['job']);
}

function describeApp(call: SignedCall, id: string): { readonly appId: string; readonly appArn: string } {
  return { appId: id, appArn: arnIn(call, 'amplify', `apps/${id}`) };
}
