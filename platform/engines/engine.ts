import type { TimedClock } from '../clock.ts';
import type { Group, ValuesOf } from '../config.ts';
import type { Closers } from '../lifecycle.ts';

/** An engine of the cluster profile: its settings, and how a process opens it. Its drivers are loaded on opening. */
export interface Engine<Opened, Settings extends Group['settings']> {
  /** Lower-case letters. Its settings are `SKEIN_<NAME>_*`; `mesh/engines/<name>.ts` installs and starts it. */
  readonly name: string;
  readonly settings: Group<Settings>;
  /** Other engines that this one uses. */
  readonly needs?: readonly AnyEngine[];
  /**
   * Everything it opens is added to the closers.
   *
   * @throws EngineRefused at once, DomainError when the engine does not answer for a minute
   */
  open(settings: ValuesOf<Settings>, context: EngineContext): Promise<Opened>;
}

// biome-ignore lint/suspicious/noExplicitAny: an engine of whatever settings, where they are not looked at
export type AnyEngine<Opened = unknown> = Engine<Opened, any>;

/** The context in which an engine is opened. */
export interface EngineContext {
  readonly clock: TimedClock;
  readonly closers: Closers;
  /** Aborted when the process must stop: waits for the engine end. */
  readonly stopping: AbortSignal;
  /** Identifies this run of the process to the engine. */
  readonly owner: string;
  readonly insecureLoopback: boolean;
  /** The names of the deployment's topics. */
  readonly topics: readonly string[];
  /** Waits while the engine starts, and logs what the process waits for. */
  inTime<T>(open: () => Promise<T>): Promise<T>;
  /** Logs what a driver reports. While `inTime` waits, it logs for it. */
  onError(what: string, error: unknown): void;
  /** Opens another engine of `needs`; once in a process. */
  engine<Opened>(engine: AnyEngine<Opened>): Promise<Opened>;
  /** The clock of ids. */
  idNowMs(): Promise<() => number>;
}

/** Infers the types of an engine. */
export function defineEngine<Opened, const Settings extends Group['settings']>(
  engine: Engine<Opened, Settings>,
): Engine<Opened, Settings> {
  return engine;
}

/** The engines and those that they need, each once, needed ones first. */
export function withNeeded(engines: readonly AnyEngine[]): readonly AnyEngine[] {
  const all = new Set<AnyEngine>();
  const add = (engine: AnyEngine) => {
    for (const needed of engine.needs ?? []) add(needed);
    all.add(engine);
  };
  for (const engine of engines) add(engine);
  return [...all];
}
