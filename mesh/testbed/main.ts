// `main.ts up|down|status`: see README.md. `up proxies` starts only istiod and the sidecars. MESH_PROGRAMS and ENVOY name the programs; run.sh finds them.
import { down, status, up, upAtOnce } from '../engines/control.ts';
import type { Engine } from '../engines/engine.ts';
import { placeFrom } from '../engines/place.ts';
import { enginesNamed } from '../engines/registry.ts';
import { table } from '../engines/table.ts';
import { openTestbed } from './open.ts';

const print = (text: string) => process.stdout.write(`${text}\n`);

async function main([what = '', only]: readonly string[]): Promise<void> {
  const place = placeFrom(process.env);
  const bed = await openTestbed(place);
  const parts = [bed.control, bed.sidecars, bed.skein];
  const start = (engine: Engine) =>
    [bed.skein, bed.sidecars].includes(engine) ? upAtOnce(engine, place, print) : up(engine, place);
  if (what === 'up') {
    const proxies = [bed.control, bed.sidecars];
    for (const engine of only === 'proxies' ? proxies : [...enginesNamed(''), ...parts]) {
      const began = performance.now();
      await start(engine);
      print(`${engine.name} is ready after ${((performance.now() - began) / 1000).toFixed(1)} s`);
    }
  } else if (what === 'down') {
    for (const engine of parts.toReversed()) {
      await down(engine, place);
      print(`${engine.name} is down`);
    }
  } else if (what === 'status') {
    print(table((await Promise.all(parts.map((engine) => status(engine, place)))).flat()));
  } else throw new Error('Usage: main.ts up|down|status');
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
