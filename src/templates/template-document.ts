import { readJson } from '../authorization/policy-files/text/json-text.ts';
import type { Tree } from '../authorization/policy-files/text/cursor.ts';
import type { TextFault } from '../authorization/policy-files/text/json-fault.ts';
import { readYaml } from '../authorization/policy-files/text/yaml-text.ts';
import { lineFinder } from '../authorization/evaluation/line-finder.ts';
import type { Observation } from '../diagnoses/finding.ts';

/** A template's text as values with places; without a tree there is an observation that says where it breaks off. */
export interface TemplateDocument {
  readonly tree: Tree | null;
  readonly observations: readonly Observation[];
}

/** CloudFormation takes templates of up to 1 MB (user guide, "CloudFormation quotas"). */
const mostCharacters = 1024 * 1024;

/**
 * Reads JSON or YAML, whichever the text is. A text that begins with a brace and is no JSON may still be YAML, which
 * CloudFormation takes too.
 */
export function readDocument(text: string, file: string): TemplateDocument {
  if (text.length > mostCharacters) {
    const sentence = `The template has ${text.length} characters; CloudFormation takes at most ${mostCharacters}.`;
    return { tree: null, observations: [unreadable({ offset: 0, sentence }, text, file)] };
  }
  if (!/^[\s\uFEFF]*\{/.test(text.slice(0, 1000))) {
    const { tree, faults } = readYaml(text);
    return { tree, observations: faults.slice(0, 1).map((fault) => unreadable(fault, text, file)) };
  }
  const { tree, faults } = readJson(text);
  const [fault] = faults;
  if (fault === undefined) {
    return { tree, observations: [] };
  }
  const yaml = tree === null ? readYaml(text).tree : null;
  return yaml === null ? { tree, observations: [unreadable(fault, text, file)] } : { tree: yaml, observations: [] };
}

function unreadable({ offset, sentence }: TextFault, text: string, file: string): Observation {
  const { line } = lineFinder(text)(offset);
  return {
    code: 'template-unreadable',
    detail: `${file}, line ${line}: ${sentence}`,
    location: { file, line, endLine: line },
  };
}
