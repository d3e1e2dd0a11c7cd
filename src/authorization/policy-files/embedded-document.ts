import { readJson } from './text/json-text.ts';

/** A policy document that is written as a text inside of another document. */
export interface EmbeddedDocument {
  /** `undefined` when the text could not be read. */
  readonly value: unknown;
  readonly repeated: readonly string[];
  readonly fault: string | null;
}

/**
 * Reads a policy document out of a text: JSON, or JSON in URL encoding, which is how IAM's API answers (API reference,
 * GetPolicyVersion: "The document is URL-encoded compliant with RFC 3986").
 */
export function embeddedDocument(text: string): EmbeddedDocument {
  const { tree, faults } = readJson(decoded(text.trimStart()));
  const [fault] = faults;
  if (tree === null || fault !== undefined) {
    const place =
      fault === undefined || tree === null ? '' : ` in line ${tree.positionAt(fault.offset).line} of the text`;
    return {
      value: undefined,
      repeated: [],
      fault: `The policy in this text is not valid JSON${place}: ${fault?.sentence ?? ''}`,
    };
  }
  const repeated = [...tree.places.values()].flatMap((place) => (place.repeated ?? []).map(({ key }) => key));
  return { value: tree.value, repeated, fault: null };
}

function decoded(text: string): string {
  if (!text.startsWith('%')) {
    return text;
  }
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
