import type { Secret } from './secret.ts';

interface Declared<T> {
  /** The environment variable, `SKEIN_...`. */
  readonly env: string;
  /** One line for operators. */
  readonly doc: string;
  /** Absent: the setting is required. */
  readonly default?: T;
}

interface NumberSetting extends Declared<number> {
  readonly type: 'int';
  /** What is counted: `posts`, `bytes`, `accounts`. */
  readonly unit: string;
  readonly min?: number;
  readonly max?: number;
  /** What fills the memory that it bounds, in bytes: docs/config.md adds these settings up. */
  readonly holds?: string;
}

/** Written `500ms`, `15s`, `15m`, `24h` or `30d`; its value, default and bounds are milliseconds. */
interface DurationSetting extends Declared<number> {
  readonly type: 'duration';
  readonly min?: number;
  readonly max?: number;
}

/** 0 lets the system choose a free port. */
interface PortSetting extends Declared<number> {
  readonly type: 'port';
}

interface StringSetting extends Declared<string> {
  readonly type: 'string';
  readonly oneOf?: readonly string[];
}

interface BoolSetting extends Declared<boolean> {
  readonly type: 'bool';
}

/** Comma-separated; items are trimmed and empty items dropped. */
interface ListSetting extends Declared<readonly string[]> {
  readonly type: 'list';
}

/** Never has a default. An absent secret is `undefined`; the group's check decides whether that is allowed. */
interface SecretSetting extends Declared<never> {
  readonly type: 'secret';
}

export type Setting =
  | NumberSetting
  | DurationSetting
  | PortSetting
  | StringSetting
  | BoolSetting
  | ListSetting
  | SecretSetting;

export type Declarations = Readonly<Record<string, Setting>>;

type ValueOf<S> = S extends { type: 'int' | 'duration' | 'port' }
  ? number
  : S extends { type: 'bool' }
    ? boolean
    : S extends { type: 'list' }
      ? readonly string[]
      : S extends { type: 'secret' }
        ? Secret | undefined
        : S extends { oneOf: readonly (infer V)[] }
          ? V
          : string;

export type ValuesOf<D extends Declarations> = { readonly [K in keyof D]: ValueOf<D[K]> };

/**
 * Checks the values of a group together and returns one sentence a problem. `all` has the values of every group by
 * name, for rules across groups; a group that failed to load is absent.
 */
export type Check<D extends Declarations> = (
  values: ValuesOf<D>,
  all: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>,
) => readonly string[];

/** The settings of the process or of one service. */
export interface Group<D extends Declarations = Declarations> {
  readonly settings: D;
  readonly check: Check<D>;
}

// biome-ignore lint/suspicious/noExplicitAny: a group's check takes exactly its own values.
export type Groups = Readonly<Record<string, Group<any>>>;

/** Declares a group; the types of its values follow from the declarations. */
export function group<const D extends Declarations>(settings: D, check: Check<D> = () => []): Group<D> {
  return { settings, check };
}
