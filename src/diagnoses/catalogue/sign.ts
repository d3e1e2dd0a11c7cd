import type { AwsFailure } from '../../aws/port.ts';
import type { DiagnosisCode } from './index.ts';

/** Who was asked, with what: it decides between causes that share one sentence of AWS's. */
export interface About {
  /** Service in lower case, as in host names: `sts`, `iam`, `lambda`. */
  readonly service: string;
  /** `null` when there is no key yet, because the failure came from its source. */
  readonly accessKeyPrefix: 'AKIA' | 'ASIA' | 'other' | null;
  readonly region: string | null;
  /** True when the credentials come from a web identity token, so that a refusal may be one of the token. */
  readonly webIdentity: boolean;
  /** The API operation as AWS writes it, `GetRoleCredentials`, where it is known. */
  readonly operation?: string | null;
}

/** A failure made ready for the signs: the code without ornaments, the text in lower case and of bounded length. */
export interface Sample {
  readonly failure: AwsFailure;
  readonly about: About;
  readonly code: string;
  readonly text: string;
}

/**
 * What a diagnosis is recognised by. It fits when every part that is given fits. Plain words are looked for, not
 * patterns: the text is foreign, may be long and may be hostile.
 */
export interface Sign {
  readonly diagnosis: DiagnosisCode;
  /** Without namespace and `Exception`; one of them is enough. */
  readonly codes?: readonly string[];
  /** In lower case; one of them is enough. */
  readonly text?: readonly string[];
  readonly when?: (sample: Sample) => boolean;
}

/** AWS says what is wrong at the beginning of its text; what comes later is encoded or foreign. */
const textLimit = 32_768;

export function toSample(failure: AwsFailure, about: About): Sample {
  return { failure, about, code: bareCode(failure.code), text: failure.message.slice(0, textLimit).toLowerCase() };
}

/** The diagnosis of the first sign that fits, `null` when none does. */
export function recognise(signs: readonly Sign[], sample: Sample): DiagnosisCode | null {
  return signs.find((sign) => fits(sign, sample))?.diagnosis ?? null;
}

function fits(sign: Sign, sample: Sample): boolean {
  return (
    (sign.codes?.includes(sample.code) ?? true) &&
    (sign.text?.some((words) => sample.text.includes(words)) ?? true) &&
    (sign.when?.(sample) ?? true)
  );
}

/** The port has taken most ornaments off; EC2's `Client.` is left, and other callers may bring the rest. */
function bareCode(code: string): string {
  const name = code.slice(code.lastIndexOf('#') + 1).split(':', 1)[0] ?? '';
  const origin = name.startsWith('Client.') || name.startsWith('Server.') ? name.slice('Client.'.length) : name;
  return origin.endsWith('Exception') && origin !== 'Exception' ? origin.slice(0, -'Exception'.length) : origin;
}
