/** Amplify keeps letters and digits of a branch's name, at most 50 (aws-amplify/amplify-backend, backend_identifier_conversions.ts). */
export function amplifyStackPart(value: string): string | null {
  return value.replace(/[^A-Za-z0-9*]/g, '').slice(0, 50) || null;
}
