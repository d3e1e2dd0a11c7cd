import { plain } from '../report/plain.ts';

/** Takes one kind of secret out of a text. */
type Rule = (text: string) => string;

/** Characters of base64, of its form for addresses, and the mark that stands where an invisible one was taken out. */
const run = 'A-Za-z0-9+/=_\\uFFFD-';

const longRun = new RegExp(`[.%${run}]{40,}`, 'g');

/** What follows a hidden run: a token that was wrapped goes on there, in pieces too short to be known by themselves. */
const brokenOff = /(\[hidden, \d+ characters\])((?: [^\s"',;:()[\]{}<>]{4,200}){1,8})/g;

/** Names of fields that hold secrets, as variables, JSON keys and headers spell them. */
const secretNames =
  '(?:(?:aws[_-]?)?secret[_-]?access[_-]?keys?|(?:aws[_-]?)?access[_-]?key(?:[_-]?id)?|(?:aws[_-]?)?(?:session|security)[_-]?token|x-amz-security-token|x-api-key|api[_-]?key|client[_-]?secret|private[_-]?key|secret[_-]?key|secret[_-]?string|web[_-]?identity[_-]?token|id[_-]?token|access[_-]?token|refresh[_-]?token|auth[_-]?token|github[_-]?token|npm[_-]?token|passwords?|passwd|passphrase|pwd|authorization|cookie|set-cookie|bearer)';

/** In this order: what is known by the words before it, then what is known by its form alone. */
const rules: readonly Rule[] = [
  hide(/(-----BEGIN )[^-]{1,40}-----[^-]{0,16000}(?:-----END [^-]{1,40}-----)?/g, 'private key'),
  (text) =>
    text.replace(
      /(The (?:Canonical String|String-to-Sign)[^\n]{0,20} should have been)[\s\S]*/i,
      '$1 [canonical string]',
    ),
  hide(/(Encoded authorization failure message:? ?)(\S{1,16000})/gi, 'encoded message'),
  hide(/(Invalid header value ?)(b?(?:'[^']*'?|"[^"]*"?))/gi, 'header value'),
  hide(/(encoded with Base64\)?: ?)('[^']*'?)/gi, 'hash of the header'),
  hide(/()AWS4-(?:HMAC|ECDSA)[\w-]{0,20}[^'"\n]*/g, 'Authorization header'),
  hide(/(got )('[^']*'?)/g, 'credential scope'),
  hideScopes,
  hide(new RegExp(`(\\b(?:Bearer|Basic) +)([.:~${run}]{8,})`, 'gi'), 'authorization'),
  hide(new RegExp(`(\\bAWS )([A-Z0-9\\uFFFD]{8,}:[${run}]+)`, 'g'), 'authorization'),
  hide(
    /(X-Amz-(?:Signature|Credential|Security-Token|Algorithm|Date|Expires|SignedHeaders)=)([^&\s"'<>]{1,16000})/gi,
    'parameter',
  ),
  hide(/(:\/\/)([^\s/@"'<>]{1,4000}|[^\s/@:"'<>]{1,256}:[^\s@"'<>]{1,4000})(?=@)/g, 'user and password'),
  hide(/(https?:\/\/[^\s?"'<>`]{1,4000}\?)([^\s"'<>`]{1,16000})/gi, 'query'),
  hide(
    new RegExp(`((?<![A-Za-z])${secretNames}\\\\?["']?\\s{0,3}[:=]\\s{0,3}\\\\?)("[^"]*"?|'[^']*'?)`, 'gi'),
    'value',
  ),
  hide(new RegExp(`((?<![A-Za-z])${secretNames}["']?\\s{0,3}[:=]\\s{0,3})([^\\s"',;&)\\]}]{1,16000})`, 'gi'), 'value'),
  hide(
    /((?:^|[\s,;&?{(])[\w.-]{0,60}(?:secret|token|password|passwd|credential|signature)[\w.-]{0,20}=)(?![[({$])([^\s"',;&)\]}]{1,16000})/gi,
    'value',
  ),
  hide(/()(?<![\w+/=.-])eyJ[\w-]{8,}(?:\.[\w-]*){1,2}(?![\w+/=-])/g, 'web token'),
  hide(/()(?<![\w+/=-])(?:gh[pousr]_|github_pat_|glpat-|xox[abpors]-|npm_|ABSK)[\w-]{16,}={0,2}(?![\w+/=-])/g, 'token'),
  (text) => text.replace(longRun, hideRun).replace(brokenOff, hideRest),
  hide(/()(?:AKIA|ASIA|ABIA|ACCA|A3T[A-Z0-9])[A-Z0-9\uFFFD]{4,}/g, 'access key id'),
];

/**
 * A foreign text on one line in which no control character and nothing is left that has the form of a secret: each is
 * replaced by its kind and length. ARNs, account ids, names of actions, regions and hosts stay. It errs on the side of
 * hiding: a long name that looks random is hidden too.
 */
export function scrub(text: string): string {
  const { masked, arns } = setArnsAside(plain(text));
  const clean = rules.reduce((rest, rule) => rule(rest), masked);
  return clean.replace(arnMark, (_, index: string) => arns[Number(index)] ?? '');
}

/** Keeps the first group and puts the kind and length of the rest in place of it. */
function hide(pattern: RegExp, kind: string): Rule {
  return (text) =>
    text.replace(pattern, (match: string, head: string) => {
      const rest = match.slice(head.length);
      return isHarmless(rest) ? match : `${head}${note(kind, rest.length)}`;
    });
}

/** `AKIA.../20260101/us-east-1/sts/aws4_request` holds the key id, or the secret key where the two were swapped. */
function hideScopes(text: string): string {
  const tail = '/aws4_request';
  let result = '';
  let from = 0;
  for (let at = text.indexOf(tail); at !== -1; at = text.indexOf(tail, from)) {
    let start = at;
    while (start > from && !/[\s'"=,]/.test(text.charAt(start - 1))) start -= 1;
    const end = at + tail.length;
    result += text.slice(from, start) + note('credential scope', end - start);
    from = end;
  }
  return result + text.slice(from);
}

function note(kind: string, length: number): string {
  return `[${kind}, ${length} characters]`;
}

/** What the runner has masked already, what is not filled in, and what this function put there itself. */
function isHarmless(value: string): boolean {
  const bare = value.replace(/^["']|["']$/g, '');
  return (
    bare === '' ||
    /^\*{3,}$/.test(bare) ||
    /^\[[a-z ]{3,30},?$/i.test(bare) ||
    /^(?:null|undefined|None|true|false)$/.test(bare)
  );
}

const arn =
  /\barn:aws[a-z-]{0,20}:[a-z0-9-]{1,40}:[a-z0-9-]{0,40}:(?:\d{12}|\*{3}|[A-Za-z]{3,12}|[xX]{3,12}|)?:[^\s"'<>,;()[\]{}|]{1,1024}/g;
const arnMark = /\uE000(\d{1,4})\uE001/g;

/** ARNs are taken out while the rest is searched, because their long names look like secrets. */
function setArnsAside(text: string): { readonly masked: string; readonly arns: readonly string[] } {
  const arns: string[] = [];
  const masked = text.replace(/[\uE000\uE001]/g, '\uFFFD').replace(arn, (match) => {
    arns.push(cleanArn(match));
    return `\uE000${arns.length - 1}\uE001`;
  });
  return { masked, arns };
}

/** The person behind a Learner Lab session is nobody's business, and a key id has no place in an ARN. */
function cleanArn(match: string): string {
  return match
    .replace(/(assumed-role\/voclabs\/user\d{1,12}=).*$/, '$1***')
    .replace(/(?:AKIA|ASIA|ABIA|ACCA|A3T[A-Z0-9])[A-Z0-9\uFFFD]{4,}/g, (id) => note('access key id', id.length))
    .replace(/\beyJ[\w-]{8,}(?:\.[\w-]*){1,2}/g, (token) => note('web token', token.length))
    .replace(/[A-Za-z0-9+=\uFFFD]{40,}/g, (part) => (isRandom(part) ? note('hidden', part.length) : part));
}

/**
 * Long runs: forty characters of base64 are a secret key, more are a token or a signature. Paths and names, whose parts
 * are words, stay.
 */
function hideRun(match: string): string {
  if (/^[a-z0-9./_%-]*$/.test(match) && match.includes('/') && !/[0-9a-f]{32,}/.test(match)) {
    return match;
  }
  const words = match.split(/[-_./]/);
  const isName = words.length >= 3 && !/[+=%\uFFFD]/.test(match) && words.every(isWord);
  return isName ? match : note('hidden', match.length);
}

function hideRest(_match: string, note: string, rest: string): string {
  const pieces = rest.slice(1).split(' ');
  const end = pieces.findIndex(
    (piece) => !/\d/.test(piece) || !/[A-Za-z]/.test(piece) || /^[a-z]+\d{1,4}$/.test(piece),
  );
  const kept = end === -1 ? [] : pieces.slice(end);
  return [note, ...kept].join(' ');
}

/** A part of a name: lower case, capitals at the beginnings of words only, or a number; random letters mix them. */
function isWord(part: string): boolean {
  const capitals = part.replace(/[^A-Z]/g, '').length;
  return (
    /^(?:[a-z]*|[A-Z]{2,12}|\d{1,12}|v\d{1,4}|[a-z]{2,20}\d{1,4})$/.test(part) ||
    (/^[A-Za-z]{3,48}$/.test(part) && capitals <= Math.ceil(part.length / 4))
  );
}

function isRandom(part: string): boolean {
  return /[a-z]/.test(part) && /[A-Z]/.test(part) && /\d/.test(part);
}
