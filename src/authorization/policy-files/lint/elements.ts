import type { Flaw, LintStatement, Subject } from './subject.ts';

/** Elements that a policy of this kind has to have, or may not have (IAM user guide, "IAM JSON policy elements reference"). */
export function elementProblems({ found, statements }: Subject): readonly Flaw[] {
  return statements.flatMap((statement) => {
    switch (found.kind) {
      case 'identity':
      case 'boundary':
      case 'scp':
        return [...withoutResource(statement), ...withPrincipal(statement, found.kind)];
      case 'trust':
        return [...withoutPrincipal(statement), ...withResource(statement)];
      case 'resource':
        return withoutPrincipal(statement);
    }
  });
}

function withoutResource({ value, path }: LintStatement): readonly Flaw[] {
  return has(value, 'Resource') || has(value, 'NotResource')
    ? []
    : [
        {
          path,
          sentence: 'The statement has no Resource, and IAM refuses it; name the ARNs, or write "Resource": "*".',
        },
      ];
}

function withPrincipal({ value, path }: LintStatement, kind: 'identity' | 'boundary' | 'scp'): readonly Flaw[] {
  const noun = {
    identity: 'An identity-based policy',
    boundary: 'A permissions boundary',
    scp: 'A service control policy',
  }[kind];
  return ['Principal', 'NotPrincipal']
    .filter((element) => has(value, element))
    .map((element) => ({
      path: [...path, element],
      sentence: `${noun} takes no ${element}: it is about whoever it is attached to. Remove it, or put the statement into the resource's own policy.`,
    }));
}

function withoutPrincipal({ value, path }: LintStatement): readonly Flaw[] {
  return has(value, 'Principal') || has(value, 'NotPrincipal')
    ? []
    : [{ path, sentence: 'The statement has no Principal, and AWS refuses it; say who it is about.' }];
}

function withResource({ value, path }: LintStatement): readonly Flaw[] {
  return ['Resource', 'NotResource']
    .filter((element) => has(value, element))
    .map((element) => ({
      path: [...path, element],
      sentence: `A trust policy takes no ${element}: its resource is the role. Remove it.`,
    }));
}

function has(value: Readonly<Record<string, unknown>>, element: string): boolean {
  return value[element] !== undefined;
}
