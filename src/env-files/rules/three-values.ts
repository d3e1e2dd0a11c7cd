import { keyIdClass } from '../../credentials/access-key-id.ts';
import { looksLikeKeyId, shapes } from '../../credentials/flaws/shapes.ts';
import { variableNames } from '../../credentials/value.ts';
import type { Observation } from '../../diagnoses/finding.ts';
import type { EnvFile } from '../env-file.ts';
import { observed } from '../env-file.ts';
import { shownName } from '../relevance.ts';
import type { KeySet } from './key-set.ts';
import { at, isFillIn } from './key-set.ts';

/** A key id and a secret access key in each other's place; `null` when they are not. */
export function swapped(file: EnvFile, set: KeySet): Observation | null {
  const id = set.get('accessKeyId');
  const secret = set.get('secretAccessKey');
  if (id === undefined || secret === undefined) {
    return null;
  }
  return shapes.secretAccessKey.test(id.meant.trim()) && looksLikeKeyId.test(secret.meant.trim())
    ? observed(
        file,
        'env-swapped',
        'warning',
        id,
        `${at(id)} and ${at(secret)} hold each other's value: the first has the shape of a secret access key, the second that of an access key id.`,
      )
    : null;
}

/** One half of the pair without the other, and names without a value. */
export function pairing(file: EnvFile, set: KeySet): readonly Observation[] {
  const id = set.get('accessKeyId');
  const secret = set.get('secretAccessKey');
  const there = [id, secret].find((half) => half !== undefined && half.meant !== '');
  const missing = [id, secret].find((half) => half === undefined || half.meant === '');
  if (file.isTemplate || (id === undefined && secret === undefined)) {
    return [];
  }
  if (there === undefined) {
    const empty = id ?? secret;
    return empty === undefined
      ? []
      : [
          observed(
            file,
            'env-secret-empty',
            'notice',
            empty,
            `${at(empty)} has no value. Loaders that put the file over the environment, such as a shell, blank what is set there.`,
          ),
        ];
  }
  if (id !== undefined && secret !== undefined && id.meant !== '' && secret.meant !== '') {
    return [];
  }
  const other = there === id ? 'secretAccessKey' : 'accessKeyId';
  const name = `${there.relevance.prefix}${variableNames[other]}`;
  const where = missing === undefined ? 'is not in this file' : `${at(missing)} is empty`;
  return [
    observed(
      file,
      'env-partial-pair',
      'warning',
      there,
      `${at(there)} is set, and ${missing === undefined ? `${shownName(name)} ${where}` : where}.`,
    ),
  ];
}

/** A temporary key (ASIA) needs its token, a long-term key (AKIA) must come without one. */
export function tokenFit(file: EnvFile, set: KeySet): readonly Observation[] {
  const id = set.get('accessKeyId');
  const token = set.get('sessionToken');
  if (id === undefined || (set.get('secretAccessKey')?.meant ?? '') === '' || isFillIn('accessKeyId', id)) {
    return [];
  }
  const kind = keyIdClass(id.meant);
  if (kind === 'AKIA' && token !== undefined && token.meant !== '') {
    return [
      observed(
        file,
        'env-akia-with-token',
        'warning',
        token,
        `${at(id)} is a long-term key (AKIA), and ${at(token)} goes with it (${token.meant.length} characters); AWS refuses the two together.`,
      ),
    ];
  }
  const name = `${id.relevance.prefix}${variableNames.sessionToken}`;
  return kind === 'ASIA' && (token === undefined || token.meant === '')
    ? [
        observed(
          file,
          'env-asia-no-token',
          'warning',
          id,
          `${at(id)} is a temporary key (ASIA), and ${shownName(name)} ${token === undefined ? 'is not in this file' : 'is empty'}.`,
        ),
      ]
    : [];
}
