import type { Reader } from '../reading.ts';
import { notes, refused, skip } from '../reading.ts';
import { goSpace } from './go-text.ts';

/** A scanner of Go refuses longer lines: `bufio.MaxScanTokenSize`, in bytes and with the line end. */
const longestLine = 64 * 1024;

/**
 * `docker run --env-file`: everything behind the `=` is the value. A name without `=` is looked up in the environment.
 * Source: docker/cli, pkg/kvfile; measured with 28.2.
 */
export const readDocker: Reader = (text) => {
  const { variables, done } = notes();
  for (const [index, whole] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    const raw = whole.endsWith('\r') ? whole.slice(0, -1) : whole;
    const line = index + 1;
    if (raw.length >= longestLine / 4 && Buffer.byteLength(whole) >= longestLine) {
      return refused(line, 'it is longer than 64 KiB');
    }
    const start = skip(raw, 0, goSpace);
    if (start === raw.length || raw[start] === '#') {
      continue;
    }
    const sign = raw.indexOf('=', start);
    const name = raw.slice(start, sign === -1 ? raw.length : sign);
    if (name === '') {
      return refused(line, 'there is no name before its `=`');
    }
    if (/[ \t]/.test(name)) {
      return refused(line, 'there is a blank in the name of the variable');
    }
    if (sign !== -1) {
      variables.set(name, { value: raw.slice(sign + 1), line });
    }
  }
  return done();
};
