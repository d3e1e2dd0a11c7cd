import { meantVariable } from '../../credentials/near-names.ts';
import { judgeRegion } from '../../credentials/region-name.ts';
import type { Observation } from '../../diagnoses/finding.ts';
import type { AwsAssignment, EnvFile } from '../env-file.ts';
import { observed } from '../env-file.ts';
import { shownName } from '../relevance.ts';
import { isReference } from './dialects.ts';

/** Names that the tools do not read, where a prefix does not show that the program itself reads them. */
export function wrongNames(file: EnvFile): readonly Observation[] {
  return file.effective.flatMap((assignment) => {
    const { name, line, meant, relevance } = assignment;
    const wanted = relevance.prefix === '' ? meantVariable(name) : null;
    if (wanted === null || meant === '') {
      return [];
    }
    const right = file.effective.find((other) => other.name === wanted)?.meant ?? '';
    if (right !== '' && (right === meant || name.startsWith(wanted))) {
      return [];
    }
    const detail = sentences.get(name) ?? `${shownName(name)} (line ${line}) is set, but the tools read ${wanted}.`;
    return [observed(file, 'env-wrong-names', right === '' ? 'warning' : 'notice', assignment, detail)];
  });
}

const sentences: ReadonlyMap<string, string> = new Map([
  [
    'AWS_SECURITY_TOKEN',
    'AWS_SECURITY_TOKEN is read by tools on botocore (AWS CLI, SAM, EB CLI), before AWS_SESSION_TOKEN; tools on the JavaScript SDK (CDK, Amplify) read AWS_SESSION_TOKEN only.',
  ],
  [
    'AWS_DEFAULT_PROFILE',
    'AWS_DEFAULT_PROFILE is read by the AWS CLI, SAM, boto3 and the CDK; the JavaScript SDK itself reads AWS_PROFILE only.',
  ],
]);

/** An empty profile, and a region that is none. */
export function otherSettings(file: EnvFile): readonly Observation[] {
  return file.effective.flatMap((assignment) => {
    const { stands, prefix } = assignment.relevance;
    if (stands === 'AWS_PROFILE') {
      return assignment.meant === '' && prefix === '' ? [emptyProfile(file, assignment)] : [];
    }
    return stands === 'AWS_REGION' || stands === 'AWS_DEFAULT_REGION' ? badRegion(file, assignment) : [];
  });
}

function emptyProfile(file: EnvFile, assignment: AwsAssignment): Observation {
  return observed(
    file,
    'env-profile-empty',
    'warning',
    assignment,
    `${shownName(assignment.name)} (line ${assignment.line}) is empty, which is not the same as not set: the AWS CLI and boto3 look for a profile without a name.`,
  );
}

/** The name of the region itself is never shown: it may be a secret in the wrong place. */
function badRegion(file: EnvFile, assignment: AwsAssignment): readonly Observation[] {
  const { name, line, meant } = assignment;
  const judgement = meant === '' || isReference(meant) ? null : judgeRegion(meant);
  if (judgement === null || (file.isTemplate && /^<|^your/i.test(meant))) {
    return [];
  }
  const suggestion =
    judgement.suggestion === null
      ? ''
      : ` ${judgement.code === 'region-malformed' ? 'The region is probably' : 'The nearest name is'} ${judgement.suggestion}.`;
  return [
    observed(
      file,
      judgement.code,
      'warning',
      assignment,
      `${shownName(name)} (line ${line}) is not right (${meant.length} characters): ${judgement.what}.${suggestion}`,
    ),
  ];
}
