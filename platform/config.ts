import { closestName } from './config/closest-name.ts';
import { formatDuration, parseSetting } from './config/parse.ts';
import { HIDDEN, Secret } from './config/secret.ts';
import type { Declarations, Group, Groups, Setting, ValuesOf } from './config/setting.ts';

export { Secret } from './config/secret.ts';
export type { Group, Groups, Setting, ValuesOf } from './config/setting.ts';
export { group } from './config/setting.ts';

/** The values of every group, under the group's name. */
export type Config<G extends Groups> = {
  readonly [K in keyof G]: G[K] extends Group<infer D> ? ValuesOf<D> : never;
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** Everything that is wrong with the environment, one sentence each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration is refused:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/**
 * Reads all groups from the environment, once, at start. An empty variable counts as not set. A `SKEIN_` variable that
 * no group declares is an error, to catch misspellings, unless `alsoKnown` lists it for another program. A service that
 * loads its own group from a process's environment passes `unknown: 'ignored'`; the process, which knows all groups,
 * refuses unknown names.
 *
 * @throws ConfigError with all problems at once; it never shows the value of a secret.
 */
export function loadConfig<G extends Groups>(
  groups: G,
  env: Environment,
  {
    unknown = 'refused',
    alsoKnown = [],
  }: { unknown?: 'refused' | 'ignored'; alsoKnown?: Iterable<string> } = {},
): Config<G> {
  const problems: string[] = [];
  const config: Record<string, Record<string, unknown>> = {};
  const known = new Set<string>();
  for (const [groupName, { settings }] of Object.entries(groups)) {
    const failedBefore = problems.length;
    const values: Record<string, unknown> = {};
    for (const [name, setting] of Object.entries(settings as Declarations)) {
      if (known.has(setting.env)) problems.push(`${setting.env} is declared by two groups.`);
      known.add(setting.env);
      const result = read(setting, env[setting.env]);
      if ('problem' in result) problems.push(`${setting.env} ${result.problem}.`);
      else values[name] = result.value;
    }
    if (problems.length === failedBefore) config[groupName] = Object.freeze(values);
  }
  for (const [groupName, { check }] of Object.entries(groups)) {
    const values = config[groupName];
    if (values) problems.push(...check(values, config));
  }
  if (unknown === 'refused') problems.push(...unknownNames(env, new Set([...known, ...alsoKnown])));
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(config) as Config<G>;
}

function read(setting: Setting, text: string | undefined): { value: unknown } | { problem: string } {
  if (text !== undefined && text !== '') return parseSetting(setting, text);
  if (setting.type === 'secret' || setting.default !== undefined) return { value: setting.default };
  return { problem: 'is not set and has no default' };
}

function unknownNames(env: Environment, known: ReadonlySet<string>): string[] {
  return Object.keys(env)
    .filter((name) => name.startsWith('SKEIN_') && !known.has(name))
    .map((name) => {
      const meant = closestName(name, known);
      return `${name} is not a setting${meant ? `: did you mean ${meant}?` : '.'}`;
    });
}

/** One setting as docs/config.md shows it; every column is text. */
export interface SettingRow {
  readonly group: string;
  readonly env: string;
  readonly type: string;
  readonly unit: string;
  /** Empty for a setting without a default. */
  readonly default: string;
  /** `1 to 100`, `embedded or cluster`; empty without bounds. */
  readonly allowed: string;
  readonly doc: string;
  /** What fills the memory that it bounds, for settings that do. */
  readonly holds: string | undefined;
}

/** All settings, in the order of declaration. */
export function describe(groups: Groups): SettingRow[] {
  return Object.entries(groups).flatMap(([groupName, { settings }]) =>
    Object.values(settings as Declarations).map((setting) => ({
      group: groupName,
      env: setting.env,
      type: setting.type,
      unit: setting.type === 'int' ? setting.unit : '',
      default: setting.default === undefined ? '' : format(setting, setting.default),
      allowed: allowed(setting),
      doc: setting.doc,
      holds: setting.type === 'int' ? setting.holds : undefined,
    })),
  );
}

/** The effective configuration, one line `NAME=value` a setting, with secrets hidden. */
export function print<G extends Groups>(groups: G, config: Config<G>): string[] {
  const all = config as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  return Object.entries(groups).flatMap(([groupName, { settings }]) =>
    Object.entries(settings as Declarations).map(
      ([name, setting]) => `${setting.env}=${format(setting, all[groupName]?.[name])}`,
    ),
  );
}

function format(setting: Setting, value: unknown): string {
  if (value === undefined) return '';
  if (value instanceof Secret) return HIDDEN;
  if (setting.type === 'duration') return formatDuration(value as number);
  return Array.isArray(value) ? value.join(',') : String(value);
}

function allowed(setting: Setting): string {
  if (setting.type === 'string') return setting.oneOf?.join(' or ') ?? '';
  if (setting.type !== 'int' && setting.type !== 'duration') return '';
  const [min, max] = [setting.min, setting.max].map((bound) =>
    bound === undefined ? undefined : format(setting, bound),
  );
  if (min !== undefined && max !== undefined) return `${min} to ${max}`;
  return min !== undefined ? `at least ${min}` : max !== undefined ? `at most ${max}` : '';
}
