/** How a program takes its options: those without a value, and whether one that has a value takes all that follows. */
export interface OptionHabits {
  readonly flags: ReadonlySet<string>;
  /** Options that take every word up to the next option. */
  readonly isGreedy: boolean;
  /** False for a program that is not in the table, of which only the form of the words tells. */
  readonly isKnown: boolean;
}

/**
 * The options without a value of the programs that deploy to AWS, and of what starts them: the word behind one of them is
 * none of its own. From each program's reference of its command line; `--no-...` is a flag everywhere.
 */
const flags: Readonly<Record<string, string>> = {
  aws: `--debug --version --publish --dry-run --fail-on-empty-changeset --force-upload --disable-rollback --use-previous-template
    --delete --recursive --quiet --only-show-errors --exact-timestamps --size-only --follow-symlinks --force
    --force-new-deployment --process --auto-create-application --terminate-env-by-force --dryrun --ignore-glacier-warnings
    --force-glacier-transfer --enable-termination-protection --retain-except-on-create --cli-auto-prompt --summarize
    --human-readable --enable-execute-command --propagate-tags --enable-ecs-managed-tags --auto-publish --overwrite
    --with-decryption --include-nested-stacks --use-json -h --help`,
  sam: `--debug --beta-features --guided -g --confirm-changeset --execute-changeset --fail-on-empty-changeset --resolve-s3
    --resolve-image-repos --force-upload --use-json --disable-rollback --save-params --use-container -u --cached --parallel
    --watch --code --prompts --ci --version --skip-pull-image --dependency-layer --skip-prepare-infra -h --help`,
  cdk: `--all --strict --ignore-errors --json -j --verbose -v --debug --ec2creds -i --version-reporting --path-metadata
    --asset-metadata --staging --ci --exclusively -e --force -f --execute --rollback -R --hotswap --hotswap-fallback --watch
    --asset-parallelism --asset-prebuild --ignore-no-stacks --import-existing-resources --previous-parameters --logs --quiet
    -q --lookups --trust-proxy --notices --version --revert-drift --color -h --help --public-access-block-configuration
    --termination-protection --show-template --example-permissions-boundary`,
  eb: `--verbose --debug --quiet --no-verify-ssl --staged --process -p --nohang -nh -h --help --single -s --sample
    --noscale --force -f --all -a --interactive -i`,
  ampx: '--debug --once --stream-function-logs --yes -y --version -h --help',
  amplify: '--yes -y --force --debug --invalidateCloudFront --version -h --help',
  serverless: `--verbose -v --force --conceal --aws-s3-accelerate --update-config -u --minify-template --enforce-hash-update
    --use-local-credentials --version -h --help --all -a`,
  terraform: `-auto-approve -reconfigure -upgrade -migrate-state -force-copy -no-color -json -compact-warnings -destroy
    -refresh-only -help -version -detailed-exitcode`,
  tofu: `-auto-approve -reconfigure -upgrade -migrate-state -force-copy -no-color -json -compact-warnings -destroy
    -refresh-only -help -version -detailed-exitcode`,
  pulumi:
    '--yes -y --skip-preview -f --diff --refresh --json --verbose --non-interactive --emoji --expect-no-changes -h --help',
  copilot: '--force --yes --no-rollback --all --detach --allow-downgrade -h --help',
  sst: '--verbose --print-logs --dev --continue -h --help',
  chalice: '--debug --api-gateway-stage-pipe -h --help',
  zappa: '--all -a --json -j --disable_progress -h --help',
  docker:
    '-D --debug --tls --tlsverify -q --quiet -a --all-tags --disable-content-trust --push --load --no-cache --pull --rm',
  npm: `-s --silent --if-present --ignore-scripts --foreground-scripts -ws --workspaces --include-workspace-root -g -y --yes
    -q --quiet -d --verbose`,
  npx: '-y --yes -q --quiet --ignore-existing --bun --silent',
  pnpm: '-r --recursive -w --workspace-root -s --silent --if-present --stream --parallel --aggregate-output',
  yarn: '-s --silent -v --verbose -q --quiet -B --binaries-only -T --top-level',
  bun: '--bun -b --silent --if-present --hot --watch',
  sudo: '-E -H -n -S -b -i -k --preserve-env',
  env: '-i --ignore-environment -0',
  time: '-p -v',
  timeout: '--foreground --preserve-status -v --verbose',
  poetry: '-q --quiet -v -vv -vvv -n --no-interaction',
  uv: '-q --quiet -v --verbose --frozen --locked --isolated --active --offline',
  node: '--experimental-strip-types --experimental-vm-modules --enable-source-maps --trace-warnings',
};

const tables: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(flags).map(([program, listed]) => [program, new Set(listed.split(/\s+/))]),
);

/** Of these, options with several values are common, and words that belong to no option are not. */
const greedy: ReadonlySet<string> = new Set(['aws', 'sam']);
const noFlags: ReadonlySet<string> = new Set();

export function habitsOf(program: string, isFileCommand: boolean): OptionHabits {
  const known = tables.get(program);
  return { flags: known ?? noFlags, isGreedy: greedy.has(program) && !isFileCommand, isKnown: known !== undefined };
}
