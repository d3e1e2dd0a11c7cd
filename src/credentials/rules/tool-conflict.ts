import type { CredentialFacts } from '../facts.ts';
import type { SourceAccount } from '../tools/source-account.ts';
import { keyIdOf, sourceAccount } from '../tools/source-account.ts';
import { asToolSource, sourceWords } from '../tools/source-words.ts';
import { toolNames } from '../tools/tool.ts';
import type { ToolChoice, ToolSource } from '../tools/tool-choice.ts';
import { listed } from '../wording.ts';
import type { LintContext } from './context.ts';

/**
 * The tools do not sign with the same credentials: which of them use what, whose that is as far as it shows, and which
 * of it this check looks at. `null` where they agree, where none of them has any, and where this step has inputs of its own or assumes a role, so
 * that its environment is not what it checks.
 */
export function toolsDisagree({ facts, winner, tools, choices }: LintContext): string | null {
  const checked = winner === null ? null : asToolSource(winner);
  if (checked === null || facts.inputs.profile.trim() !== '') {
    return null;
  }
  const groups = grouped(choices, facts);
  const without = choices.filter((choice) => isNews(choice, tools !== null));
  const position = groups.findIndex(({ key }) => key === keyOf(checked, facts));
  if (groups.length === 0 || (without.length === 0 && groups.length === 1 && position === 0)) {
    return null;
  }
  const parts = [...groups.map(signing), ...without.map(notSigning)].join('; ');
  const verified = groups.length > 1 && position >= 0 ? ordinals[position] : sourceWords(checked, facts);
  return [capital(parts), `This check verifies ${verified ?? 'none of them'}.`, ...accountWords(groups)].join(' ');
}

/** Tools that sign with the same credentials, in the order of the tools. */
interface Group {
  readonly key: string;
  readonly names: readonly string[];
  readonly words: string;
  readonly account: SourceAccount | null;
}

function grouped(choices: readonly ToolChoice[], facts: CredentialFacts): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const choice of choices) {
    if (choice.outcome === 'source') {
      const key = keyOf(choice.source, facts);
      const group = groups.get(key);
      groups.set(key, {
        key,
        names: [...(group?.names ?? []), toolNames[choice.tool]],
        words: group?.words ?? sourceWords(choice.source, facts),
        account: group?.account ?? sourceAccount(choice.source, facts),
      });
    }
  }
  return [...groups.values()];
}

/** The same key id in two places is the same credentials. */
function keyOf(source: ToolSource, facts: CredentialFacts): string {
  const keyId = keyIdOf(source, facts);
  return keyId !== null ? `key ${keyId}` : source.kind === 'profile' ? `profile ${source.name}` : source.kind;
}

/**
 * A tool without credentials is worth a word where it is one that the deployment uses, or where it stops; and not where
 * a finding of its own says why.
 */
function isNews(choice: ToolChoice, isRelevant: boolean): boolean {
  return (choice.outcome === 'stops' || (choice.outcome === 'none' && isRelevant)) && choice.error.saidBy === null;
}

function signing({ names, words }: Group, index: number): string {
  const verb = index > 0 ? '' : names.length === 1 ? ' signs' : ' sign';
  return `${listed(names)}${verb} with ${words}`;
}

function notSigning(choice: ToolChoice): string {
  const name = toolNames[choice.tool];
  return choice.outcome === 'stops' ? `${name} stops with ${choice.error.name}` : `${name} finds no credentials`;
}

function accountWords(groups: readonly Group[]): readonly string[] {
  const known = groups.flatMap(({ account }, index) => (account === null ? [] : [{ account, index }]));
  if (new Set(known.map(({ account }) => account.accountId)).size < 2) {
    return [];
  }
  const parts = known.map(
    ({ account, index }, at) =>
      `${ordinals[index] ?? 'another'}${at === 0 ? ' belongs' : ''} to account ${account.accountId} by ${account.by === 'role' ? 'its role' : 'the form of its key id'}`,
  );
  return [capital(listed(parts))];
}

const ordinals: readonly string[] = ['the first', 'the second', 'the third', 'the fourth', 'the fifth'];

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
