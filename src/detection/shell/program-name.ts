/** Other names of a program: packages that bring it, Python modules, files for Windows. */
const names: ReadonlyMap<string, string> = new Map([
  ['aws-cdk', 'cdk'],
  ['sls', 'serverless'],
  ['@aws-amplify/backend-cli', 'ampx'],
  ['@aws-amplify/cli', 'amplify'],
  ['awscli', 'aws'],
  ['aws-cli', 'aws'],
  ['samcli', 'sam'],
  ['aws-sam-cli', 'sam'],
  ['ebcli', 'eb'],
  ['awsebcli', 'eb'],
]);

/** The name that a program goes by, from a path, a package with or without a version, or a file of Windows. */
export function programName(word: string): string {
  const unversioned = word.replace(/(?!^)@[^@/]{0,100}$/, '');
  const known = names.get(unversioned);
  if (known !== undefined) {
    return known;
  }
  const file = (unversioned.split(/[\\/]/).at(-1) ?? '').replace(/\.(?:exe|cmd|bat|ps1)$/i, '');
  return names.get(file) ?? file;
}
