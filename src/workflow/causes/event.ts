import { inContext, listed } from '../wording.ts';
import { distinct, hangingOn, isSure, someSecretArrived, type Case, type Cause } from './case.ts';

/** Runs that get no secrets, or others, whatever the files say. */
export function eventCauses(found: Case): readonly Cause[] {
  return [...forkPullRequest(found), ...dependabot(found), ...forkedRepository(found)];
}

/**
 * No secrets but GITHUB_TOKEN, and no configuration variables, go to a pull request from a fork. Private and internal
 * repositories have a setting that sends them (GitHub docs, "Events that trigger workflows", forks; "Managing GitHub
 * Actions settings for a repository").
 */
function forkPullRequest(found: Case): readonly Cause[] {
  const { event } = found;
  const explains = fromGitHub(found);
  if (!event.forkPullRequest || explains.length === 0 || someSecretArrived(found)) {
    return [];
  }
  const mayBeSent = event.visibility === 'private' || event.visibility === 'internal';
  const setting = mayBeSent ? ' unless the settings of this private repository send them' : '';
  return [
    {
      sentence: `A pull request from a fork started this run, and GitHub passes no secrets but GITHUB_TOKEN and no configuration variables to it${setting}.`,
      established: isSure(found) && !mayBeSent,
      weight: 100,
      at: null,
      explains,
    },
  ];
}

/** GitHub docs, "Troubleshooting Dependabot on GitHub Actions". */
function dependabot(found: Case): readonly Cause[] {
  const { event, names, located } = found;
  const hanging = hangingOn(found.empty, 'secret').filter(({ origin }) => origin.certain);
  const explains = located.kind === 'found' ? distinct(hanging.map(({ name }) => name)) : names;
  if (!event.dependabot || explains.length === 0) {
    return [];
  }
  const again =
    event.triggeringActor !== '' && event.triggeringActor !== event.actor
      ? ' That somebody else has run it again changes nothing.'
      : '';
  const secrets = distinct(hanging.map(({ origin }) => inContext('secrets', origin.name)));
  const store = secrets.length === 0 ? 'the secrets' : listed(secrets);
  const sentence =
    event.name === 'pull_request_target'
      ? 'Dependabot opened the pull request, and for pull_request_target GitHub passes no secrets to such a run.'
      : `Dependabot started this run, so GitHub fills secrets from the Dependabot secrets and not from the Actions secrets, and ${store} ${secrets.length === 1 ? 'is' : 'are'} not among those.`;
  return [{ sentence: `${sentence}${again}`, established: isSure(found), weight: 99, at: null, explains }];
}

/** A fork has secrets of its own; those of the original stay there. */
function forkedRepository(found: Case): readonly Cause[] {
  const { event } = found;
  const explains = fromGitHub(found);
  return event.repositoryIsFork && !event.forkPullRequest && explains.length > 0 && !someSecretArrived(found)
    ? [
        {
          sentence:
            'This repository is a fork, and the secrets and variables of the repository that it was forked from are not copied: it needs its own.',
          established: false,
          weight: 80,
          at: null,
          explains,
        },
      ]
    : [];
}

/** What comes from secrets or configuration variables; everything, when the files do not tell. */
function fromGitHub(found: Case): readonly string[] {
  if (found.located.kind !== 'found') {
    return found.names;
  }
  const hanging = [
    ...hangingOn(found.empty, 'secret'),
    ...hangingOn(found.empty, 'unpassed-secret'),
    ...hangingOn(found.empty, 'variable'),
  ];
  return distinct(hanging.filter(({ origin }) => origin.certain).map(({ name }) => name));
}
