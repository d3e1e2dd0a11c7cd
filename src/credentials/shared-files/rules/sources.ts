import type { ProfileSource } from '../profile-source.ts';
import type { FileLintContext, Note } from './context.ts';
import { idle, sourceInRun } from './context.ts';

/**
 * Profiles that hold several sources of credentials, of which each family takes another one: botocore asks Identity
 * Center before it looks for keys, the JavaScript SDK the other way round.
 */
export function sources(context: FileLintContext): readonly Note[] {
  const { views, use, chain, named } = context;
  return [...views.javascript.profiles.values()].flatMap((section): readonly Note[] => {
    const { name, file, line } = section;
    const one = working(sourceInRun(views.botocore, name, use));
    const other = sourceInRun(views.javascript, name, use).kind;
    return one === other || words[one] === '' || words[other] === ''
      ? []
      : [
          {
            code: 'env-source-conflict',
            severity: chain.has(name) ? 'warning' : idle(context),
            file,
            line,
            say: () =>
              `The profile ${named(name)} names several sources of credentials: the AWS CLI takes ${words[one]}, JavaScript tools take ${words[other]}.`,
          },
        ];
  });
}

/** What stops botocore is said by other rules. */
function working(source: ProfileSource): ProfileSource['kind'] {
  const stops =
    (source.kind === 'static' && source.secretAccessKey === null) ||
    (source.kind === 'role' && (source.sourceProfile === null) === (source.credentialSource === null));
  return stops ? 'empty' : source.kind;
}

const words: Readonly<Record<ProfileSource['kind'], string>> = {
  static: 'its keys',
  role: 'its role',
  sso: 'its sign-in to IAM Identity Center',
  process: 'the output of its credential_process',
  'web-identity': 'its web identity token',
  login: 'its sign-in by "aws login"',
  empty: '',
  missing: '',
};
