export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** Everything after the fifth colon. */
  readonly resource: string;
}

/** The parts of an ARN, or `null` where partition, service or resource is empty or a part is missing. */
export function readArn(text: string): Arn | null {
  const [prefix, partition = '', service = '', region = '', account = '', ...rest] = text.split(':');
  const resource = rest.join(':');
  const complete = prefix === 'arn' && partition !== '' && service !== '' && resource !== '';
  return complete ? { partition, service, region, account, resource } : null;
}
