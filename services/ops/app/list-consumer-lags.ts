import { type LagCursor, lagsBehind } from '../domain/lags.ts';
import type { Lag } from '../ports.ts';
import type { AppContext } from './context.ts';

/** Lags change while they are listed: a page goes on from where the page before ended. */
export function listConsumerLags({ consumers }: AppContext) {
  return async (query: {
    readonly topic: string;
    readonly group: string;
    readonly after: LagCursor | undefined;
  }): Promise<readonly Lag[]> => lagsBehind(await consumers.lags(), query);
}
