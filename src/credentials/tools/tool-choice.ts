import type { DiagnosisCode } from '../../diagnoses/catalogue/index.ts';
import type { Tool } from './tool.ts';

/** Whose credentials one tool signs with in this environment, or why it signs with none. */
export type ToolChoice = Verdict & {
  readonly tool: Tool;
  readonly region: RegionOfTool;
};

/** What a chain of sources comes to. `why` is one sentence: the rule that decided. */
export type Verdict =
  | { readonly outcome: 'source'; readonly source: ToolSource; readonly why: string }
  | { readonly outcome: 'stops'; readonly error: ToolError; readonly why: string }
  | { readonly outcome: 'none'; readonly error: ToolError; readonly why: string };

export type ToolSource =
  | { readonly kind: 'environment'; readonly token: 'AWS_SESSION_TOKEN' | 'AWS_SECURITY_TOKEN' | null }
  | ProfileChoice
  | { readonly kind: 'web-identity' }
  | { readonly kind: 'container' }
  | { readonly kind: 'instance' };

export interface ProfileChoice {
  readonly kind: 'profile';
  readonly name: string;
  readonly namedBy: NamedBy | null;
  /** `unknown` where the files were not looked into. */
  readonly profile: 'static' | 'role' | 'sso' | 'process' | 'web-identity' | 'login' | 'unknown';
}

/** What names a profile: a variable, or a line of a project file. `null` in its place stands for `default`, which nobody has to name. */
export type NamedBy = { readonly variable: string } | { readonly file: string; readonly line: number };

export interface ToolError {
  /** As the tool prints it, or the name of its class. */
  readonly name: string;
  /** The finding that says the same of this environment; `null` when none does. */
  readonly saidBy: DiagnosisCode | null;
}

/** Where a tool takes its region. */
export interface RegionOfTool {
  /** `null` when the tool finds none, and when only the instance could tell it. */
  readonly region: string | null;
  /** The variable, `profile NAME`, `FILE line N`, or what the tool falls back on. `null` when there is nothing. */
  readonly from: string | null;
}

export function isSource(verdict: Verdict): verdict is Extract<Verdict, { outcome: 'source' }> {
  return verdict.outcome === 'source';
}
