import { Code, ConnectError } from '@connectrpc/connect';
import { BadRequestSchema, ErrorInfoSchema } from '../../gen/ts/google/rpc/error_details_pb.ts';
import { reasonOf } from '../../platform/errors.ts';
import { retryAfterMs } from '../../platform/rpc/retry.ts';

/** The exit codes of the process; README.md describes them. */
export const exitCodes = {
  ok: 0,
  refused: 1,
  usage: 2,
  notAllowed: 3,
  unreachable: 4,
  overloaded: 5,
  unwell: 6,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** An error that the user can fix, with a message for them. */
export class Fault extends Error {
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = exitCodes.refused) {
    super(message);
    this.exitCode = exitCode;
  }
}

export function usageFault(message: string): Fault {
  return new Fault(message, exitCodes.usage);
}

/** An error as the command prints it: as one line and, with `--json`, as an object. */
export interface FaultReport {
  readonly exitCode: ExitCode;
  readonly line: string;
  readonly json: Readonly<Record<string, string | number | Readonly<Record<string, string>>>>;
}

const exitCodeOf: Readonly<Partial<Record<Code, ExitCode>>> = {
  [Code.Unauthenticated]: exitCodes.notAllowed,
  [Code.PermissionDenied]: exitCodes.notAllowed,
  [Code.Unavailable]: exitCodes.unreachable,
  [Code.DeadlineExceeded]: exitCodes.unreachable,
  [Code.ResourceExhausted]: exitCodes.overloaded,
  [Code.Canceled]: exitCodes.interrupted,
};

/** The code that a server would have used, for errors found without asking one. */
const codeOfExit: Readonly<Partial<Record<ExitCode, Code>>> = {
  [exitCodes.refused]: Code.FailedPrecondition,
  [exitCodes.usage]: Code.InvalidArgument,
  [exitCodes.notAllowed]: Code.Unauthenticated,
  [exitCodes.unreachable]: Code.Unavailable,
};

/** @param server the address of the called server */
export function faultReport(error: unknown, server: string): FaultReport {
  if (error instanceof Fault) {
    const { exitCode, message } = error;
    return { exitCode, line: message, json: { code: Code[codeOfExit[exitCode] ?? Code.Unknown], message } };
  }
  if (!(error instanceof ConnectError)) {
    const line = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { exitCode: exitCodes.refused, line, json: { message: line } };
  }
  const reason = reasonOf(error);
  const field = error.findDetails(BadRequestSchema)[0]?.fieldViolations[0]?.field;
  const metadata = metadataOf(error);
  const waitMs = retryAfterMs(error);
  const json = {
    code: Code[error.code],
    ...(reason !== undefined && { reason }),
    message: error.rawMessage,
    ...(field !== undefined && { field }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
    ...(waitMs !== undefined && { retryAfterMs: waitMs }),
    server,
  };
  const unreached = error.code === Code.Unavailable && reason === undefined;
  const line = unreached
    ? `nobody answers at ${server}: start the network with make run, or name it with --server`
    : [
        reason === undefined ? error.rawMessage : `${wordsOf(error, reason)} (${reason})`,
        ...(waitMs === undefined ? [] : [`try again in ${Math.ceil(waitMs / 1000)} s`]),
        ...(error.code === Code.Unauthenticated && reason !== 'CREDENTIALS_INVALID'
          ? ['sign in with: skein signin HANDLE']
          : []),
      ].join('; ');
  return { exitCode: exitCodeOf[error.code] ?? exitCodes.refused, line, json };
}

/** By the violated rule of passwords. */
const weakPassword: Readonly<Record<string, string>> = {
  length: 'the password must have 8 to 256 characters',
  variety: 'the password must have at least four different characters',
  handle: 'the password is the handle, the first thing that others would try',
  common: 'very many people have this password, so it is among the first that others would try: take another',
};

/** A server's message, replaced by one for a terminal user where that is clearer. */
function wordsOf(error: ConnectError, reason: string): string {
  const { rule = '', position } = metadataOf(error);
  const words = (reason === 'PASSWORD_WEAK' ? weakPassword[rule] : undefined) ?? error.rawMessage;
  // People count characters from one.
  return position === undefined ? words : `${words}, at character ${Number(position) + 1}`;
}

/** What the reason is about, such as the position in a query. */
function metadataOf(error: ConnectError): Readonly<Record<string, string>> {
  return error.findDetails(ErrorInfoSchema)[0]?.metadata ?? {};
}
