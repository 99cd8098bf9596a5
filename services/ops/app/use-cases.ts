import type { AppContext } from './context.ts';
import { discardDeadLetter, hasDeadLetter, listDeadLetters, retryDeadLetter } from './dead-letters.ts';
import { listConsumerLags } from './list-consumer-lags.ts';
import {
  getOperation,
  listOperations,
  resumeOperation,
  startReindex,
  startRetries,
  startVerification,
  stopOperation,
} from './operations.ts';
import { figuresOf, setLogLevel } from './processes.ts';
import { rebuildRing } from './rebuild-ring.ts';

/** Every use case of the ops service. */
export type UseCases = ReturnType<typeof useCases>;

export function useCases(context: AppContext) {
  return {
    figuresOf: figuresOf(context),
    setLogLevel: setLogLevel(context),
    listConsumerLags: listConsumerLags(context),
    listDeadLetters: listDeadLetters(context),
    hasDeadLetter: hasDeadLetter(context),
    retryDeadLetter: retryDeadLetter(context),
    discardDeadLetter: discardDeadLetter(context),
    startRetries: startRetries(context),
    startReindex: startReindex(context),
    startVerification: startVerification(context),
    listOperations: listOperations(context),
    getOperation: getOperation(context),
    stopOperation: stopOperation(context),
    resumeOperation: resumeOperation(context),
    rebuildRing: rebuildRing(context),
  };
}
