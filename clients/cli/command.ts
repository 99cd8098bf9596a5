import type { ParseArgsOptionsConfig } from 'node:util';
import type { Calls } from '../../platform/rpc/transport.ts';
import type { Api } from './api.ts';
import type { Credentials } from './credentials.ts';
import type { ExitCode } from './fault.ts';
import type { Output } from './output.ts';
import type { Session } from './session.ts';
import type { Where } from './where.ts';

/** What a command is given. */
export interface Context {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly where: Where;
  readonly out: Output;
  /** Aborts at Ctrl-C. */
  readonly signal: AbortSignal;
  /** The server, with retries. */
  readonly calls: Calls;
  /** The server, each call sent once. */
  readonly plainCalls: Calls;
  /** The server, without a token. */
  readonly stranger: Api;
  readonly credentials: Credentials;
  readonly configDirectory: string;
  /** Whom --as names, else who signed in last. @throws Fault when nobody is signed in */
  session(handle?: string): Session;
  /** The server, as that session. */
  as(session: Session): Api;
}

export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

/** One command. */
export interface Command {
  readonly name: string;
  /** What stands behind the name: `HANDLE [--flag]`. */
  readonly usage: string;
  /** One line. */
  readonly summary: string;
  readonly examples: readonly string[];
  readonly options: ParseArgsOptionsConfig;
  /** A line for each option. */
  readonly optionDocs: Readonly<Record<string, string>>;
  /** How many words it takes, at least and at most. */
  readonly words: readonly [number, number];
  run(context: Context, words: readonly string[], options: OptionValues): Promise<ExitCode | undefined>;
}

/** @param command what is not said is nothing */
export function command(
  given: Pick<Command, 'name' | 'usage' | 'summary' | 'run'> & Partial<Command>,
): Command {
  return { examples: [], options: {}, optionDocs: {}, words: [0, 0], ...given };
}
