import { createSdkAws } from '../../src/aws/sdk.ts';
import type { Aws, AwsFailure, Outcome, ResolvedCredentials } from '../../src/aws/port.ts';
import type { AccessKey, Scenario } from '../../tools/local-aws/scenario.ts';
import { startLocalAws, type LocalAws } from '../../tools/local-aws/server.ts';

/** The adapter against a stand-in for AWS, over loopback HTTP, with these variables of its process. */
export async function withAws(
  scenario: Scenario,
  variables: Readonly<Record<string, string>>,
  use: (aws: Aws, server: LocalAws) => Promise<void>,
): Promise<void> {
  const server = await startLocalAws(scenario);
  try {
    await withVariables({ AWS_ENDPOINT_URL: server.url, ...variables }, () =>
      use(createSdkAws(new AbortController().signal, {}), server),
    );
  } finally {
    await server.close();
  }
}

/** Sets variables of this process, and puts back what was there; nothing of AWS's is left over from outside. */
export async function withVariables(
  variables: Readonly<Record<string, string>>,
  use: () => Promise<void>,
): Promise<void> {
  const before = { ...process.env };
  for (const name of Object.keys(before).filter((one) => one.startsWith('AWS_'))) {
    Reflect.deleteProperty(process.env, name);
  }
  Object.assign(process.env, { AWS_EC2_METADATA_DISABLED: 'true', ...variables });
  try {
    await use();
  } finally {
    for (const name of Object.keys(process.env)) {
      Reflect.deleteProperty(process.env, name);
    }
    Object.assign(process.env, before);
  }
}

export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) {
    throw new Error(`${outcome.failure.kind} ${outcome.failure.code}: ${outcome.failure.message}`);
  }
  return outcome.value;
}

export function failureIn(outcome: Outcome<unknown>): AwsFailure {
  if (outcome.ok) {
    throw new Error('the call went well');
  }
  return outcome.failure;
}

export function heldBy({ accessKeyId, secretAccessKey, sessionToken }: AccessKey): ResolvedCredentials {
  return { accessKeyId, secretAccessKey, sessionToken, expiresAt: null };
}
