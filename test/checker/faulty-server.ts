import { setTimeout as pause } from 'node:timers/promises';
import { startProcess } from '../../services/hosting/start-process.ts';
import { startupBanner } from '../../services/hosting/startup-banner.ts';
import { services } from '../../services/registry.ts';
import type { TimelineOverrides } from '../../services/timeline/compose.ts';
import type { Followers, RingStore } from '../../services/timeline/ports.ts';
import { counted, pathCounter } from './paths.ts';
import { type Random, random } from './random.ts';
import { smallRings } from './small-rings.ts';
import { steppingClock } from './stepping-clock.ts';

// services/main.ts with a stepping clock and failing engines: late, failed, partial and impossible pushes, and lost
// rings. The only visible effect may be entries that arrive a little later.

/** One of so many entries cannot be pushed at all and becomes a dead letter. */
const poison = 31n;

const { took, report } = pathCounter();
/** Entries that could not be pushed. */
const poisoned = new Set<string>();

function faultyRings(real: RingStore, chance: Random): RingStore {
  return {
    ...real,
    async read(readerId) {
      if (chance.chance(0.02)) await real.drop(readerId);
      return real.read(readerId);
    },
    async push(entry, readerIds) {
      if (BigInt(entry.entryId) % poison === 0n) {
        poisoned.add(entry.entryId);
        throw new Error('this entry is never pushed');
      }
      const lateMs = chance.pick([0, 0, 0, 5, 40, 300]);
      if (lateMs > 0) took('a push is late');
      await pause(lateMs);
      if (chance.chance(0.03)) {
        took('a push fails half way');
        await real.push(entry, readerIds.slice(0, readerIds.length / 2));
        throw new Error('a push that stops half way');
      }
      return real.push(entry, readerIds);
    },
  };
}

function faultyFollowers(real: Followers, chance: Random): Followers {
  return {
    async page(authorId, afterId, limit) {
      if (chance.chance(0.02)) throw new Error('followers that can not be read');
      return real.page(authorId, afterId, limit);
    },
  };
}

const chance = random(Number(process.env.CHECKER_SEED ?? 0), 0);
const small = process.env.CHECKER_SMALL_RINGS !== undefined;
const counts = counted(took);
const timeline: TimelineOverrides = {
  sources: counts.sources,
  rings: (real) => {
    const rings = small ? smallRings(() => took('a ring lets go of entries')) : real;
    return faultyRings(counts.rings(rings), chance);
  },
  followers: (real) => faultyFollowers(real, chance),
  pulls: (real) => {
    const pulls = counts.pulls(real);
    return {
      ...pulls,
      note(authorId, entryId) {
        if (poisoned.has(entryId)) took('an entry is given up and merged');
        pulls.note(authorId, entryId);
      },
    };
  },
};
const clock = steppingClock(chance, (ms) => took(ms < 0 ? 'the clock steps back' : 'the clock jumps ahead'));
const network = await startProcess({
  services,
  env: process.env,
  clock,
  overrides: { timeline },
  freeze: true,
});
process.once('SIGTERM', () => {
  report();
  return network.close();
});
process.stdout.write(startupBanner(network));
