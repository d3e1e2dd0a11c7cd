import { createCredentialChain, fromEnv, fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { loadConfig, NODE_REGION_CONFIG_FILE_OPTIONS, NODE_REGION_CONFIG_OPTIONS } from '@smithy/core/config';
import type { RealAnswer, RealEnvironment } from './real-tools.ts';

/*
 * Asks the real JavaScript SDK for the credentials of every environment on the standard input: its default chain, and
 * that chain set up as the CDK does it. A role is assumed by a stand-in, which names whose keys it was asked with.
 */
const stub = {
  ignoreCache: true,
  roleAssumer: async ({ accessKeyId }: { accessKeyId: string }) => answerFor(`role-on-${accessKeyId}`),
  roleAssumerWithWebIdentity: async () => answerFor('key-of-web-identity'),
};

function answerFor(accessKeyId: string) {
  return Promise.resolve({ accessKeyId, secretAccessKey: 'secret', sessionToken: 'token' });
}

async function ask(name: 'javascript-sdk' | 'cdk'): Promise<RealAnswer> {
  const variables = process.env;
  const profile = variables['AWS_PROFILE'] || variables['AWS_DEFAULT_PROFILE'];
  const mfaCodeProvider = async (): Promise<string> => Promise.resolve('123456');
  const chain =
    name === 'javascript-sdk'
      ? fromNodeProviderChain(stub)
      : fromNodeProviderChain({ ...stub, mfaCodeProvider, ...(profile ? { profile } : {}) });
  const hasKeys = variables['AWS_ACCESS_KEY_ID'] && variables['AWS_SECRET_ACCESS_KEY'];
  const provider = name === 'cdk' && hasKeys ? createCredentialChain(fromEnv(), chain) : chain;
  const region = await loadConfig(NODE_REGION_CONFIG_OPTIONS, {
    ...NODE_REGION_CONFIG_FILE_OPTIONS,
    ignoreCache: true,
  })().catch(() => null);
  try {
    const { accessKeyId } = await provider();
    return { key: accessKeyId, error: null, region, method: null };
  } catch (error) {
    const { name: errorName, message } = error as Error;
    const isExhausted = message === 'Could not load credentials from any providers';
    return { key: null, error: isExhausted ? null : errorName, region, method: null };
  }
}

const chunks: Buffer[] = [];
for await (const chunk of process.stdin) {
  chunks.push(chunk as Buffer);
}
console.warn = () => undefined;
const answers: (readonly RealAnswer[])[] = [];
for (const { home, variables } of JSON.parse(Buffer.concat(chunks).toString()) as readonly RealEnvironment[]) {
  for (const name of Object.keys(process.env).filter((name) => name.startsWith('AWS_'))) {
    Reflect.deleteProperty(process.env, name);
  }
  Object.assign(process.env, variables, { HOME: home });
  answers.push([await ask('javascript-sdk'), await ask('cdk')]);
}
process.stdout.write(JSON.stringify(answers));
