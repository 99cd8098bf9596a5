import { idAtTime, timeOf } from '../../../platform/ids.ts';
import { commitOrder } from '../../../platform/sqlite/group-commit.ts';
import type { ResumePoint } from '../../../platform/streams/resume-point.ts';
import type { TimelineOverrides } from '../../../services/timeline/compose.ts';
import { ringHeader, trimmed } from '../../../services/timeline/domain/ring.ts';
import { smallRings } from '../small-rings.ts';

/** A fault in the timeline service. */
interface TimelineMutant {
  readonly what: string;
  plant(): TimelineOverrides;
}

/** The offset of a ring's completeness mark. */
const completeFromAt = 24;

/** Above every id that is issued during a test. */
const far = () => idAtTime(Date.now() + 3_600_000);

export const timelineMutants: Readonly<Record<string, TimelineMutant>> = {
  'slice-skipped': {
    what: 'fan-out leaves out the second slice of followers',
    plant: () => ({
      followers: (real) => ({
        async page(authorId, afterId, limit) {
          const page = await real.page(authorId, afterId, limit);
          return afterId !== '' || page.length < 2 ? page : page.toSpliced(1, 1);
        },
      }),
    }),
  },
  'version-ignored': {
    what: 'a ring that was built for another graph is used',
    plant: () => ({
      sources: (real) => ({
        ...real,
        graphs: { ...real.graphs, get: async (id) => ({ ...(await real.graphs.get(id)), version: 1n }) },
      }),
    }),
  },
  'floor-is-last-sent': {
    what: 'a stream takes the last id that it sent for its floor',
    plant: () => ({
      openStream: (real) => (viewerId, from) => {
        let stream = real(viewerId, from);
        return {
          async next() {
            const newEntries = await stream.next();
            const ids = newEntries.entries.map(({ entry }) => entry.entryId);
            const last = ids.sort().at(-1);
            if (last === undefined) return newEntries;
            const point = { floor: (BigInt(last) + 1n).toString(), sent: new Set<string>() };
            stream = real(viewerId, point);
            return { ...newEntries, point, held: point };
          },
        };
      },
    }),
  },
  'acknowledged-early': {
    what: 'writes are acknowledged before their COMMIT',
    plant() {
      const honest = commitOrder.run;
      let commits = 0;
      commitOrder.run = async (commit, acknowledge) => {
        // The operator's sign-up is before the first step, and a run without an operator shows nothing.
        if (++commits <= 100) return honest(commit, acknowledge);
        acknowledge();
        // The COMMIT of an earlier group may have included its writes.
        setTimeout(() => commit().catch(() => {}), 50);
      };
      return {};
    },
  },
  'not-folded': {
    what: 'no repost is folded',
    plant: () => ({ rules: (real) => ({ ...real, foldWindowMs: -1 }) }),
  },
  'resumed-too-far': {
    what: 'a resumed stream begins one entry behind its token',
    plant: () => ({
      openStream: (real) => (viewerId, from) => {
        const stream = real(viewerId, from);
        let skip = from === undefined ? 0 : 1;
        return {
          ...stream,
          async next() {
            const newEntries = await stream.next();
            const entries = newEntries.entries.slice(skip);
            skip = Math.max(0, skip - newEntries.entries.length);
            return { ...newEntries, entries };
          },
        };
      },
    }),
  },
  'pulls-not-merged': {
    what: 'entries of famous authors are not merged at read',
    plant: () => ({ pulls: (real) => ({ ...real, among: () => [] }) }),
  },
  'stale-followers': {
    what: 'fan-out reads followers from a cache',
    plant: () => ({
      followers(real) {
        const pages = new Map<string, Promise<string[]>>();
        return {
          page(authorId, afterId, limit) {
            const key = `${authorId} ${afterId}`;
            const page = pages.get(key) ?? real.page(authorId, afterId, limit);
            pages.set(key, page);
            return page;
          },
        };
      },
    }),
  },
  'eviction-forgotten': {
    what: 'a ring that let go of entries still says that it is complete',
    plant: () => ({
      rings: () =>
        smallRings(
          () => {},
          (ring, capacity) => {
            const { completeFrom } = ringHeader(ring);
            const kept = trimmed(ring, capacity);
            kept.writeBigUInt64BE(completeFrom, completeFromAt);
            return kept;
          },
        ),
    }),
  },
  'heartbeat-does-not-look': {
    what: 'every second hint is lost, and a heartbeat does not look',
    plant() {
      let hints = 0;
      return {
        live: (real) => ({
          ...real,
          wake: (readerIds) => real.wake([...readerIds].filter(() => hints++ % 2 === 0)),
        }),
        openStream: (real) => (viewerId, from) => {
          const stream = real(viewerId, from);
          let last: ResumePoint | undefined;
          return {
            async next() {
              const newEntries = await stream.next();
              last = newEntries.point;
              return newEntries;
            },
            unchanged: async () => last,
          };
        },
      };
    },
  },
  'watermark-too-high': {
    what: 'the low watermark passes what is not fanned out',
    plant: () => ({
      watermark: (real) => ({
        async now() {
          await real.now();
          return idAtTime(Math.max(timeOf(far()) - 3_600_000, 0));
        },
      }),
    }),
  },
};
