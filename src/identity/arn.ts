/** The six fields of an Amazon Resource Name; `resource` keeps its colons and slashes. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  readonly resource: string;
}

/** Answers `null` for text that is not an ARN. */
export function parseArn(text: string): Arn | null {
  const [prefix, partition, service, region, accountId, ...rest] = text.split(':');
  if (
    prefix !== 'arn' ||
    !partition ||
    !service ||
    region === undefined ||
    accountId === undefined ||
    rest.length === 0
  ) {
    return null;
  }
  return { partition, service, region, accountId, resource: rest.join(':') };
}
