import type { TimelineOverrides } from '../../services/timeline/compose.ts';
import { ringHeader } from '../../services/timeline/domain/ring.ts';

/** Code paths of timelines inside the server; none may be visible in a response. */
export const paths = [
  'a ring is read',
  'no ring is there',
  'a ring is built anew for another graph',
  'a ring is built',
  'a ring is lost',
  'a ring lets go of entries',
  'lists of authors are read',
  'entries of famous authors are merged',
  'a push is late',
  'a push fails half way',
  'an entry is given up and merged',
  'the clock steps back',
  'the clock jumps ahead',
] as const;

export type Path = (typeof paths)[number];
type Counts = Partial<Record<Path, number>>;

const mark = 'paths ';
const tellMs = 100;

/** Counts code paths in the server's process and reports them to its parent. */
export function pathCounter(): { took(path: Path): void; report(): void } {
  const counts: Counts = {};
  const report = () => process.stdout.write(`${mark}${JSON.stringify(counts)}\n`);
  setInterval(report, tellMs).unref();
  return {
    took(path) {
      counts[path] = (counts[path] ?? 0) + 1;
    },
    report,
  };
}

/** The server's last report in its output; a SIGKILL loses the last moments. */
export function reportedPaths(line: string): Counts | undefined {
  return line.startsWith(mark) ? (JSON.parse(line.slice(mark.length)) as Counts) : undefined;
}

/** Counts at the ports of the timeline service. */
export function counted(
  took: (path: Path) => void,
): Required<Pick<TimelineOverrides, 'rings' | 'sources' | 'pulls'>> {
  return {
    rings: (real) => ({
      ...real,
      async read(readerId) {
        const ring = await real.read(readerId);
        took(ring === undefined ? 'no ring is there' : 'a ring is read');
        return ring;
      },
      async complete(readerId, birth, built) {
        const before = await real.read(readerId);
        const kept = await real.complete(readerId, birth, built);
        if (kept) took('a ring is built');
        if (before !== undefined && ringHeader(before).graphVersion !== 0n)
          took('a ring is built anew for another graph');
        return kept;
      },
      async drop(readerId) {
        took('a ring is lost');
        return real.drop(readerId);
      },
    }),
    sources: (real) => ({
      ...real,
      entries: {
        ...real.entries,
        async list(cursors, limit) {
          took('lists of authors are read');
          return real.entries.list(cursors, limit);
        },
      },
    }),
    pulls: (real) => ({
      ...real,
      among(authorIds, fromId) {
        const found = real.among(authorIds, fromId);
        if (found.length > 0) took('entries of famous authors are merged');
        return found;
      },
    }),
  };
}
