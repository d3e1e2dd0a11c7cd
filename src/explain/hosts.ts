/** Suffixes of the names under which AWS's services answer, in all partitions (partitions data of the AWS SDKs). */
const suffixes =
  /\.(?:amazonaws\.(?:com(?:\.cn)?|eu)|api\.aws|api\.amazonwebservices\.com\.cn|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$/;

/** Behind these labels stands something of a user's own, such as a database, that happens to live under AWS's name. */
const ownResources =
  /(?:^|\.)(?:rds|elb|elasticache|cache|es|aos|aoss|redshift|redshift-serverless|docdb|neptune|compute|compute-1|execute-api|eks|kafka|mq|elasticbeanstalk)\.amazonaws\.com/;

/** True for a host of one of AWS's APIs, `sts.us-east-1.amazonaws.com`, even if its region does not exist. */
export function isAwsHost(host: string): boolean {
  const name = host.toLowerCase();
  return suffixes.test(name) && !ownResources.test(name);
}

/** Addresses at which instances and containers get their credentials. */
export function isInstanceHost(host: string): boolean {
  return host === '169.254.169.254' || host === 'fd00:ec2::254';
}

export function isContainerHost(host: string): boolean {
  return host === '169.254.170.2' || host === '169.254.170.23' || host === 'fd00:ec2::23';
}

export function isLoopback(host: string): boolean {
  return /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|0\.0\.0\.0|localstack|host\.docker\.internal)$/i.test(host);
}

/** A host that a text names, with its port where that stands there too. */
export interface NamedHost {
  readonly host: string;
  readonly port: string | null;
}

/** In an address, behind the words with which programs name what they could not reach, or as an address with a port. */
const places =
  /(?:https?:\/\/(?:[^\s/@"']{1,200}@)?|\blookup |ENOTFOUND |EAI_AGAIN |ECONN\w+ |ETIMEDOUT |EHOSTUNREACH |ENETUNREACH |host=['"]?|resolve host: |Connect to |UnknownHostException: |\bdial tcp |\bhost: )(\[[\da-fA-F:]{2,45}\]|[\w.-]{1,253}|\*{3})(?::(\d{1,5}))?/g;
const bareAddress =
  /(?<![\w.])(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}|[\w-]{1,63}(?:\.[\w-]{1,63}){2,8})(?::(\d{2,5}))(?!\d)/g;

/** Every host that a message names, up to twenty. */
export function hostsIn(text: string): readonly NamedHost[] {
  const hosts: NamedHost[] = [];
  for (const pattern of [places, bareAddress]) {
    for (const match of text.matchAll(pattern)) {
      const host = (match[1] ?? '').replace(/^\[|\]$|\.$/g, '');
      if (!/^(?:tcp|udp|on)$/.test(host)) hosts.push({ host, port: match[2] ?? null });
      if (hosts.length >= 20) return hosts;
    }
  }
  return hosts;
}

/** Stores of other providers that speak the language of S3, and other clouds. */
const others =
  /googleapis\.com|\.r2\.cloudflarestorage\.com|digitaloceanspaces\.com|aliyuncs\.com|backblazeb2\.com|wasabisys\.com|\.core\.windows\.net|myqcloud\.com|linodeobjects\.com|scw\.cloud|\.oraclecloud\.com|\bminio\b/i;

/** True when a message names an endpoint of another provider: then an AWS-like code in it is not AWS's. */
export function namesOtherProvider(text: string): boolean {
  return others.test(text);
}
