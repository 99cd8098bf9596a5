import { setTimeout as pause } from 'node:timers/promises';
import { startProcess } from '../../../services/hosting/start-process.ts';
import { startupBanner } from '../../../services/hosting/startup-banner.ts';
import { services } from '../../../services/registry.ts';
import type { RingStore } from '../../../services/timeline/ports.ts';
import { random } from '../random.ts';
import { mutants } from './mutants.ts';

// services/main.ts with the fault of CHECKER_MUTANT, and late pushes: entries arrive out of order, which stream faults
// need to show.

const mutant = mutants[process.env.CHECKER_MUTANT ?? ''];
if (mutant === undefined) throw new Error(`CHECKER_MUTANT is none of ${Object.keys(mutants).join(', ')}`);
const chance = random(Number(process.env.CHECKER_SEED ?? 0), 0);
const late = (real: RingStore): RingStore => ({
  ...real,
  async push(entry, readerIds) {
    await pause(chance.pick([0, 0, 5, 40, 300]));
    return real.push(entry, readerIds);
  },
});
const planted = mutant.plant();
const { timeline = {} } = planted;
const rings = (real: RingStore) => (timeline.rings ?? ((same) => same))(late(real));
const overrides = { ...planted, timeline: { ...timeline, rings } };
const network = await startProcess({ services, env: process.env, overrides });
process.once('SIGTERM', () => network.close());
process.stdout.write(startupBanner(network));
