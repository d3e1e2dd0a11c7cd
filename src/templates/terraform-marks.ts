/** Attributes with their marks: `true` in the place of a value, or of a part of it (Terraform, "JSON Output Format"). */
export interface Marked {
  readonly value: unknown;
  /** What is known only after the plan is applied. */
  readonly unknown: unknown;
  /** What Terraform hides, and no text of ours may hold. */
  readonly sensitive: unknown;
}

/** No resource of the AWS provider is nested as deeply; what is, counts as marked and as different. */
const deepest = 60;

/** Whether a value, or any part of it, is marked. */
export function hasMark(marks: unknown, depth = 0): boolean {
  if (marks === true || depth > deepest) {
    return true;
  }
  return typeof marks === 'object' && marks !== null && Object.values(marks).some((part) => hasMark(part, depth + 1));
}

/** Whether two JSON values are equal, whatever the order of their keys. */
export function isSame(one: unknown, other: unknown, depth = 0): boolean {
  if (one === other) {
    return true;
  }
  if (!isNested(one) || !isNested(other) || Array.isArray(one) !== Array.isArray(other) || depth > deepest) {
    return false;
  }
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key], depth + 1))
  );
}

function isNested(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
