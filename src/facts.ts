import type { CredentialFacts } from './credentials/facts.ts';
import type { Location } from './diagnoses/finding.ts';
import type { EventFacts } from './github/event.ts';
import type { RawInputs } from './inputs.ts';

/** Everything a run knows before it asks anybody, read once at the edge. */
export interface Facts {
  readonly inputs: RawInputs;
  readonly credentials: CredentialFacts;
  readonly event: EventFacts;
  /** Where this step stands in the workflow file; `null` on a terminal or when it cannot be found. */
  readonly location: Location | null;
  /** Base address of the diagnosis pages, without a slash at the end. */
  readonly docsBase: string;
}
