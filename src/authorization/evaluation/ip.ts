interface Address {
  readonly bits: bigint;
  readonly width: 32 | 128;
}

/**
 * The test whether an address lies in a CIDR block, as `IpAddress` asks (IAM User Guide, "IP address condition
 * operators"). A block without a prefix length is one address. Text that is no address is in no block.
 */
export function addressTest(block: string): (address: string) => boolean {
  const [network = '', length] = block.split('/');
  const theirs = readAddress(network);
  const prefix = length === undefined ? theirs?.width : readDecimal(length, theirs?.width ?? 0);
  if (theirs === null || prefix === null || prefix === undefined) {
    return () => false;
  }
  const host = BigInt(theirs.width - prefix);
  const wanted = theirs.bits >> host;
  return (address) => {
    const ours = readAddress(address);
    return ours?.width === theirs.width && ours.bits >> host === wanted;
  };
}

/** Whether the text is an IPv4 or IPv6 address, with or without a prefix length. */
export function isAddress(text: string): boolean {
  const [address = '', length] = text.split('/');
  const read = readAddress(address);
  return read !== null && (length === undefined || readDecimal(length, read.width) !== null);
}

function readAddress(text: string): Address | null {
  return text.includes(':') ? readVersion6(text) : readVersion4(text);
}

function readVersion4(text: string): Address | null {
  const parts = text.split('.').map((part) => readDecimal(part, 255));
  return parts.length === 4 && noneMissing(parts) ? { bits: join(parts, 8n), width: 32 } : null;
}

function readVersion6(text: string): Address | null {
  const halves = text.split('::');
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':').map(readGroup)));
  const gap = 8 - head.length - tail.length;
  if (halves.length > 2 || (halves.length === 2 ? gap < 1 : gap !== 0)) {
    return null;
  }
  const groups = [...head, ...Array<number>(gap).fill(0), ...tail];
  return noneMissing(groups) ? { bits: join(groups, 16n), width: 128 } : null;
}

function readGroup(text: string): number | null {
  return /^[0-9a-f]{1,4}$/i.test(text) ? Number.parseInt(text, 16) : null;
}

function readDecimal(text: string, most: number): number | null {
  return /^\d{1,3}$/.test(text) && Number(text) <= most ? Number(text) : null;
}

function noneMissing(parts: readonly (number | null)[]): parts is readonly number[] {
  return parts.every((part) => part !== null);
}

function join(parts: readonly number[], width: bigint): bigint {
  return parts.reduce((bits, part) => (bits << width) | BigInt(part), 0n);
}
