import { resourceAttributes, resourceKinds } from './scenario-resources.ts';

const text = { type: 'string' };
const texts = { type: 'array', items: text, default: [] };

/** An object that takes these keys and no others. */
function fields(properties: Readonly<Record<string, object>>, required: readonly string[] = []): object {
  return { type: 'object', additionalProperties: false, properties, required };
}

const policy = fields({
  name: text,
  type: { enum: ['inline', 'managed'], default: 'inline' },
  arn: text,
  document: { type: 'object' },
  file: text,
});

const principal = fields(
  {
    arn: text,
    userId: text,
    path: { type: 'string', pattern: '^/(.*/)?$', default: '/' },
    policies: { type: 'array', items: policy, default: [] },
    boundary: policy,
    scps: { type: 'array', items: policy },
    lab: fields({ sessionEnded: { type: 'boolean', default: false } }),
    trustPolicy: { type: 'object' },
    trust: texts,
    webIdentity: fields({ audience: { ...text, default: 'sts.amazonaws.com' }, subject: text }, ['subject']),
    maxSessionSeconds: { type: 'integer', minimum: 3600, maximum: 43200, default: 3600 },
    tags: { type: 'object', additionalProperties: text, default: {} },
  },
  ['arn'],
);

const oidcProvider = fields(
  {
    url: { type: 'string', pattern: '^(https://)?[^/:]+(/.*)?$' },
    clientIds: { type: 'array', items: text, default: ['sts.amazonaws.com'] },
    thumbprints: texts,
    account: { type: 'string', pattern: '^[0-9]{12}$' },
    jwks: { type: 'object', properties: { keys: { type: 'array', items: { type: 'object' } } }, required: ['keys'] },
    keysFrom: { type: 'string', pattern: '^http://127[.]0[.]0[.]1:[0-9]+$' },
  },
  ['url'],
);

const key = fields(
  {
    principal: text,
    accessKeyId: text,
    secretAccessKey: text,
    sessionToken: text,
    state: { enum: ['active', 'inactive', 'expired'], default: 'active' },
  },
  ['principal'],
);

const simulator = {
  ...fields({
    shape: { enum: ['new', 'old'], default: 'new' },
    answer: { enum: ['evaluate', 'refuse', 'throttle', 'error-500', 'not-found'], default: 'evaluate' },
    maxActionsPerPage: { type: 'integer', minimum: 1, maximum: 1000, default: 100 },
    controlAllowed: { type: 'boolean' },
    exclusionSupported: { type: 'boolean' },
    unknownActions: texts,
  }),
  default: {},
};

const status = { type: 'integer', minimum: 200, maximum: 599 };

const fault = fields(
  {
    service: text,
    action: { ...text, default: '*' },
    times: { type: 'integer', minimum: 1 },
    status,
    code: text,
    message: text,
    html: text,
    hang: { const: true },
    reset: { const: true },
  },
  ['service'],
);

const response = fields({ status, body: text, code: text, message: text });

/** A name, or what else there is to know. */
const resource = fields(Object.fromEntries(['name', ...resourceAttributes].map((attribute) => [attribute, text])), [
  'name',
]);

const things = { type: 'array', items: { anyOf: [text, resource] }, default: [] };

const resources = {
  ...fields({
    ...Object.fromEntries(resourceKinds.map((kind) => [kind, things])),
    buckets: { type: 'object', additionalProperties: text, default: {} },
  }),
  default: {},
};

/** The JSON Schema of a scenario file, with its defaults. README.md explains the keys. */
export const scenarioSchema = fields(
  {
    account: { type: 'string', pattern: '^[0-9]{12}$', default: '111122223333' },
    partition: { enum: ['aws', 'aws-cn', 'aws-us-gov'], default: 'aws' },
    regions: { type: 'array', items: text },
    stsDisabledRegions: texts,
    clockOffsetSeconds: { type: 'number', default: 0 },
    latencyMs: { type: 'number', minimum: 0, default: 0 },
    keys: { type: 'array', items: key, default: [] },
    principals: { type: 'object', additionalProperties: principal, default: {} },
    simulator,
    iamPageSize: { type: 'integer', minimum: 1, maximum: 1000, default: 1000 },
    oidcProviders: { type: 'array', items: oidcProvider },
    requestIds: { type: 'boolean', default: true },
    faults: { type: 'array', items: fault, default: [] },
    responses: { type: 'object', additionalProperties: response, default: {} },
    resources,
  },
  [],
);
