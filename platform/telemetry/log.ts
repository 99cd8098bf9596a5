import { Code, ConnectError } from '@connectrpc/connect';
import {
  type DestinationStream,
  type LevelWithSilent,
  type Logger,
  pino,
  stdSerializers,
  stdTimeFunctions,
} from 'pino';
import { reasonOf } from '../errors.ts';
import { currentCall } from '../rpc/call.ts';
import type { CallLog } from '../rpc/interceptors/observe.ts';
import { truncateUtf8 } from '../truncate-utf8.ts';
import { boundedFields, boundedLine, maxStackBytes, maxTextBytes } from './bounded-line.ts';
import { redactedFields, redactText } from './redact.ts';

export type { Logger } from 'pino';

export interface LogOptions {
  level: LevelWithSilent;
  /** Fields of every line: the service, its version. */
  base?: Readonly<Record<string, string>>;
  /** Default: standard output. */
  destination?: DestinationStream;
}

/**
 * The log of a process: one JSON object a line, with the request id of the current call. Passwords and tokens are
 * hidden, by field name and by their form.
 */
export function createLog({ level, base = {}, destination }: LogOptions): Logger {
  const options = {
    level,
    base,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }), log: boundedFields },
    mixin: requestFields,
    serializers: { err: errorFields },
    redact: redactedFields,
    hooks: { streamWrite: (line: string) => boundedLine(redactText(line)) },
  };
  return pino(options, destination ?? standardOutput());
}

/** How much may be buffered while standard output blocks, in characters; more is dropped. */
const maxWaiting = 1 << 20;

/** A log on a full disk loses lines, nothing else. */
function standardOutput(): DestinationStream {
  const output = pino.destination({ dest: 1, sync: true, maxLength: maxWaiting });
  output.on('error', () => {});
  return output;
}

/**
 * An error as it is logged. `reason` says what the details of our own errors contain, so their descriptors are omitted.
 */
function errorFields(error: unknown): unknown {
  if (!(error instanceof ConnectError)) return shortError(stdSerializers.err(error as Error));
  const cause = error.cause instanceof Error ? errorFields(error.cause) : error.cause;
  return {
    type: error.name,
    code: Code[error.code],
    reason: reasonOf(error),
    message: truncateUtf8(error.rawMessage, maxTextBytes),
    stack: error.stack && truncateUtf8(error.stack, maxStackBytes),
    cause,
  };
}

function shortError<E>(error: E): E {
  const { message, stack } = (error ?? {}) as { message?: unknown; stack?: unknown };
  if (typeof message !== 'string' || typeof stack !== 'string') return error;
  // The serializer's own object, not shared.
  return Object.assign(error as object, {
    message: truncateUtf8(message, maxTextBytes),
    stack: truncateUtf8(stack, maxStackBytes),
  }) as E;
}

function requestFields(): object {
  const call = currentCall();
  return call ? { requestId: call.requestId } : {};
}

/** The level of a call's line by its code; other codes are the caller's doing: `info`. */
const LEVEL_OF_CODE: Readonly<Record<string, 'debug' | 'warn' | 'error'>> = {
  ok: 'debug',
  resource_exhausted: 'warn',
  unavailable: 'warn',
  deadline_exceeded: 'warn',
  internal: 'error',
  unknown: 'error',
  data_loss: 'error',
};

/** The access log: the `log` of `observe` in platform/rpc. Causes appear only here. */
export function accessLog(log: Logger): CallLog {
  const levelOf = (code: string) => LEVEL_OF_CODE[code] ?? 'info';
  return {
    wants: (code) => log.isLevelEnabled(levelOf(code)),
    write({ cause, error, durationMs, ...record }) {
      const level = levelOf(record.code);
      const fields = { ...record, durationMs: Math.round(durationMs * 1000) / 1000 };
      // An expected refusal needs no stack trace.
      log[level](
        level === 'error' && cause !== undefined ? { ...fields, error, err: cause } : { ...fields, error },
        'call',
      );
    },
  };
}
