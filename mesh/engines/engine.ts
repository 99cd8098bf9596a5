import type { Place } from './place.ts';

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The system user that runs it, where it must not be root; else the current user. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** One process of an engine. */
export interface EngineNode {
  /** Kebab-case, such as redis-2; also the name of its folder in the place. */
  readonly name: string;
  readonly host: string;
  /** The port for clients. */
  readonly port: number;
  /** Runs before every start: writes the configuration and, the first time, an empty store into `folder`. */
  prepare?(folder: string): Promise<void>;
  command(folder: string): Command;
  /** Connects as a client does. Rejects while that is impossible. */
  ready(): Promise<void>;
  /** The signal for a clean stop. Default SIGTERM. */
  readonly stopSignal?: NodeJS.Signals;
  /** How long it may take to become ready: long, because a process that ended is noticed at once. Default 300,000. */
  readonly readyWithinMs?: number;
}

/** One engine, exported by the file of its name. */
export interface Engine {
  readonly name: string;
  readonly version: string;
  /** Installing it compiles it, which takes both cores for minutes; others are downloads. */
  readonly isCompiled?: true;
  /** Installs it into the cache or on the machine, unless it is installed. Safe to run concurrently. */
  get(place: Place): Promise<void>;
  /** Its processes, in the order of starting. */
  nodes(place: Place): readonly EngineNode[];
  /** When every node is ready: joins them, and connects as a client does. Repeatable. */
  join?(place: Place): Promise<void>;
  /** The settings by which a service reaches it. */
  settings(place: Place): Readonly<Record<string, string>>;
}
