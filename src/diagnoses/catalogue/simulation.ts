import type { Diagnosis } from '../diagnosis.ts';

/** What the check of permissions could not find out. None of these fails a run by itself. */
export const simulation = {
  'simulation-not-permitted': {
    title: 'The principal may not ask the IAM policy simulator',
    stage: 'authorization',
    severity: 'warning',
    meaning:
      'To check permissions without using them, the step asks the policy simulator of IAM, and the principal is not allowed to. The deployment itself does not need that permission, so that nothing is said against it.',
    causes: [
      'The policies of the principal do not allow `iam:SimulatePrincipalPolicy`.',
      'A boundary or a policy of the organization forbids it.',
    ],
    tell: 'IAM answers AccessDenied to the simulator call.',
    remedies: {
      academy:
        'Whether a Learner Lab allows the simulator is not known. Use `level: identity`, or `policy-files` for an offline check.',
      any: 'Attach these two statements, with the ARN of the principal itself: `{"Effect":"Allow","Action":"iam:SimulatePrincipalPolicy","Resource":"PRINCIPAL_ARN"}` and `{"Effect":"Allow","Action":"iam:SimulateCustomPolicy","Resource":"*"}`. Or set `level: identity` to do without.',
    },
    sources: [
      {
        evidence: 'aws-docs',
        source: 'IAM API: SimulatePrincipalPolicy, SimulateCustomPolicy; service authorization reference of IAM',
      },
      { evidence: 'unconfirmed', source: 'Whether a Learner Lab allows the simulator' },
    ],
  },
  'permissions-uncertain': {
    title: 'Denials that may not be real',
    stage: 'authorization',
    severity: 'warning',
    meaning:
      'The simulator says no to some actions, but the answer hangs on something that was not known here: a context key that a policy asks for, or the name of a resource. They may work in the deployment.',
    causes: [
      'A policy has a condition on a key that only the real call carries, such as a tag, an address or MFA.',
      'A parameter of the target is not given, so that the ARN holds a `*`, and the policy allows a narrower name.',
      'A policy of the organization denies, and its condition is not shown.',
    ],
    tell: 'The simulator lists missing context keys for the action, or the ARN was built without all of its parameters.',
    remedies: {
      any: 'Give what is missing, and ask again: the names under `parameters`, and context keys under `context` as `key=value`, but only values that the deployment will really have.',
    },
    sources: [
      { evidence: 'aws-docs', source: 'IAM API: MissingContextValues of EvaluationResult' },
      { evidence: 'field-report', source: 'boto/boto3 issue 3111; recorded answers of the simulator' },
    ],
  },
  'permissions-not-checked': {
    title: 'Permissions were not checked',
    stage: 'authorization',
    severity: 'notice',
    meaning: 'For some or all actions of the deployment there is no answer, neither yes nor no.',
    causes: [
      'The principal is the root user or a federated user, which the simulator does not take.',
      'The simulator was refused, throttled or not reached.',
      'The action cannot be simulated: even a policy that allows everything is answered with a denial.',
      'A role that the deployment works through may not be inspected, or is in another account.',
    ],
    tell: 'Each action that was left open carries its reason in the report.',
    remedies: {
      any: 'See the reason next to each action. Set `fail-on: unverified` if the deployment must not start without an answer.',
    },
    sources: [
      { evidence: 'aws-docs', source: 'IAM API: SimulatePrincipalPolicy takes users, groups and roles' },
      { evidence: 'field-report', source: 'Recorded answers of the simulator to an allow-everything policy' },
    ],
  },
  'policy-invalid': {
    title: 'A policy file cannot be read as an IAM policy',
    stage: 'authorization',
    severity: 'error',
    meaning:
      'A file that `policy-files` names holds a document that IAM would refuse, so nothing can be said about what it would allow.',
    causes: [
      'The JSON is broken: a comma too many, a quote missing, a comment.',
      'An element is misspelt, or stands where IAM does not take it.',
      'The file is no policy, and the glob is too wide.',
    ],
    tell: 'The document is read as IAM reads it, and the first thing that does not fit is named with its line.',
    remedies: {
      any: 'Correct the line that the finding names, or narrow the glob under `policy-files`.',
    },
    sources: [{ evidence: 'aws-docs', source: 'IAM User Guide: IAM JSON policy elements reference; policy grammar' }],
  },
  'policy-ineffective': {
    title: 'A statement in a policy file does not do what it says',
    stage: 'authorization',
    severity: 'warning',
    meaning:
      'IAM takes the policy, but a part of it can never apply: an action that does not exist, a resource of the wrong type, a condition key that the action does not carry, or a document over the size limit.',
    causes: [
      'The action is misspelt: IAM accepts any name.',
      'The ARN is that of a bucket where objects are meant, or the other way round.',
      'The condition asks for a key that the service does not send with this action.',
    ],
    tell: 'Actions, resource types and condition keys are compared with the service authorization reference.',
    remedies: {
      any: 'Change the statement as the finding says, and run again.',
    },
    sources: [
      { evidence: 'aws-docs', source: 'Service Authorization Reference' },
      { evidence: 'aws-docs', source: 'IAM User Guide: IAM and AWS STS quotas' },
    ],
  },
  'policy-files-differ': {
    title: 'The policy files and AWS disagree',
    stage: 'authorization',
    severity: 'notice',
    meaning:
      'The policies in the repository answer differently from those that the principal has today, so the outcome of the deployment changes once they are applied.',
    causes: [
      'The change that brings the policies has not been applied yet.',
      'The principal has policies that are not in these files.',
      'The files take a permission away.',
    ],
    tell: 'Each check is asked of AWS, and evaluated against the files without AWS; the answers are compared.',
    remedies: {
      any: 'Apply the policies before the deployment that needs them, or name all of them under `policy-files`.',
    },
    sources: [{ evidence: 'aws-docs', source: 'IAM User Guide: policy evaluation logic' }],
  },
} as const satisfies Record<string, Diagnosis>;
