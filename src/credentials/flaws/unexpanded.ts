import type { CredentialValue } from '../value.ts';
import { looksReal } from './shapes.ts';
import type { Flaw } from './flaw.ts';

/** An expression that nobody replaced by its value. None of the three values can begin like one of these. */
export function unexpanded({ text }: CredentialValue): Flaw | null {
  const core = text.trim();
  if (core.startsWith('$') && looksReal(core.slice(1))) {
    return flaw('begins with a dollar sign before a value of the right shape, as `$${{ secrets.NAME }}` leaves it.');
  }
  const kind = kinds.find(([, pattern]) => pattern.test(core));
  return kind === undefined ? null : flaw(`holds ${kind[0]}, not a value (${text.length} characters).`);
}

/** True for the whole of an expression that stands for a value: its name is no secret, and hiding it hides the finding. */
export function isExpression(value: string): boolean {
  return /^(?:\$\{?[A-Z_][A-Z0-9_]{0,127}\}?|%[A-Z_][A-Z0-9_]{0,127}%|\$?\$?\{\{[\s\w.'[\]|-]{0,256}\}\}|\$env:\w{1,128})$/i.test(
    value.trim(),
  );
}

function flaw(what: string): Flaw {
  return { code: 'env-unexpanded', severity: 'error', what };
}

const kinds: readonly (readonly [string, RegExp])[] = [
  ['a GitHub expression that was not evaluated', /^\$?\$?\{\{/],
  ['a command that no shell has run', /^\$\(|^`.*`$/],
  ['a PowerShell variable that was not expanded', /^\$env:/i],
  ['a shell variable that was not expanded', /^\$/],
  ['a Windows variable that was not expanded', /^%\w{1,64}%$/],
  [
    'the name of a context, without the expression around it',
    /^(secrets|vars|env|inputs|steps|needs|process\.env)\.[A-Za-z_]/,
  ],
  ['the name of a variable', /^AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)$/i],
];
