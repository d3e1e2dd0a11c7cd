import type { Observation } from '../../diagnoses/finding.ts';
import { knownPartition } from '../regions.ts';
import { observe, shown } from '../wording.ts';
import type { LintContext } from './context.ts';

/** A role of one partition and a region of another: STS of that region does not know the role. */
export function rolePartition({ facts, winner, region }: LintContext): readonly Observation[] {
  const partition = region.region === null ? null : knownPartition(region.region);
  const roles: readonly (readonly [string, string, boolean])[] = [
    ['The role to assume', facts.roleToAssume?.trim() ?? '', true],
    ['AWS_ROLE_ARN', facts.environment['AWS_ROLE_ARN'] ?? '', winner?.kind === 'web-identity'],
  ];
  return roles.flatMap(([name, arn, used]) => {
    const own = /^arn:(aws[a-z-]{0,16}):iam::/.exec(arn)?.[1];
    return own === undefined || partition === null || own === partition
      ? []
      : [
          observe(
            'region-partition-mismatch',
            used ? 'error' : 'warning',
            `${name} is in partition ${own}, and region ${shown(region.region ?? '', facts)} is in partition ${partition}.`,
          ),
        ];
  });
}
