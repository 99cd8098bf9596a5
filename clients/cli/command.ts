import type { ParseArgsOptionsConfig } from 'node:util';
import type { TimedClock } from '../../platform/clock.ts';
import type { Calls } from '../../platform/rpc/transport.ts';
import type { Api } from './api.ts';
import type { Credentials } from './credentials.ts';
import type { ExitCode } from './fault.ts';
import type { Output } from './output.ts';
import type { ServerAddress } from './server-address.ts';
import type { Session } from './session.ts';

/** The context of a command. */
export interface Context {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly where: ServerAddress;
  readonly out: Output;
  readonly clock: TimedClock;
  /** Aborts at Ctrl-C. */
  readonly signal: AbortSignal;
  /** Calls to the server, with retries. */
  readonly calls: Calls;
  /** Calls to the server without retries. */
  readonly plainCalls: Calls;
  /** Calls to the server without a token. */
  readonly stranger: Api;
  readonly credentials: Credentials;
  readonly configDirectory: string;
  /**
   * The session of --as, else of the last sign-in.
   * @throws Fault when nobody is signed in
   */
  session(handle?: string): Session;
  /** Calls to the server in that session. */
  as(session: Session): Api;
  /** Calls to the server in the session of --as or of the last sign-in; without a token if nobody is signed in. */
  reader(): Api;
}

export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

/** One command. */
export interface Command {
  readonly name: string;
  /** The arguments after the name: `HANDLE [--flag]`. */
  readonly usage: string;
  /** One line. */
  readonly summary: string;
  readonly examples: readonly string[];
  readonly options: ParseArgsOptionsConfig;
  /** One line for each option. */
  readonly optionDocs: Readonly<Record<string, string>>;
  /** The least and the most positional arguments. */
  readonly words: readonly [number, number];
  run(context: Context, words: readonly string[], options: OptionValues): Promise<ExitCode | undefined>;
}

/** @param command missing members are empty */
export function command(
  given: Pick<Command, 'name' | 'usage' | 'summary' | 'run'> & Partial<Command>,
): Command {
  return { examples: [], options: {}, optionDocs: {}, words: [0, 0], ...given };
}
