/** Something in the account: in one region, or in all that are enabled, and what else is to be answered of it. */
export type Resource = { readonly name: string } & {
  readonly [Attribute in (typeof resourceAttributes)[number]]?: string;
};

export const resourceAttributes = [
  'region',
  'status',
  'value',
  'packageType',
  'state',
  'lastUpdateStatus',
  'job',
  'role',
  'resources',
  'agreement',
  'authorization',
  'entitlement',
  'availability',
  'permissions',
] as const;

export const resourceKinds = [
  'functions',
  'applications',
  'environments',
  'apps',
  'branches',
  'restApis',
  'tables',
  'topics',
  'parameters',
  'stacks',
  'clusters',
  'services',
  'repositories',
  'models',
  'instanceProfiles',
  'types',
] as const;

export type ResourceKind = (typeof resourceKinds)[number];

/** What exists in the account besides principals, as a file may write it. */
export type ResourceEntries = { readonly [Kind in ResourceKind]: readonly (string | Resource)[] } & {
  /** Name and region. */
  readonly buckets: Readonly<Record<string, string>>;
};

/** The same as it is used; of buckets the region. */
export type Resources = { readonly [Kind in ResourceKind]: readonly Resource[] } & Pick<ResourceEntries, 'buckets'>;

/** Gives every name the form of a resource. */
export function readResources(entries: ResourceEntries): Resources {
  const lists = resourceKinds.map((kind): [ResourceKind, readonly Resource[]] => [
    kind,
    entries[kind].map((entry) => (typeof entry === 'string' ? { name: entry } : entry)),
  ]);
  return { ...(Object.fromEntries(lists) as Record<ResourceKind, readonly Resource[]>), buckets: entries.buckets };
}
