import { readFileSync } from 'node:fs';
import { systemClock } from '../../platform/clock.ts';
import { loadConfig } from '../../platform/config.ts';
import { closers as closerStack } from '../../platform/lifecycle.ts';
import { createLog } from '../../platform/telemetry/log.ts';
import { logLevels } from '../../platform/telemetry/log-levels.ts';
import { createMetrics } from '../../platform/telemetry/metrics.ts';
import { startTraces } from '../../platform/telemetry/traces.ts';
import { checkProfile, layoutOf } from './layout.ts';
import type { ProcessContext } from './process-context.ts';
import type { ProcessOptions } from './process-options.ts';
import { scriptVariables, settingGroups } from './settings.ts';

/** The version of this program. */
export const { version: skeinVersion } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as {
  version: string;
};

/** Does a step in the context of a process. If it fails, everything that it opened is closed. */
export async function inContext<T>(
  options: ProcessOptions,
  step: (context: ProcessContext) => Promise<T>,
): Promise<{ context: ProcessContext; result: T }> {
  const { services, env, layout = layoutOf(services, []), clock = systemClock, uncaught } = options;
  const { stopping = new AbortController().signal } = options;
  const config = loadConfig(settingGroups(services), env, { alsoKnown: scriptVariables });
  checkProfile(layout, config.process.profile);
  const levels = logLevels(options.log ?? createLog({ level: config.process.logLevel }), clock);
  const log = levels.child({ service: layout.name });
  const closers = closerStack(clock);
  try {
    const { processFigures = true } = options;
    const metrics = createMetrics({ version: skeinVersion, nowMs: clock.nowMs, processFigures });
    uncaught?.report(log, metrics.registry);
    const service = layout.name === 'skein' ? layout.name : `skein-${layout.name}`;
    const traces = await startTraces({
      endpoint: config.process.otlpEndpoint,
      service,
      version: skeinVersion,
    });
    closers.add({ name: 'traces', close: () => traces.close() });
    const parts = { services, layout, env, config, clock, closers, log, levels, metrics, traces };
    const context = { ...parts, stopping };
    return { context, result: await step(context) };
  } catch (error) {
    await closers
      .close()
      .catch((closeError) => log.error({ err: closeError }, 'closing after a failed start'));
    throw error;
  }
}
