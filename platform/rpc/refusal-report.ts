import type { ConnectError } from '@connectrpc/connect';
import { reasonOf } from '../errors.ts';

/** The listener of a call. */
export type ListenerName = 'grpc' | 'http' | 'socket';

/** Receives a call that its host refused before any interceptor, by a reason of the contract or an HTTP status. */
export type OnRefused = (reason: string) => void;

/** Reports the error's reason. An error without one is not a refusal: a caller that left, a broken connection. */
export function reportRefusal(onRefused: OnRefused, error: ConnectError | undefined): void {
  const reason = reasonOf(error);
  if (reason !== undefined && reason !== 'CANCELLED') onRefused(reason);
}
