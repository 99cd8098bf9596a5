import { services } from '../../services/registry.ts';
import type { Engine } from './engine.ts';

/**
 * The engines that services and processes ask for: `<name>.ts` beside this file exports each by its name. They start in this
 * order, one after the other, because CPU time is scarce.
 */
export const engines: readonly Engine[] = await Promise.all(services.engines.map(({ name }) => load(name)));

async function load(name: string): Promise<Engine> {
  const { [name]: engine } = (await import(`./${name}.ts`)) as Readonly<Record<string, Engine>>;
  if (engine?.name !== name) throw new Error(`mesh/engines/${name}.ts does not export the engine ${name}`);
  return engine;
}

/**
 * The named engines, separated by spaces or commas; all by default.
 *
 * @throws Error naming the known ones
 */
export function enginesNamed(text: string): readonly Engine[] {
  const names = text.split(/[\s,]+/).filter((name) => name !== '');
  const unknown = names.filter((name) => !engines.some((engine) => engine.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `There is no engine ${unknown.join(', ')}: ${engines.map(({ name }) => name).join(', ')}.`,
    );
  }
  return names.length === 0 ? engines : engines.filter(({ name }) => names.includes(name));
}
