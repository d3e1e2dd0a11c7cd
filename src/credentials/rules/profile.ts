import type { Observation, Severity } from '../../diagnoses/finding.ts';
import { defaultSetting } from '../../project-files/project-setting.ts';
import { toolNames } from '../tools/tool.ts';
import { counted, listed, observe, shown } from '../wording.ts';
import type { LintContext } from './context.ts';

/**
 * A profile that is set to nothing. A tool on botocore takes the empty text for a name and stops with ProfileNotFound,
 * whatever else is set; the JavaScript SDK passes over it. So it depends on the tool, and is never an error here. Which
 * variable is looked at first depends on the tool too, so that another variable can hide the empty one.
 */
export function emptyProfile({ facts, choices }: LintContext): readonly Observation[] {
  const empty = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_EB_PROFILE'].filter(
    (name) => facts.environment[name] === '',
  );
  const stopped = choices.filter((choice) => choice.outcome === 'stops' && choice.error.saidBy === 'env-profile-empty');
  const names = listed(stopped.map(({ tool }) => toolNames[tool]));
  return stopped.length === 0
    ? []
    : [
        observe(
          'env-profile-empty',
          'warning',
          `${listed(empty)} ${empty.length === 1 ? 'is' : 'are'} set to an empty text. ${names.charAt(0).toUpperCase()}${names.slice(1)} ${stopped.length === 1 ? 'looks' : 'look'} for a profile without a name and ${stopped.length === 1 ? 'stops' : 'stop'}; tools on the JavaScript SDK ignore it.`,
        ),
      ];
}

/**
 * A named profile that neither file defines. Certain for the profile that wins. Where keys are set beside `AWS_PROFILE`,
 * botocore and the JavaScript SDK stop all the same, but the CDK goes on with the keys: a warning. Nothing is said when
 * the files could not be read.
 */
export function missingProfile(context: LintContext): readonly Observation[] {
  const { facts, winner } = context;
  const { profiles } = facts;
  if (profiles === null) {
    return [];
  }
  const input = facts.inputs.profile.trim();
  const { AWS_PROFILE: named = '', AWS_DEFAULT_PROFILE: older = '' } = facts.environment;
  const wins = winner?.kind === 'profile' ? winner.name : null;
  const candidates: readonly (readonly [string, string, Severity])[] = [
    ['The input aws-profile', input, wins === input ? 'error' : 'notice'],
    ['AWS_PROFILE', named, wins === named && input === '' ? 'error' : 'warning'],
    ['AWS_DEFAULT_PROFILE', older, wins === older && input === '' && named === '' ? 'error' : 'warning'],
    ['AWS_EB_PROFILE', ebProfile(context), 'warning'],
  ];
  return candidates
    .filter(
      ([, name], index) =>
        name !== '' && !Object.hasOwn(profiles, name) && candidates.findIndex((other) => other[1] === name) === index,
    )
    .map(([where, name, severity]) =>
      observe(
        'file-profile-not-found',
        severity,
        `${where} names ${shown(name, facts)}, which the shared config and credentials files do not define. ${alternatives(name, context)}`,
      ),
    );
}

/** What only the EB CLI reads, where its own file does not name another one. */
function ebProfile({ facts, tools }: LintContext): string {
  const isRead =
    (tools === null || tools.includes('eb-cli')) &&
    defaultSetting(facts.projectSettings ?? [], 'eb-cli', 'profile') === null;
  return isRead ? (facts.environment['AWS_EB_PROFILE'] ?? '') : '';
}

function alternatives(name: string, { facts }: LintContext): string {
  const defined = Object.keys(facts.profiles ?? {});
  const near = defined.filter((other) => normalized(other) === normalized(name)).map((other) => shown(other, facts));
  if (near.length > 0) {
    return `They define ${listed(near)}, which differs in case, blanks, quotes or a leading "profile".`;
  }
  const shownNames = defined.slice(0, 5).map((other) => shown(other, facts));
  return defined.length === 0
    ? 'They define none.'
    : `They define ${listed(shownNames)}${defined.length > 5 ? ` and ${counted(defined.length - 5, 'other')}` : ''}.`;
}

/** Section headers are read literally, so these are different profiles to the tools and the same to a person. */
function normalized(name: string): string {
  return name
    .toLowerCase()
    .replace(/["'\s]/g, '')
    .replace(/^profile\.?/, '');
}
