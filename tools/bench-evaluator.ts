import { evaluate } from '../src/authorization/evaluation/evaluate.ts';
import { locateJson, readPolicyDocument } from '../src/authorization/evaluation/policy-document.ts';
import type { AccessRequest, PolicyLayers } from '../src/authorization/evaluation/request.ts';

/**
 * Measures decisions a second on one core against a role of 30 statements, beside two floors in the same run: parsing the
 * role's policy anew for each decision, which is what an evaluator without a compiled form pays before it begins, and
 * regular expressions made once from the same actions and resources, which decide without conditions, layers or a why. The
 * candidates take turns, so that what else the machine does hits all of them. At last it tells what the heap has gained
 * over a million decisions.
 */
const seconds = Number(process.argv[2] ?? 3);
const account = '111122223333';
const services = ['s3', 'lambda', 'ecs', 'ecr', 'logs', 'sqs', 'sns', 'dynamodb', 'iam', 'cloudformation'];

const statements = services.flatMap((service, index) => [
  {
    Sid: `Read${index}`,
    Effect: 'Allow',
    Action: [`${service}:Get*`, `${service}:List*`, `${service}:Describe*`],
    Resource: `arn:aws:${service}:*:${account}:*`,
  },
  {
    Sid: `Write${index}`,
    Effect: 'Allow',
    Action: [`${service}:Create*`, `${service}:Update*`, `${service}:Put*`],
    Resource: [
      `arn:aws:${service}:us-east-1:${account}:orders-*`,
      `arn:aws:${service}:us-east-1:${account}:\${aws:PrincipalTag/team}-*`,
    ],
    Condition: { StringEquals: { 'aws:RequestedRegion': ['us-east-1', 'eu-west-1'] } },
  },
  {
    Sid: `Guard${index}`,
    Effect: 'Deny',
    Action: `${service}:Delete*`,
    Resource: '*',
    Condition: { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/admin/*` } },
  },
]);
const text = JSON.stringify({ Version: '2012-10-17', Statement: statements });
const layers: PolicyLayers = {
  identity: [read(text)],
  boundary: null,
  session: null,
  scps: null,
  rcps: null,
  resource: null,
};
const context = {
  values: {
    'aws:RequestedRegion': 'us-east-1',
    'aws:PrincipalArn': `arn:aws:iam::${account}:role/ci/deployer`,
    'aws:PrincipalTag/team': 'web',
  },
  absent: [],
  others: 'unknown' as const,
};
const requests: readonly AccessRequest[] = services.flatMap((service) =>
  ['GetThing', 'CreateThing', 'DeleteThing', 'TagThing'].map((action, index) => ({
    action: `${service}:${action}`,
    resource: `arn:aws:${service}:us-east-1:${account}:${['orders-api', 'web-api', 'other'][index % 3] ?? ''}`,
    principal: { kind: 'role' as const, arn: `arn:aws:iam::${account}:role/ci/deployer`, accountId: account },
    resourceAccountId: account,
    context,
  })),
);

const expressions = statements.map(({ Action, Resource }) => ({
  actions: [Action].flat().map(expression),
  resources: [Resource].flat().map(expression),
}));

const candidates: Readonly<Record<string, (request: AccessRequest) => unknown>> = {
  evaluator: (request) => evaluate(request, layers),
  'floor: JSON.parse of the policy': () => JSON.parse(text) as unknown,
  'floor: regular expressions': ({ action, resource }) =>
    expressions.filter(
      ({ actions, resources }) =>
        actions.some((one) => one.test(action)) && resources.some((one) => one.test(resource)),
    ),
};

const done = new Map<string, { count: number; ms: number }>(
  Object.keys(candidates).map((name) => [name, { count: 0, ms: 0 }]),
);
for (const end = performance.now() + seconds * 1000 * Object.keys(candidates).length; performance.now() < end;) {
  for (const [name, candidate] of Object.entries(candidates)) {
    const tally = done.get(name);
    const started = performance.now();
    for (let round = 0; round < 100; round += 1) {
      requests.forEach(candidate);
    }
    if (tally !== undefined) {
      tally.count += 100 * requests.length;
      tally.ms += performance.now() - started;
    }
  }
}
const speed = (name: string): number => {
  const { count, ms } = done.get(name) ?? { count: 0, ms: 1 };
  return (count / ms) * 1000;
};
console.log(
  `Decisions a second against a role of ${statements.length} statements, one core, Node ${process.version}\n`,
);
for (const name of done.keys()) {
  const ratio = (speed('evaluator') / speed(name)).toFixed(1);
  console.log(`${name.padEnd(34)} ${Math.round(speed(name)).toLocaleString('en').padStart(12)}  evaluator x ${ratio}`);
}
const before = heap();
for (let round = 0; round < 1_000_000 / requests.length; round += 1) {
  requests.forEach((request) => evaluate(request, layers));
}
console.log(`\nHeap after 1,000,000 further decisions: ${(heap() - before).toFixed(1)} MiB more than before`);

function read(json: string) {
  const reading = locateJson(json, { name: 'Deploy', file: null });
  const policy = reading.ok ? readPolicyDocument(reading.located) : reading;
  if (!policy.ok || !('policy' in policy)) {
    throw new Error('The benchmark has no policy.');
  }
  return policy.policy;
}

/** For the benchmark's own texts only; the product makes no regular expression from a policy. */
function expression(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\?]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`, 'i');
}

/** MiB in use, after a collection where Node was started with `--expose-gc`. */
function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}
