import type { Verdict } from '../authorization/verdict.ts';
import type { Severity } from '../diagnoses/finding.ts';
import type { PrincipalKind } from '../identity/identity.ts';
import type { Calls, Result } from './report.ts';

/** In order of weight. */
export const severities = ['error', 'warning', 'notice'] as const satisfies readonly Severity[];

export const resultWords: Readonly<Record<Result, string>> = {
  passed: 'passed',
  failed: 'failed',
  unverified: 'could not verify everything',
  skipped: 'skipped',
};

export const resultMarks: Readonly<Record<Result, string>> = {
  passed: '✅',
  failed: '❌',
  unverified: '❔',
  skipped: '⏭️',
};

export const verdictWords: Readonly<Record<Verdict, string>> = {
  denied: 'denied',
  'denied-by-scp': 'denied by a service control policy',
  'denied-by-boundary': 'denied by the permissions boundary',
  uncertain: 'uncertain',
  'not-simulatable': 'cannot be simulated',
  'not-checked': 'not checked',
  allowed: 'allowed',
};

/** For a terminal, where a mark has to be read without colour and in any font. */
export const verdictTags: Readonly<Record<Verdict, string>> = {
  denied: 'DENIED',
  'denied-by-scp': 'DENIED (service control policy)',
  'denied-by-boundary': 'DENIED (permissions boundary)',
  uncertain: 'UNCERTAIN',
  'not-simulatable': 'CANNOT BE SIMULATED',
  'not-checked': 'NOT CHECKED',
  allowed: 'allowed',
};

export const severityMarks: Readonly<Record<Severity, string>> = { error: '❌', warning: '⚠️', notice: 'ℹ️' };

/** What the severity of a check says about deployments; see "Verdicts" in the contract. */
export const needWords: Readonly<Record<Severity, string>> = {
  error: 'needed by every deployment',
  warning: 'needed by some deployments',
  notice: 'needed rarely',
};

export const kindWords: Readonly<Record<PrincipalKind, string>> = {
  'iam-user': 'IAM user',
  'assumed-role': 'assumed role',
  'sso-role': 'role of an IAM Identity Center permission set',
  'learner-lab': 'AWS Academy Learner Lab role',
  root: 'root user of the account',
  'federated-user': 'federated user',
};

/** `1 permission`, `3 permissions`, `1,200 permissions`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(number)} ${number === 1 ? noun : plural}`;
}

/** Thousands set apart, the same under every locale of the machine. */
export function grouped(number: number): string {
  return number.toLocaleString('en-US');
}

/** `2026-11-22 14:03 UTC`; a time that cannot be read comes back as it is. */
export function clock(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

/** `1 STS request, 3 IAM requests, 412 ms` */
export function callWords({ sts, iam, probes }: Calls, durationMs: number): string {
  const parts = [
    ...(sts > 0 ? [count(sts, 'STS request')] : []),
    ...(iam > 0 ? [count(iam, 'IAM request')] : []),
    ...(probes > 0 ? [count(probes, 'probe')] : []),
  ];
  return [...(parts.length === 0 ? ['no request to AWS'] : parts), `${grouped(Math.round(durationMs))} ms`].join(', ');
}
