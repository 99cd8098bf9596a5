import { maxTimeoutMs } from './limits.ts';

const unitMs: Readonly<Record<string, number>> = { H: 3_600_000, M: 60_000, S: 1_000 };

/**
 * Caps a timeout at the longest that a Node timer can hold. Connect would end a call with a longer one after a
 * millisecond.
 */
export function cutTimeout(headers: Record<string, string | string[] | undefined>): void {
  const { 'connect-timeout-ms': connect, 'grpc-timeout': grpc } = headers;
  if (Number(connect) > maxTimeoutMs && /^\d{1,10}$/.test(String(connect)))
    headers['connect-timeout-ms'] = String(maxTimeoutMs);
  const [, value, unit = ''] = /^(\d{1,8})([HMS])$/.exec(String(grpc)) ?? [];
  if (Number(value) * unitMs[unit]! > maxTimeoutMs)
    headers['grpc-timeout'] = `${Math.floor(maxTimeoutMs / 1_000)}S`;
}
