/** What a refusal says that it refused. */
export interface Denial {
  /** `s3:PutObject`, as AWS writes it. */
  readonly action: string;
  /** ARN, name or `*`; `null` where the sentence does not go on so far. */
  readonly resource: string | null;
}

const sentence =
  /not authorized to perform:? ([a-z][a-z0-9-]{1,60}:[A-Za-z][A-Za-z0-9]{1,120}|[a-z][a-z0-9-]{1,60}:\*)/gi;
const resource = /^[^\n]{0,40}? on resource: ?(?:["'])?([^\s"',]{1,2048})/;

/** The denied action and its resource; `null` where the words name none. The SDKs join them with a colon or without. */
export function denialIn(words: string): Denial | null {
  sentence.lastIndex = 0;
  const match = sentence.exec(words);
  if (match === null) {
    return null;
  }
  const behind = words.slice(match.index + match[0].length, match.index + match[0].length + 2_200);
  const named = resource.exec(behind)?.[1]?.replace(/[.;)]+$/, '') ?? null;
  return { action: match[1] ?? '', resource: named === null || named === '' ? null : named };
}
