/**
 * Values for a template's parameters as deploy tools take them: `Key=Value` by blank, comma or line, also in the long
 * form `ParameterKey=Key,ParameterValue=Value` (AWS SAM developer guide, "sam deploy"; README of
 * aws-actions/aws-cloudformation-github-deploy). `null` when nothing is known, or when a part of the text is in another
 * form, such as the address of a file: then nothing is known of the other parameters either.
 */
export function parameterOverrides(text: string | null): ReadonlyMap<string, string> | null {
  if (text === null || text.length > longest) {
    return null;
  }
  const short = text.replaceAll(/ParameterKey=([A-Za-z0-9]{1,255}),ParameterValue=/g, '$1=');
  const values = new Map<string, string>();
  for (const part of short.split(/[\s,]+(?=[A-Za-z0-9]{1,255}=)/)) {
    const entry = /^([A-Za-z0-9]{1,255})=(.*)$/s.exec(part.trim());
    if (entry?.[1] === undefined || entry[2] === undefined) {
      return null;
    }
    values.set(entry[1], entry[2].replace(/^(["'])(.*)\1$/s, '$2'));
  }
  return values;
}

const longest = 100_000;
