import type { CredentialFacts } from './credentials/facts.ts';
import type { Signer } from './credentials/signer.ts';
import type { Location } from './diagnoses/finding.ts';
import type { FoundFile } from './files/found-file.ts';
import type { EventFacts } from './github/event.ts';
import type { RawInputs } from './inputs.ts';

/** Everything a run knows before it asks anybody, read once at the edge. */
export interface Facts {
  readonly inputs: RawInputs;
  readonly credentials: CredentialFacts;
  /** What the run signs with in the end; `null` when nothing is there. */
  readonly signer: Signer | null;
  /** The settings files of deployment tools that are in the workspace. */
  readonly projectFiles: readonly FoundFile[];
  readonly event: EventFacts;
  /** GitHub's own variables that a job's token speaks of; never its tokens. */
  readonly github: Readonly<Record<string, string>>;
  /** A variable of this process by its name; asked for those that a deploy step of the workflow reads. */
  readonly variable: (name: string) => string | undefined;
  /** Where this step stands in the workflow file; `null` on a terminal or when it cannot be found. */
  readonly location: Location | null;
  /** Base address of the diagnosis pages, without a slash at the end. */
  readonly docsBase: string;
}
