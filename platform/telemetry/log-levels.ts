import type { LevelWithSilent, Logger } from 'pino';
import type { Timers } from '../clock.ts';

/** The loggers of a process: at the configured level, or for a while at the level that an operator sets. */
export interface LogLevels {
  /** A logger with its own fields; its level follows the process's. */
  child(fields: Readonly<Record<string, string>>): Logger;
  /**
   * Sets the level of all loggers. After `forMs` the configured level applies again; a later call replaces an earlier
   * one.
   */
  set(level: LevelWithSilent, forMs: number): void;
}

export function logLevels(root: Logger, timers: Timers): LogLevels {
  const loggers = [root];
  const configured = root.level;
  let cancel = () => {};
  const setAll = (level: string) => {
    // pino's children keep the level they were created with.
    for (const logger of loggers) logger.level = level;
  };
  return {
    child(fields) {
      const logger = root.child(fields);
      loggers.push(logger);
      return logger;
    },
    set(level, forMs) {
      cancel();
      setAll(level);
      cancel = timers.after(forMs, () => setAll(configured));
    },
  };
}
