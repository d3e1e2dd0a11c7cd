import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { peerTool } from '../../tools/peer-tools.ts';

/** Files as bytes; `null` where there is none. */
export interface Question {
  readonly config: Buffer | null;
  readonly credentials: Buffer | null;
  /** A profile whose credentials are to be resolved. */
  readonly profile?: string;
  /** True to ask whether a client can be made with these files. */
  readonly client?: boolean;
}

type RealValues = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

export interface Answer {
  /** The file is `config` or `credentials`; botocore does not always say the line. */
  readonly broken: { readonly error: string; readonly file?: string; readonly line?: number | null } | null;
  readonly profiles: Readonly<Record<string, RealValues>>;
  readonly ssoSessions: Readonly<Record<string, RealValues>>;
  readonly resolved?: {
    readonly method?: string | null;
    readonly error?: string;
    readonly keys?: readonly (string | null)[];
  };
  readonly client?: string | null;
}

/** Asks the installed botocore, all questions in one process without network, environment or home of its own. */
export function askBotocore(
  questions: readonly Question[],
  environment: Record<string, string> = {},
): readonly Answer[] {
  const input = JSON.stringify(
    questions.map((question) => ({
      ...question,
      config: question.config?.toString('base64') ?? null,
      credentials: question.credentials?.toString('base64') ?? null,
    })),
  );
  const { status, stdout, stderr } = spawnSync(peerTool('python'), [join(import.meta.dirname, 'read_profiles.py')], {
    input,
    encoding: 'utf8',
    maxBuffer: 512 * 1024 * 1024,
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8', AWS_EC2_METADATA_DISABLED: 'true', ...environment },
  });
  if (status !== 0) {
    throw new Error(`Python ended with ${String(status)}: ${stderr.slice(-1000)}`);
  }
  return JSON.parse(stdout) as readonly Answer[];
}
