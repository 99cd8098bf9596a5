import type { AnyEngine, EngineContext } from '../../../platform/engines/engine.ts';
import { EngineRefused } from '../../../platform/engines/engine-refused.ts';
import { memoize } from '../../../platform/memoize.ts';
import { retryUntilReady, warnWhileWaiting } from '../../../platform/retry-until-ready.ts';
import { isTransientError } from '../../../platform/transient-error.ts';
import { topics } from '../../product/topics.ts';
import type { ProcessContext } from '../process-context.ts';

/** Opens an engine at the first request for it. */
export type OpenEngine = EngineContext['engine'];

/** Whether waiting may help. It does not help against a wrong password. */
const passes = (error: unknown) => isTransientError(error) && !(error instanceof EngineRefused);

type OpenContext = Pick<ProcessContext, 'config' | 'clock' | 'closers' | 'log' | 'stopping'>;

/** Opens each engine once, when it is first requested. It waits for engines that are starting or busy. */
export function engineOpener(
  { config, clock, closers, log, stopping }: OpenContext,
  { owner, idNowMs }: Pick<EngineContext, 'owner' | 'idNowMs'>,
): OpenEngine {
  const settings: Readonly<Record<string, unknown>> = config;
  const { insecureLoopback } = config.engines;
  const open: (engine: AnyEngine) => Promise<unknown> = memoize(async (engine) => {
    let opened = false;
    return engine.open(settings[engine.name] as never, {
      clock,
      closers,
      stopping,
      owner,
      insecureLoopback,
      topics: Object.values(topics),
      engine: (needed) => open(needed) as never,
      idNowMs,
      async inTime(work) {
        const onWait = warnWhileWaiting(engine.name, (line) => log.warn(line));
        const found = await retryUntilReady(clock, work, { passes, onWait, signal: stopping });
        opened = true;
        return found;
      },
      onError(what, err) {
        if (opened) log.warn({ err }, what);
      },
    });
  });
  return (engine) => open(engine) as never;
}
