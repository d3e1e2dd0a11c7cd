import type { CredentialFacts } from '../facts.ts';
import type { CredentialSource } from '../source.ts';
import { shown } from '../wording.ts';
import type { NamedBy, ToolChoice, ToolSource } from './tool-choice.ts';

/** How a sentence names what a tool signs with, or that it does not. Goes after `signs with` or stands by itself. */
export function sourceWords(source: ToolSource, facts: CredentialFacts): string {
  switch (source.kind) {
    case 'environment':
      return 'AWS_ACCESS_KEY_ID of the environment';
    case 'profile':
      return `profile ${shown(source.name, facts)}${source.namedBy === null ? '' : ` (${namedByWords(source.namedBy)})`}`;
    case 'web-identity':
      return 'the web identity of AWS_WEB_IDENTITY_TOKEN_FILE';
    case 'container':
      return 'the credentials of the container';
    case 'instance':
      return 'the role of the instance';
  }
}

/** A whole sentence about one tool, for a table of tools. */
export function choiceWords(choice: ToolChoice, facts: CredentialFacts): string {
  switch (choice.outcome) {
    case 'source':
      return `Signs with ${sourceWords(choice.source, facts)}. ${choice.why}`;
    case 'stops':
      return `Stops with ${choice.error.name}. ${choice.why}`;
    case 'none':
      return `Finds no credentials (${choice.error.name}). ${choice.why}`;
  }
}

/** What this run signs with, in the terms of the tools; `null` for what only this step sees. */
export function asToolSource(source: CredentialSource): ToolSource | null {
  switch (source.kind) {
    case 'inputs':
      return null;
    case 'environment':
      return { kind: 'environment', token: null };
    case 'profile':
      return { kind: 'profile', name: source.name, namedBy: null, profile: 'unknown' };
    case 'web-identity':
    case 'container':
    case 'instance':
      return { kind: source.kind };
  }
}

function namedByWords(namedBy: NamedBy): string {
  return 'variable' in namedBy ? namedBy.variable : `${namedBy.file} line ${namedBy.line}`;
}
