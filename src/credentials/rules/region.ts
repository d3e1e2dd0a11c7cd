import type { Observation, Severity } from '../../diagnoses/finding.ts';
import { meantVariable } from '../near-names.ts';
import type { CredentialFacts } from '../facts.ts';
import { judgeRegion } from '../region-name.ts';
import { toolNames } from '../tools/tool.ts';
import { listed, observe, shown } from '../wording.ts';
import type { LintContext } from './context.ts';

/**
 * The region: missing, read by half of the tools, or no region at all. The one that wins weighs fully; another that
 * some tool reads is a warning.
 */
export function regionFlaws(context: LintContext): readonly Observation[] {
  return [
    ...missingRegion(context),
    ...withoutRegion(context),
    ...namedRegions(context).flatMap((named) => badRegion(named, context.facts)),
  ];
}

/**
 * Two variables of different regions: neither is wrong, but not every tool reads both, or reads them in one order. Said
 * where tools differ; a value that is no region at all has a finding of its own.
 */
export function regionConflict({ facts, region, choices }: LintContext): readonly Observation[] {
  const { AWS_REGION: newer = '', AWS_DEFAULT_REGION: older = '' } = facts.environment;
  const isMalformed = [newer, older].some((value) => judgeRegion(value)?.code === 'region-malformed');
  if (newer === '' || older === '' || newer === older || isMalformed) {
    return [];
  }
  const readers = (name: string): string =>
    listed(choices.filter((choice) => choice.region.from === name).map(({ tool }) => toolNames[tool]));
  const parts = ['AWS_REGION', 'AWS_DEFAULT_REGION'].flatMap((name) => {
    const names = readers(name);
    return names === '' ? [] : [`${name} counts for ${names}`];
  });
  if (parts.length < 2) {
    return [];
  }
  return [
    observe(
      'region-conflict',
      'warning',
      `AWS_REGION is ${shown(newer, facts)} and AWS_DEFAULT_REGION is ${shown(older, facts)}. ${parts.join('; ')}. This check asks in ${shown(region.region ?? '', facts)}.`,
    ),
  ];
}

/** The deployment's usual tools that read `AWS_DEFAULT_REGION` only, where that is not set. Another tool may deploy. */
function withoutRegion({ region, tools, choices }: LintContext): readonly Observation[] {
  const own = tools === null || region.source !== 'AWS_REGION' ? [] : choices;
  const stuck = own.filter(
    ({ tool, region: read, outcome }) =>
      (tool === 'sam-cli' || tool === 'eb-cli') && outcome === 'source' && read.region === null,
  );
  return stuck.length === 0
    ? []
    : [
        observe(
          'region-missing',
          'notice',
          `Only AWS_REGION is set, which ${listed(stuck.map(({ tool }) => toolNames[tool]))} ${stuck.length === 1 ? 'does' : 'do'} not read: set AWS_DEFAULT_REGION too, or pass --region.`,
        ),
      ];
}

function missingRegion({ facts, region }: LintContext): readonly Observation[] {
  const misnamed = Object.keys(facts.environment)
    .filter((name) => facts.environment[name] !== '' && meantVariable(name) === 'AWS_REGION')
    .sort();
  const hint =
    misnamed.length === 0
      ? ''
      : ` ${listed(misnamed)} ${misnamed.length === 1 ? 'is' : 'are'} set, but the tools read AWS_REGION.`;
  if (region.source === 'AWS_DEFAULT_REGION') {
    return [
      observe(
        'region-missing',
        'warning',
        `Only AWS_DEFAULT_REGION is set. The AWS CLI, SAM, boto3 and the CDK read it; the JavaScript SDK v3, which scripts and other tools deploy with, does not and stops for want of a region.${hint}`,
      ),
    ];
  }
  return region.region !== null
    ? []
    : [
        observe(
          'region-missing',
          'error',
          `Neither the input aws-region nor AWS_REGION, AWS_DEFAULT_REGION or a profile names a region.${hint}`,
        ),
      ];
}

/** One place, or several of the same value, that name a region. */
interface NamedRegion {
  readonly where: string;
  readonly value: string;
  readonly wins: boolean;
}

function namedRegions({ facts, region }: LintContext): readonly NamedRegion[] {
  const { AWS_REGION: first = '', AWS_DEFAULT_REGION: second = '' } = facts.environment;
  // Where the files themselves were read, their own lint says it with its line.
  const ofProfile = region.source === 'profile' && facts.sharedFiles === undefined ? (region.region ?? '') : '';
  const places: readonly NamedRegion[] = [
    { where: 'The input aws-region', value: facts.inputs.region.trim(), wins: region.source === 'input' },
    { where: 'AWS_REGION', value: first, wins: region.source === 'AWS_REGION' },
    { where: 'AWS_DEFAULT_REGION', value: second, wins: region.source === 'AWS_DEFAULT_REGION' },
    { where: 'The region of the profile', value: ofProfile, wins: true },
  ];
  return places.filter(
    (place, index) => place.value !== '' && places.findIndex((other) => other.value === place.value) === index,
  );
}

function badRegion({ where, value, wins }: NamedRegion, facts: CredentialFacts): readonly Observation[] {
  const judgement = judgeRegion(value);
  if (judgement === null) {
    return [];
  }
  const severity: Severity = judgement.certain && wins ? 'error' : 'warning';
  const suggestion =
    judgement.suggestion === null
      ? ''
      : ` ${judgement.code === 'region-malformed' ? 'The region is probably' : 'The nearest name is'} ${judgement.suggestion}.`;
  return [observe(judgement.code, severity, `${where} is ${shown(value, facts)}: ${judgement.what}.${suggestion}`)];
}
