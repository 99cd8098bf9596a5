import type { Place } from './place.ts';

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Who runs it, where it must not be root; else the user who starts it. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** One process of an engine. */
export interface EngineNode {
  /** Kebab-case, such as redis-2: also the name of its folder below the place's. */
  readonly name: string;
  readonly host: string;
  /** Where clients connect. */
  readonly port: number;
  /** Before every start: writes its configuration and, the first time, its empty store into `folder`. */
  prepare?(folder: string): Promise<void>;
  command(folder: string): Command;
  /** Does as a client does. Rejects while it can't. */
  ready(): Promise<void>;
  /** How it is asked to end without loss. Default SIGTERM. */
  readonly stopSignal?: NodeJS.Signals;
  /** How long it may take from its start until it is ready: long, for one that ended is seen at once. Default 300,000. */
  readonly readyWithinMs?: number;
}

/** One engine: what the project's file of its name exports. */
export interface Engine {
  readonly name: string;
  readonly version: string;
  /** Gets it into the cache, or onto the machine; nothing when it is there. Safe beside another one that gets it. */
  get(place: Place): Promise<void>;
  /** Its processes, in the order in which they start. */
  nodes(place: Place): readonly EngineNode[];
  /** Once every node is ready: makes one of them, and does as a client does with the whole. May be called again. */
  join?(place: Place): Promise<void>;
  /** The settings by which a service reaches it. */
  settings(place: Place): Readonly<Record<string, string>>;
}
