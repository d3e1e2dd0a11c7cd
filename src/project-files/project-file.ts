import type { Observation } from '../diagnoses/finding.ts';
import type { FoundFile } from '../files/found-file.ts';
import type { ProjectSetting, ProjectTool } from './project-setting.ts';
import type { Branch, TreeFault, TreeText } from './tree/branch.ts';

/** A value and where it stands. */
export interface Setting {
  readonly value: string;
  readonly line: number;
}

/** What one file says, and what is wrong with the file itself. */
export interface ProjectReading<Facts> {
  readonly facts: Facts;
  readonly settings: readonly ProjectSetting[];
  readonly observations: readonly Observation[];
}

/**
 * The tree of a file that may not be there, with a finding when it is there and does not parse: a warning, because
 * nothing here knows whether the deployment uses the tool.
 */
export function treeOf(
  file: FoundFile,
  parse: (text: string) => TreeText,
  consequence: string,
): { readonly tree: Branch | null; readonly observations: readonly Observation[] } {
  switch (file.kind) {
    case 'absent':
      return { tree: null, observations: [] };
    case 'unreadable':
      return {
        tree: null,
        observations: [{ code: 'file-unreadable', severity: 'notice', detail: `${file.path} ${file.why}.` }],
      };
    case 'text': {
      if (file.encoding === 'utf-16') {
        return { tree: null, observations: [parseError(file.path, 1, `The file is UTF-16. ${consequence}`)] };
      }
      const { tree, fault } = parse(file.text);
      const observations = fault === null ? [] : [faultFinding(file.path, fault, consequence)];
      return { tree, observations };
    }
  }
}

function faultFinding(file: string, { line, sentence, isLimit }: TreeFault, consequence: string): Observation {
  return isLimit
    ? { code: 'file-unreadable', severity: 'notice', detail: sentence, location: { file, line, endLine: line } }
    : parseError(file, line, `${sentence} ${consequence}`);
}

export function parseError(file: string, line: number, detail: string): Observation {
  return { code: 'file-parse-error', severity: 'warning', detail, location: { file, line, endLine: line } };
}

/** Builds the settings of one file. */
export function settingsOf(tool: ProjectTool, file: string) {
  return (
    kind: ProjectSetting['kind'],
    setting: Setting | null,
    scope: string,
    isDefault: boolean,
  ): readonly ProjectSetting[] =>
    setting === null ? [] : [{ tool, kind, value: setting.value, scope, isDefault, file, line: setting.line }];
}
