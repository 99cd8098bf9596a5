import { type LagCursor, lagsBehind } from '../domain/lags.ts';
import type { Lag } from '../ports.ts';
import type { AppContext } from './context.ts';

/** Lags change between pages: a page begins below the last lag of the previous one. */
export function listConsumerLags({ consumers }: AppContext) {
  return async (query: {
    readonly topic: string;
    readonly group: string;
    readonly after: LagCursor | undefined;
  }): Promise<readonly Lag[]> => lagsBehind(await consumers.lags(), query);
}
