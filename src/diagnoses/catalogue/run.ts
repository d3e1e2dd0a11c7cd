import type { Diagnosis } from '../diagnosis.ts';

/** What can be said of the run itself: its inputs, its surroundings, its time. */
export const run = {
  'input-invalid': {
    title: 'An input of this step cannot be used',
    stage: 'input',
    severity: 'error',
    meaning:
      'One of the inputs holds something that the step cannot read or does not know. Nothing was sent to AWS, because the check would not have been the one you asked for.',
    causes: [
      'The value is misspelt, or it is not one of the values that the input takes.',
      'A list or a map has the wrong shape, for example a line of `ignore` without a reason.',
      'A path or glob points to a file that is not in the workspace; often `actions/checkout` has not run yet.',
    ],
    tell: 'Every input is parsed before anything else happens. The detail names the input, what was expected and what was found.',
    remedies: {
      any: 'Correct the input that the detail names, under `with:` of this step or as `--name value` on the command line. The README lists every input with its form.',
    },
    sources: [{ evidence: 'source', source: 'aws-cred-preflight, action.yml and README' }],
  },
  'internal-fault': {
    title: 'The preflight itself failed',
    stage: 'input',
    severity: 'error',
    meaning:
      'The check stopped on a fault of its own. This says nothing about your credentials or permissions, good or bad.',
    causes: ['A bug in aws-cred-preflight.', 'A file or an answer in a form that it has never met.'],
    tell: 'The program caught an exception that none of its parts expects.',
    remedies: {
      any: 'Please open an issue with the version, the inputs without their secret values, and the text of the detail. Until it is fixed, set `continue-on-error: true` on this step so that the deployment can go on.',
    },
    sources: [{ evidence: 'source', source: 'aws-cred-preflight, top level of the run' }],
  },
  'targets-not-detected': {
    title: 'No deployment target was recognised in the workspace',
    stage: 'input',
    severity: 'notice',
    meaning:
      'With `targets: auto` the step looks for files that give a deployment tool away, and found none. The credentials were still checked; the permissions that your deployment needs were not.',
    causes: [
      'The repository is not checked out yet when this step runs.',
      'The project lives in a subdirectory, or its configuration is generated later in the job.',
      'The deployment uses a tool that no target file describes.',
    ],
    tell: 'None of the files that the target files name exists in the workspace.',
    remedies: {
      any: 'Run `actions/checkout` before this step, or name the target yourself, for example `targets: elastic-beanstalk`. For a tool that is not covered, list what it calls under `actions:`, one `service:Action arn` a line.',
    },
    sources: [{ evidence: 'source', source: 'aws-cred-preflight, targets directory' }],
  },
  'target-parameter-unknown': {
    title: 'A parameter that no selected target knows',
    stage: 'input',
    severity: 'warning',
    meaning:
      'The `parameters` input gives a value that none of the selected targets uses, so it had no effect. The ARN it was meant for may have been guessed instead.',
    causes: [
      'The name is misspelt, for example `app-name` for `application-name`.',
      'The parameter belongs to a target that is not selected.',
    ],
    tell: 'The names in `parameters` are compared with those that the selected target files declare.',
    remedies: {
      any: 'Use the name that the deploy action of your target uses, or remove the line. The page of each target lists its parameters.',
    },
    sources: [{ evidence: 'source', source: 'aws-cred-preflight, targets directory' }],
  },
  'ignore-unused': {
    title: 'An ignore entry that matches no check',
    stage: 'input',
    severity: 'notice',
    meaning:
      'An action under `ignore` is not among the actions that this run checked. The entry does nothing, and may hide a denial later without anybody remembering why.',
    causes: [
      'The action is misspelt.',
      'The target does not need the action any more, or a different target is deployed now.',
    ],
    tell: 'After all requirements are known, each entry of `ignore` is compared with their actions.',
    remedies: { any: 'Remove the line from `ignore`, or correct the spelling of `service:Action`.' },
    sources: [{ evidence: 'source', source: 'aws-cred-preflight, ignore input' }],
  },
  'time-budget-used': {
    title: 'The time for this check was used up',
    stage: 'input',
    severity: 'warning',
    meaning:
      'The check stopped at its time limit with some questions unanswered. What it had found by then is in the report; the rest is marked as not checked.',
    causes: [
      'The network drops packets silently, so that each call runs into its time limit.',
      'AWS throttles the policy simulator, and many actions are checked at once.',
      '`timeout-seconds` is set very low.',
    ],
    tell: 'The run counts its own time against `timeout-seconds` and cancels what is still under way.',
    remedies: {
      'self-hosted':
        'Check that the runner reaches `sts.REGION.amazonaws.com` and `iam.amazonaws.com` on port 443; a firewall that drops instead of refusing looks exactly like this.',
      any: 'Run the step again; if it happens every time, raise `timeout-seconds` or check fewer targets in one step.',
    },
    sources: [{ evidence: 'source', source: 'aws-cred-preflight, timeout-seconds input' }],
  },
  'fork-without-secrets': {
    title: 'This run has no secrets by design',
    stage: 'input',
    severity: 'notice',
    meaning:
      'A pull request from a fork, or one from Dependabot, started this run. GitHub keeps the secrets of the repository from such runs, so there is nothing to check and nothing to repair.',
    causes: [
      'The pull request comes from a fork: only `GITHUB_TOKEN` is passed on.',
      'Dependabot started the run: only Dependabot secrets are passed on, also when a person starts it again.',
    ],
    tell: 'The event says that the head of the pull request is in another repository, or the actor is `dependabot[bot]`, and no credentials are set.',
    remedies: {
      'github-secrets':
        'Nothing has to change. To leave the deploy job out of such runs, add `if: github.event.pull_request.head.repo.full_name == github.repository` to it; for Dependabot, store the same names under Dependabot secrets.',
      any: 'Nothing has to change. The lint and the offline checks work without secrets: set `level: lint`, or give `policy-files`.',
    },
    sources: [
      { evidence: 'github-docs', source: 'Using secrets in GitHub Actions; Events that trigger workflows, forks' },
      { evidence: 'github-docs', source: 'Troubleshooting Dependabot on GitHub Actions' },
    ],
  },
} as const satisfies Record<string, Diagnosis>;
