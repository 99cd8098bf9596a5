import type { ConnectError } from '@connectrpc/connect';
import { reasonOf } from '../errors.ts';

/** Where a call came in. */
export type DoorName = 'grpc' | 'http' | 'socket';

/** Hears of a call that its host refused before interceptors saw it, by a reason of the contract or an HTTP status. */
export type Refused = (reason: string) => void;

/** Tells the error's reason; what has none is no refusal of ours: a caller who left, a connection that broke. */
export function tellRefusal(refused: Refused, error: ConnectError | undefined): void {
  const reason = reasonOf(error);
  if (reason !== undefined && reason !== 'CANCELLED') refused(reason);
}
