import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { catalogue, type DiagnosisCode } from '../../../src/diagnoses/catalogue/index.ts';
import type { Severity } from '../../../src/diagnoses/finding.ts';
import type { TrustPaste } from '../../../src/identity/oidc/paste.ts';
import { outsiderOf } from '../../../src/identity/oidc/outsiders.ts';
import { parseRoleArn } from '../../../src/identity/oidc/role-arn.ts';
import { locateTrust, readTrust } from '../../../src/identity/oidc/trust-policy.ts';
import { claimsOf, documentOf, roleArn, run, textOf, type Pair } from './support.ts';

interface ExpectedFinding {
  readonly code: DiagnosisCode;
  readonly severity?: Severity;
  /** In the policy as it stands in a file; none where no line of it is to blame. */
  readonly line?: number;
  readonly phrase: string;
}

interface Case extends Pair {
  readonly expected: {
    readonly decision: string;
    readonly findings: readonly ExpectedFinding[];
    readonly paste?: TrustPaste;
  };
}

/** The file says what the cases are, for it is this repository's own. */
const cases = JSON.parse(readFileSync(new URL('./pairs.json', import.meta.url), 'utf8')) as readonly Case[];

describe('a trust policy and a job', () => {
  test.each(cases)('$name', (one) => {
    const { decision, observations, conditionToPaste } = run(one);
    expect(decision).toBe(one.expected.decision);
    expect(observations.map(({ code, severity, location }) => ({ code, severity, line: location?.line }))).toEqual(
      one.expected.findings.map(({ code, severity, line }) => ({ code, severity, line })),
    );
    one.expected.findings.forEach(({ phrase }, at) => {
      expect(observations[at]?.detail).toContain(phrase);
    });
    expect(conditionToPaste).toEqual(one.expected.paste ?? null);
  });

  test('no two cases have one name, and the codes are those of the catalogue', () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
    for (const { code } of cases.flatMap(({ expected }) => expected.findings)) {
      expect(Object.hasOwn(catalogue, code)).toBe(true);
    }
  });
});

describe('what is pasted', () => {
  const mended = cases.filter(({ expected }) => expected.paste !== undefined);

  test.each(mended)('lets the job in and nobody else: $name', (one) => {
    const { conditionToPaste } = run(one);
    const document = withPaste(documentOf(one), conditionToPaste);
    const after = run({ ...one, answer: 'accepted' }, document);
    const open = textOf(document).includes('aws:SourceIp');
    expect(after.decision).toBe(open ? 'unknown' : 'allows');
    expect(after.observations.filter(({ code }) => code === 'oidc-trust-too-wide')).toEqual([]);
    expect(admitted(document, one)).toBeNull();
  });

  test('a policy that refuses for what can be mended has something to paste', () => {
    const without = cases.filter(({ expected }) => expected.decision === 'refuses' && expected.paste === undefined);
    expect(without.map(({ name }) => name)).toEqual([
      'a Deny counts more than an Allow',
      'a Deny without a condition refuses every token',
    ]);
  });
});

type Fields = Record<string, unknown>;

/** The document with the paste where it belongs. */
function withPaste(document: object, paste: TrustPaste | null): object {
  const copy = structuredClone(document) as Fields;
  const role = copy['Role'] as Fields | undefined;
  const policy = (role?.['AssumeRolePolicyDocument'] ?? copy) as Fields;
  const statements = policy['Statement'] as Fields[];
  if (paste?.replaces === null) {
    statements.push(paste.value as Fields);
  } else if (paste?.replaces.element === 'Statement') {
    statements[paste.replaces.statement] = paste.value as Fields;
  } else if (paste?.replaces.element === 'Condition') {
    statements[paste.replaces.statement] = { ...statements[paste.replaces.statement], Condition: paste.value };
  }
  return copy;
}

function admitted(document: object, one: Case): unknown {
  const role = parseRoleArn(one.roleArn ?? roleArn);
  const located = locateTrust(textOf(document), { name: 'trust.json', file: 'trust.json' });
  const reading = located.ok ? readTrust(located.located) : null;
  if (role === null || reading?.ok !== true) {
    throw new Error('not to be read any more');
  }
  return outsiderOf(reading.policy, role, claimsOf(one.claims));
}
