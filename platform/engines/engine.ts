import type { TimedClock } from '../clock.ts';
import type { Group, ValuesOf } from '../config.ts';
import type { Closers } from '../lifecycle.ts';

/** An engine of the cluster profile: its settings, and how a process opens it. Its drivers are loaded when it is opened. */
export interface Engine<Opened, Settings extends Group['settings']> {
  /** Lower-case letters: its settings are `SKEIN_<NAME>_*`, and `mesh/engines/<name>.ts` gets and starts it. */
  readonly name: string;
  readonly settings: Group<Settings>;
  /** Other engines that this one asks for. */
  readonly needs?: readonly AnyEngine[];
  /**
   * What it opens is added to the closers.
   *
   * @throws EngineRefused at once, DomainError of an engine that does not answer for a minute
   */
  open(settings: ValuesOf<Settings>, context: EngineContext): Promise<Opened>;
}

// biome-ignore lint/suspicious/noExplicitAny: an engine of whatever settings, where they are not looked at
export type AnyEngine<Opened = unknown> = Engine<Opened, any>;

/** What an engine is opened with. */
export interface EngineContext {
  readonly clock: TimedClock;
  readonly closers: Closers;
  /** Names this life of this process, to the engine. */
  readonly owner: string;
  readonly insecureLoopback: boolean;
  /** The names of the deployment's topics. */
  readonly topics: readonly string[];
  /** Waits while the engine starts, and logs what the process waits for. */
  inTime<T>(open: () => Promise<T>): Promise<T>;
  /** Logs what a driver reports. While `inTime` waits, it logs for it. */
  onError(what: string, error: unknown): void;
  /** Opens another engine, which `needs` names; once in a process. */
  engine<Opened>(engine: AnyEngine<Opened>): Promise<Opened>;
  /** The time that ids have. */
  idNowMs(): Promise<() => number>;
}

/** Names the types of an engine. */
export function defineEngine<Opened, const Settings extends Group['settings']>(
  engine: Engine<Opened, Settings>,
): Engine<Opened, Settings> {
  return engine;
}

/** The engines and those that they need, needed ones first, each once. */
export function withNeeded(engines: readonly AnyEngine[]): readonly AnyEngine[] {
  const all = new Set<AnyEngine>();
  const add = (engine: AnyEngine) => {
    for (const needed of engine.needs ?? []) add(needed);
    all.add(engine);
  };
  for (const engine of engines) add(engine);
  return [...all];
}
