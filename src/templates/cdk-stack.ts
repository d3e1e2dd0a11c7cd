import { type Cursor, isRecord } from '../authorization/policy-files/text/cursor.ts';
import type { Place } from '../requirements/placeholder.ts';
import { cdkPlace, cdkRole, withPlace } from './cdk-environment.ts';
import { memberAt, memberOf, textOf } from './json-member.ts';

/** A role of the bootstrap, and whether the CLI puts tags on its session. */
export interface CdkRole {
  readonly arn: string;
  readonly hasTags: boolean;
}

/** One `aws:cloudformation:stack` of an assembly (aws-cdk-cli, cloud-assembly-schema, artifact-schema.ts). */
export interface CdkStackArtifact {
  readonly id: string;
  readonly name: string;
  readonly place: Place;
  /** Relative to the assembly's folder. */
  readonly templateFile: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** `null` when the CLI deploys with its own credentials. */
  readonly deployRole: CdkRole | null;
  /** `null` when CloudFormation works with the credentials of whoever deploys. */
  readonly executionRole: string | null;
  readonly lookupRole: CdkRole | null;
  /** The parameter with the version of the bootstrap, where the stack asks for one. */
  readonly versionParameter: string | null;
  /** Ids of the artifacts that are deployed before it. */
  readonly dependencies: readonly string[];
  /** Whether it has assets that the CLI uploads to the bucket of the old bootstrap. */
  readonly hasLegacyAssets: boolean;
  readonly offset: number;
}

/** `null` for a stack that cannot be read: no name, or a role or a file of a form that the CDK does not write. */
export function cdkStack(id: string, artifact: Cursor, run: Place): CdkStackArtifact | null {
  const { value } = artifact;
  const properties = memberOf(value, 'properties');
  const name = textOf(properties, 'stackName') ?? id;
  const templateFile = textOf(properties, 'templateFile');
  const place = cdkPlace(textOf(value, 'environment') ?? '', run);
  if (!/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(name) || templateFile === null) {
    return null;
  }
  const parameters = memberOf(properties, 'parameters');
  const version = textOf(properties, 'bootstrapStackVersionSsmParameter');
  return {
    id,
    name,
    place,
    templateFile,
    parameters: new Map(
      Object.entries(isRecord(parameters) ? parameters : {}).flatMap(([key, text]) =>
        typeof text === 'string' ? [[key, withPlace(text, place)] as const] : [],
      ),
    ),
    deployRole: roleOf(properties, 'assumeRoleArn', place),
    executionRole: cdkRole(memberOf(properties, 'cloudFormationExecutionRoleArn'), place),
    lookupRole: roleOf(memberOf(properties, 'lookupRole'), 'arn', place),
    versionParameter: version !== null && /^\/?[\w./-]{1,200}$/.test(version) ? version : null,
    dependencies: dependenciesOf(value),
    hasLegacyAssets: hasLegacyAssets(value),
    offset: artifact.offset,
  };
}

function roleOf(holder: unknown, key: string, place: Place): CdkRole | null {
  const arn = cdkRole(memberOf(holder, key), place);
  const tags = memberAt(holder, 'assumeRoleAdditionalOptions', 'Tags');
  return arn === null ? null : { arn, hasTags: Array.isArray(tags) && tags.length > 0 };
}

function dependenciesOf(artifact: unknown): readonly string[] {
  const listed = memberOf(artifact, 'dependencies');
  return Array.isArray(listed)
    ? (listed as readonly unknown[]).filter((one): one is string => typeof one === 'string')
    : [];
}

/** The old synthesizer notes its assets as metadata of the constructs (aws-cdk-cli, metadata-schema.ts). */
function hasLegacyAssets(artifact: unknown): boolean {
  const metadata = memberOf(artifact, 'metadata');
  return Object.values(isRecord(metadata) ? metadata : {}).some(
    (entries) =>
      Array.isArray(entries) &&
      (entries as readonly unknown[]).some((entry) => memberOf(entry, 'type') === 'aws:cdk:asset'),
  );
}
