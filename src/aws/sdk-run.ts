import { noResponse, toFailure, type ResponseNote } from './failure.ts';
import type { Calls } from '../report/report.ts';
import type { AwsFailure, Outcome, ResolvedCredentials } from './port.ts';
import { ResponseRecorder } from './response-note.ts';
import { clientConfig, type ClientSettings } from './settings.ts';

/** What the calls of one run share. Only the members without `readonly` change. */
export interface SdkRun {
  readonly settings: ClientSettings;
  readonly calls: { -readonly [Kind in keyof Calls]: number };
  /** Learnt from the first answer, so that what follows is not refused for a clock that has been reported already. */
  clockAheadSeconds: number;
}

/** A client's configuration, with the clock set right as far as it is known. */
export function configOf(run: SdkRun, credentials: ResolvedCredentials, region: string) {
  return { ...clientConfig(credentials, region, run.settings), systemClockOffset: -run.clockAheadSeconds * 1000 };
}

/** Sends through the SDK, and makes an outcome of whatever comes. `send` puts the recorder into its command. */
export async function outcomeOf<Answer>(
  run: SdkRun,
  send: (recorder: ResponseRecorder, options: { readonly abortSignal: AbortSignal }) => Promise<Answer>,
): Promise<Outcome<Answer> & { readonly note: ResponseNote }> {
  const recorder = new ResponseRecorder();
  const { deadline } = run.settings;
  try {
    const value = await send(recorder, { abortSignal: deadline });
    return { ok: true, value, note: recorder.note() };
  } catch (thrown) {
    const note = recorder.note();
    return { ok: false, failure: toFailure(thrown, 'call', deadline.aborted, note), note };
  }
}

/** The failure of an answer that came in AWS's place: a success by its status that holds nothing of what was asked. */
export function notFromAws(note: ResponseNote = noResponse): AwsFailure {
  return {
    kind: 'network',
    code: 'Unknown',
    message: 'The answer is not from AWS: it holds nothing of what was asked.',
    status: 200,
    requestId: note.requestId,
    host: note.host,
    clockAheadSeconds: note.clockAheadSeconds,
  };
}
