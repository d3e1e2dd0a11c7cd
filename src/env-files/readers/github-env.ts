import type { Reader } from '../reading.ts';
import { notes } from '../reading.ts';

/**
 * `cat .env >> "$GITHUB_ENV"` on a Linux or macOS runner: everything before the first `=` is the name, blanks and
 * `export` included, and everything behind it the value, a carriage return included. A line with neither `=` nor `<<`,
 * such as a comment, fails the step, and what follows is not read. Source: actions/runner, FileCommandManager.cs.
 */
export const readGithubEnv: Reader = (text) => {
  const { variables, done, stop } = notes();
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  for (let index = 0; index < lines.length; index++) {
    const content = lines[index] ?? '';
    const line = index + 1;
    const equal = content.indexOf('=');
    const heredoc = content.indexOf('<<');
    if (content === '') {
      continue;
    }
    if (equal !== -1 && (heredoc === -1 || equal < heredoc)) {
      variables.set(content.slice(0, equal), { value: content.slice(equal + 1), line });
      continue;
    }
    if (heredoc === -1) {
      return stop(line, reasonFor(content));
    }
    const delimiter = content.slice(heredoc + 2);
    if (heredoc === 0 || delimiter === '') {
      return stop(line, 'its `<<` lacks the name before it or the delimiter behind it');
    }
    const end = lines.indexOf(delimiter, index + 1);
    if (end === -1) {
      return stop(line, 'nothing ends the value that its `<<` begins');
    }
    variables.set(content.slice(0, heredoc), { value: lines.slice(index + 1, end).join('\n'), line });
    index = end;
  }
  return done();
};

function reasonFor(content: string): string {
  if (content.trim() === '') {
    return 'it is blank but not empty';
  }
  return content.startsWith('#') ? 'it takes no comments' : 'it has no `=`';
}
