import { lineFinder } from '../authorization/evaluation/line-finder.ts';
import type { Location } from '../diagnoses/finding.ts';
import type { FoundFile } from '../files/found-file.ts';

/** A credential that stands in a file of the project, for everybody who can read the repository. */
export interface SecretInFile {
  readonly location: Location;
  /** What it is and what stands beside it; nothing of the values. */
  readonly detail: string;
  /** To be masked before anything else is printed. */
  readonly values: readonly string[];
}

/**
 * Access key ids, session tokens, and secret access keys beside them or under their name, wherever in a file they stand;
 * those of documentation are left out. At most ten a file. Files that are absent or unreadable have none.
 *
 * Sources of the forms: IAM User Guide, "Unique identifiers"; the scanners gitleaks and trufflehog for the rest.
 */
export function secretsInProjectFiles(files: readonly FoundFile[]): readonly SecretInFile[] {
  return files.flatMap((file) => (file.kind === 'text' ? secretsIn(file.path, file.text).slice(0, mostAFile) : []));
}

const mostAFile = 10;
/** A secret belongs to the key id that stands within so many lines of it. */
const nearby = 3;

interface Find {
  readonly value: string;
  readonly line: number;
}

function secretsIn(file: string, text: string): readonly SecretInFile[] {
  const find = finder(text);
  const ids = find(/(?<![A-Za-z0-9])A[KS]IA[A-Z2-7]{16}(?![A-Za-z0-9])/g).filter(({ value }) => !isExample(value));
  const tokens = find(/(?<![A-Za-z0-9])(?:IQoJb3JpZ2luX2Vj|F[wQ]oGZXIvYXdz)[A-Za-z0-9+/]{50,4000}/g);
  const secrets = find(/(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g).filter(({ value }) =>
    isSecret(value),
  );
  const named = new Set(find(/secret_?access_?key|aws_?secret|secret_?key/gi).map(({ line }) => line));
  const ofIds = ids.map((id) => {
    const beside = secrets.filter(({ line }) => Math.abs(line - id.line) <= nearby);
    return found(file, id.line, idWords(id.value, beside.length > 0), [id, ...beside]);
  });
  const taken = new Set(ofIds.flatMap(({ values }) => values));
  const alone = secrets.filter(({ value, line }) => named.has(line) && !taken.has(value));
  return [
    ...ofIds,
    ...alone.map((secret) =>
      found(file, secret.line, 'A value of the form of a secret access key stands here under that name.', [secret]),
    ),
    ...tokens.map((token) =>
      found(file, token.line, `A session token of ${token.value.length} characters stands here.`, [token]),
    ),
  ];
}

function finder(text: string): (pattern: RegExp) => readonly Find[] {
  const positionAt = lineFinder(text);
  return (pattern) => {
    const finds: Find[] = [];
    for (const match of text.matchAll(pattern)) {
      finds.push({ value: match[0], line: positionAt(match.index).line });
      if (finds.length >= mostFinds) {
        break;
      }
    }
    return finds;
  };
}

const mostFinds = 200;

function found(file: string, line: number, detail: string, finds: readonly Find[]): SecretInFile {
  const lines = finds.map((find) => find.line);
  return {
    location: { file, line, endLine: Math.max(line, ...lines) },
    detail,
    values: finds.map(({ value }) => value),
  };
}

function idWords(id: string, hasSecret: boolean): string {
  const kind = id.startsWith('AKIA') ? 'a long-term key (AKIA)' : 'a temporary key (ASIA)';
  return hasSecret
    ? `The access key id of ${kind} stands here, and a value of the form of its secret access key with it.`
    : `The access key id of ${kind} stands here, without a secret near it.`;
}

/** Documentation's keys, and such as are one letter over and over. */
function isExample(value: string): boolean {
  return /EXAMPLE(KEY)?$/.test(value) || new Set(value.slice(4)).size < 4;
}

/** Letters of both cases and digits: a hash in hexadecimal digits has one case, a path has few digits. */
function isSecret(value: string): boolean {
  return (
    /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value) && !/^[0-9a-f]+$/i.test(value) && !isExample(value)
  );
}
