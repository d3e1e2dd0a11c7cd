import { textOf } from '../../files/found-file.ts';
import { withoutComment } from './javascript-grammar.ts';
import type { SharedFiles } from './shared-files.ts';
import { viewsOf } from './file-view.ts';

/**
 * Every value in the two files that must not be shown, each once: access key ids, secret access keys and tokens as
 * either family reads them and as a person would, with and without quotes, comment and line break; and whatever has the
 * shape of a key anywhere in the text. Values of fewer than four characters are left out, since masking them hides
 * nothing. At most two thousand values, of 256 KiB together, those of settings first.
 */
export function secretsInFiles(files: SharedFiles): readonly string[] {
  const found = new Set<string>();
  let room = mostCharacters;
  const texts = [textOf(files.config), textOf(files.credentials)];
  for (const value of [...readValues(files), ...texts.flatMap(writtenValues), ...texts.flatMap(keyShapes)]) {
    if (value.trim().length >= 4 && value.length <= room && found.size < mostValues && !found.has(value)) {
      found.add(value);
      room -= value.length;
    }
  }
  return [...found];
}

const mostValues = 2000;
const mostCharacters = 256 * 1024;

/** What the parsers of both families make of the settings that hold keys, whatever else is wrong with the file. */
function readValues(files: SharedFiles): readonly string[] {
  return [...viewsOf('botocore', files), ...viewsOf('javascript', files)].flatMap(({ parsed }) =>
    [...parsed.sections.values()].flatMap(({ values }) =>
      [...values].flatMap(([name, { value, nested }]) => [
        ...(isKeyName(name) ? forms(value) : []),
        ...[...(nested ?? [])].flatMap(([inner, one]) =>
          isKeyName(name) ? [inner, ...forms(one.value)] : isKeyName(inner) ? forms(one.value) : [],
        ),
      ]),
    ),
  );
}

/** What stands behind a name that announces a key, in lines that no parser takes for a setting: comments, JSON, `export`. */
function writtenValues(text: string): readonly string[] {
  const values: string[] = [];
  let open = false;
  for (const line of text.split(/\r\n|[\r\n]/)) {
    const [whole = null] = assignment.exec(line) ?? [];
    if (whole !== null) {
      values.push(...forms(line.slice(line.indexOf(whole) + whole.length)));
    } else if (open && bareRun.test(line.trim())) {
      values.push(line.trim());
    }
    open = whole !== null || (open && bareRun.test(line.trim()));
    if (values.length > mostValues) {
      break;
    }
  }
  return values;
}

const assignment =
  /(?:access_?key_?id|secret_?access_?key|session_?token|security_?token|secret_?key|access_?key)["']?\s{0,8}[=:]/i;

/** The rest of a value that was wrapped over several lines. */
const bareRun = /^[A-Za-z0-9+/_-]{4,}={0,2}$/;

function isKeyName(name: string): boolean {
  return (
    /access_?key|secret|session_?token|security_?token|password/i.test(name) && !/_(file|arn|uri|url)$/i.test(name)
  );
}

/** A value as it is, without a comment, without quotes, line by line and put together again. */
function forms(value: string): readonly string[] {
  const lines = value.split('\n').map((line) => line.trim());
  const pieces = lines.length > 1 ? [...lines, lines.join('')] : lines;
  return [value, ...pieces].flatMap((piece) => {
    const bare = withoutComment(piece).trim();
    return [piece, bare, unquoted(piece), unquoted(bare), unquoted(bare.replace(/[,;]$/, ''))];
  });
}

function unquoted(text: string): string {
  return text
    .replace(/^["'`\u2018-\u201f]/, '')
    .replace(/["'`\u2018-\u201f]$/, '')
    .trim();
}

/** Ids by their prefix; runs of forty characters and more in which capitals, small letters and digits are mixed. */
function keyShapes(text: string): readonly string[] {
  const ids = text.match(/\b(?:AKIA|ASIA)[A-Z0-9]{12,124}/g) ?? [];
  const runs = text.match(/[A-Za-z0-9+/]{40,}={0,2}/g) ?? [];
  return [...ids, ...runs.filter((run) => /[a-z]/.test(run) && /[A-Z]/.test(run) && /[0-9]/.test(run))];
}
