import { down, status, up } from './control.ts';
import { placeFrom } from './place.ts';
import { engines as all, enginesNamed } from './registry.ts';
import { table } from './table.ts';

/** `main.ts list [compiled|downloaded]` or `main.ts get|up|down|status|settings [--json] [engine ...]`: see README.md. */
async function main([what = '', ...rest]: readonly string[]): Promise<void> {
  const place = placeFrom(process.env);
  const print = (text: string) => process.stdout.write(`${text}\n`);
  if (what === 'list') {
    const [kind] = rest;
    const wanted = all.filter(({ isCompiled = false }) => !kind || isCompiled === (kind === 'compiled'));
    print(wanted.map(({ name }) => name).join('\n'));
    return;
  }
  const json = rest.includes('--json');
  const engines = enginesNamed(rest.filter((word) => word !== '--json').join(' '));
  if (what === 'get') {
    for (const engine of engines) await engine.get(place);
  } else if (what === 'up') {
    for (const engine of engines) {
      const began = performance.now();
      await up(engine, place);
      print(
        `${engine.name} ${engine.version} is ready after ${((performance.now() - began) / 1000).toFixed(1)} s`,
      );
    }
  } else if (what === 'down') {
    for (const engine of engines.toReversed()) {
      await down(engine, place);
      print(`${engine.name} is down`);
    }
  } else if (what === 'status') {
    const rows = (await Promise.all(engines.map((engine) => status(engine, place)))).flat();
    print(json ? JSON.stringify(rows) : table(rows));
    if (rows.some(({ ready }) => !ready)) process.exitCode = 1;
  } else if (what === 'settings') {
    const settings = engines.flatMap((engine) => Object.entries(engine.settings(place)));
    print(
      json ? JSON.stringify(Object.fromEntries(settings)) : settings.map((pair) => pair.join('=')).join('\n'),
    );
  } else throw new Error('Usage: main.ts list|get|up|down|status|settings [--json] [engine ...]');
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
