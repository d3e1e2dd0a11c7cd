import { keyIdClass } from '../../access-key-id.ts';
import { flawOf } from '../../flaws/flaw.ts';
import { looksLikeKeyId, shapes } from '../../flaws/shapes.ts';
import type { Field } from '../../value.ts';
import type { StaticSource } from '../profile-source.ts';
import type { FileValue, FileValues, SharedView } from '../shared-files.ts';
import type { FileLintContext } from './context.ts';
import { sourceInRun } from './context.ts';
import type { Fault } from './per-profile.ts';
import { otherFamily } from './words.ts';

/** What is wrong with the keys of a profile, as the family of the view would sign with them. */
export function keys(view: SharedView, name: string, context: FileLintContext): readonly Fault[] {
  const source = sourceInRun(view, name, context.use);
  const whose = (): string => `of the profile ${context.named(name)}`;
  if (source.kind !== 'static' || source.secretAccessKey === null) {
    return ['static', 'empty', 'missing'].includes(source.kind) ? incomplete(view, name, whose, context) : [];
  }
  const empty = [source.accessKeyId, source.secretAccessKey].filter(({ value }) => value === '');
  if (empty.length > 0) {
    return empty.map((at) => emptyKey(at, at === source.accessKeyId ? settings[0] : settings[1], whose));
  }
  const swap = swapped(source, whose);
  return [
    ...(swap === null ? [] : [swap]),
    ...flaws(source, swap !== null, whose, context),
    ...tokenFit(source, view, name, whose, context),
  ];
}

const settings = ['aws_access_key_id', 'aws_secret_access_key'] as const;

/** One half of the pair. Where the other family reads the other half, the rule about lines has said why this one does not. */
function incomplete(view: SharedView, name: string, whose: () => string, context: FileLintContext): readonly Fault[] {
  const own: FileValues = view.profiles.get(name)?.values ?? new Map<string, FileValue>();
  const other = context.views[otherFamily[view.family]].profiles.get(name)?.values;
  const empty = settings.flatMap((setting) => {
    const at = own.get(setting) ?? other?.get(setting);
    return at?.value === '' ? [emptyKey(at, setting, whose)] : [];
  });
  const there = settings.find((setting) => own.has(setting));
  const lacking = settings.find((setting) => !own.has(setting));
  const at = there === undefined ? undefined : own.get(there);
  if (empty.length > 0 || there === undefined || at === undefined) {
    return empty;
  }
  if (lacking === undefined) {
    const say = (): string =>
      `The two keys ${whose()} stand in different files. The AWS CLI takes both out of one file and stops with PartialCredentialsError; JavaScript tools put them together.`;
    return [{ code: 'env-partial-pair', at: place(at), severity: 'error', say }];
  }
  return other?.has(lacking) === true
    ? []
    : [
        {
          code: 'env-partial-pair',
          at: place(at),
          severity: 'error',
          say: () => `${there} ${whose()} is there, and ${lacking} is not.`,
        },
      ];
}

function emptyKey(at: FileValue, setting: string, whose: () => string): Fault {
  return {
    code: 'env-secret-empty',
    at: place(at),
    severity: 'error',
    say: () => `${setting} ${whose()} has no value.`,
  };
}

function swapped({ accessKeyId, secretAccessKey }: StaticSource, whose: () => string): Fault | null {
  return secretAccessKey !== null &&
    shapes.secretAccessKey.test(accessKeyId.value) &&
    looksLikeKeyId.test(secretAccessKey.value)
    ? {
        code: 'env-swapped',
        at: place(accessKeyId),
        severity: 'error',
        say: () =>
          `aws_access_key_id and aws_secret_access_key ${whose()} hold each other's value: the first has the shape of a secret access key, the second that of an access key id.`,
      }
    : null;
}

function flaws(
  source: StaticSource,
  tokenOnly: boolean,
  whose: () => string,
  { use }: FileLintContext,
): readonly Fault[] {
  const values: readonly (readonly [Field, string, FileValue | null])[] = [
    ['accessKeyId', 'aws_access_key_id', tokenOnly ? null : source.accessKeyId],
    ['secretAccessKey', 'aws_secret_access_key', tokenOnly ? null : source.secretAccessKey],
    ['sessionToken', 'aws_session_token', source.sessionToken],
  ];
  return values.flatMap(([field, setting, at]) => {
    if (at === null || at.value === '') {
      return [];
    }
    const { value } = at;
    const flaw = flawOf({ field, origin: 'environment', name: setting, raw: value, text: value, used: true });
    if (flaw === null) {
      return [];
    }
    const certain = flaw.severity === 'error' && !(use.standIn && flaw.standInAccepts === true);
    const severity = flaw.severity === 'error' && !certain ? 'warning' : flaw.severity;
    return [{ code: flaw.code, at: place(at), severity, say: () => `${setting} ${whose()} ${flaw.what}` }];
  });
}

/** A temporary key needs its token, and a long-term one must come without. Documentation keys need neither. */
function tokenFit(
  { accessKeyId, sessionToken }: StaticSource,
  view: SharedView,
  name: string,
  whose: () => string,
  context: FileLintContext,
): readonly Fault[] {
  const { value } = accessKeyId;
  const kind = keyIdClass(value);
  const isKey = flawOf({ field: 'accessKeyId', origin: 'environment', name: '', raw: value, text: value, used: true });
  if (kind === 'other' || isKey?.code === 'env-placeholder') {
    return [];
  }
  const token = sessionToken !== null && sessionToken.value !== '';
  if (kind === 'AKIA') {
    const say = (): string =>
      `aws_access_key_id ${whose()} is a long-term key (AKIA), and a session token of ${sessionToken?.value.length ?? 0} characters goes with it; AWS refuses the two together.`;
    return token ? [{ code: 'env-akia-with-token', at: place(sessionToken), severity: 'error', say }] : [];
  }
  if (token) {
    return [];
  }
  const other = context.views[otherFamily[view.family]].profiles.get(name)?.values;
  if (view.family === 'javascript' && (other?.get('aws_security_token') ?? other?.get('aws_session_token'))?.value) {
    return [];
  }
  const elsewhere = view.profiles.get(name)?.values.get('aws_session_token')?.value;
  const how = elsewhere ? 'in another file than the key, where the AWS CLI does not look' : 'not there';
  const say = (): string =>
    `aws_access_key_id ${whose()} is a temporary key (ASIA), and its aws_session_token is ${sessionToken === null && other?.get('aws_session_token')?.value !== '' ? how : 'empty'}.`;
  return [{ code: 'env-asia-no-token', at: place(accessKeyId), severity: 'error', say }];
}

function place({ file, line }: FileValue): Fault['at'] {
  return { file, line };
}
