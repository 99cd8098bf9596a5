import { closestName } from '../../../platform/config/closest-name.ts';
import type { Assumption } from './assumptions/assumption.ts';
import { data } from './assumptions/data.ts';
import { machines } from './assumptions/machines.ts';
import { people } from './assumptions/people.ts';

/** Every assumption by name; `--NAME VALUE` changes it. */
export const assumptions = { ...people, ...data, ...machines };

export type AssumptionName = keyof typeof assumptions;

/** A value for every assumption. */
export type Plan = Readonly<Record<AssumptionName, number>>;

export const assumptionNames = Object.keys(assumptions) as AssumptionName[];

export const assumption = (name: AssumptionName): Assumption => assumptions[name];

export const plannedSize: Plan = Object.fromEntries(
  assumptionNames.map((name) => [name, assumptions[name].value]),
) as Plan;

/**
 * The planned size with the values of arguments like `--peak-posts 30000` or `--peak-posts=30000`.
 *
 * @throws Error that names the argument, what it must be, and what it was
 */
export function planOf(args: readonly string[]): Plan {
  const plan: Record<AssumptionName, number> = { ...plannedSize };
  for (const words = [...args]; words.length > 0; ) {
    const word = words.shift()!;
    const [, name = '', given] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (!isAssumption(name)) throw new Error(unknownArgument(word, name));
    plan[name] = numberOf(name, given ?? words.shift());
  }
  if (plan['daily-users'] > plan.users) {
    throw new Error(`--daily-users (${plan['daily-users']}) must not be above --users (${plan.users}).`);
  }
  if (plan.posts > plan['peak-posts']) {
    throw new Error(`--posts (${plan.posts}) must not be above --peak-posts (${plan['peak-posts']}).`);
  }
  return plan;
}

const isAssumption = (name: string): name is AssumptionName => Object.hasOwn(assumptions, name);

function unknownArgument(word: string, name: string): string {
  const close = closestName(name, assumptionNames);
  return `There is no assumption ${word}${close === undefined ? '' : `; did you mean --${close}?`}`;
}

function numberOf(name: AssumptionName, text: string | undefined): number {
  const { unit, min, max } = assumption(name);
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  if (value >= min && value <= max) return value;
  const given = text === undefined ? 'nothing' : `"${text}"`;
  throw new Error(`--${name} must be a number from ${min} to ${max} (${unit}), not ${given}.`);
}
