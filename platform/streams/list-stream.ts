import type { ResumePoint } from './resume-point.ts';

/** The reader's list from a floor on, at one moment. */
export interface ListView<Candidate, Entry> {
  /** Its lowest id. */
  readonly floor: string;
  /** Every entry below it was in the list before the candidates were read. */
  readonly lowWatermarkId: string;
  /** Oldest first; at most `maxAboveFloor`. */
  readonly candidates: readonly Candidate[];
  /** The candidates that the reader may see, in the given order. */
  show(candidates: readonly Candidate[]): Promise<readonly Entry[]>;
}

export interface ListStreamOptions<Candidate, Entry> {
  /** @param floor undefined for a stream that starts now, whose floor the list chooses. @throws DomainError RESUME_TOKEN_TOO_OLD */
  readonly view: (floor: string | undefined) => Promise<ListView<Candidate, Entry>>;
  readonly idOf: (candidate: Candidate) => string;
  readonly candidateOf: (entry: Entry) => Candidate;
  /** The most entries of one message. */
  readonly batchSize: number;
  /** The least number of candidates in a read: when most are hidden, smaller reads would multiply the round trips. */
  readonly fewest: number;
}

export interface NewEntries<Entry> {
  /** In order of id; clients insert by id. */
  readonly entries: readonly Entry[];
  /** The stream's position after them. */
  readonly point: ResumePoint;
  /** The same with the previous floor, while removals below the new floor may still be reported. */
  readonly held: ResumePoint;
  /** There are more entries to send now. */
  readonly more: boolean;
}

/** One reader's stream of a list: a resume point that advances as entries are taken. */
export interface ListStream<Entry> {
  /**
   * New entries since the last call.
   * @throws DomainError RESUME_TOKEN_TOO_OLD
   */
  next(): Promise<NewEntries<Entry>>;
  /**
   * The point under a newer low watermark, when the list is as `next` last read it. Undefined when `next` left candidates
   * that it may show later.
   */
  advance(lowWatermarkId: string): ResumePoint | undefined;
}

/**
 * Sends each entry of a list once, in any order of appearance: entries above the floor that were not sent. The floor
 * rises to the id below which no entry appears any more.
 *
 * @param from undefined starts now: existing entries are not sent
 */
export function listStream<Candidate, Entry>(
  from: ResumePoint | undefined,
  { view, idOf, candidateOf, batchSize, fewest }: ListStreamOptions<Candidate, Entry>,
): ListStream<Entry> {
  let point = from;
  /** Every candidate from the floor on was sent. */
  let allSent = false;

  /** The entries of one message, and how many candidates were examined. */
  const take = async (unsent: readonly Candidate[], show: ListView<Candidate, Entry>['show']) => {
    const entries: Entry[] = [];
    let looked = 0;
    while (entries.length < batchSize && looked < unsent.length) {
      // The excess is left for the next message.
      const candidates = unsent.slice(looked, looked + Math.max(batchSize, fewest));
      const shown = await show(candidates);
      const room = batchSize - entries.length;
      entries.push(...shown.slice(0, room));
      looked += shown.length > room ? candidates.indexOf(candidateOf(shown[room]!)) : candidates.length;
    }
    return { entries, looked };
  };

  const idOfEntry = (entry: Entry) => idOf(candidateOf(entry));

  return {
    advance(lowWatermarkId) {
      if (point === undefined || !allSent) return undefined;
      const floor = greater(lowWatermarkId, point.floor);
      point = { floor, sent: idsFrom(floor, point.sent) };
      return point;
    },
    async next() {
      const { floor, lowWatermarkId, candidates, show } = await view(point?.floor);
      if (point === undefined) {
        point = { floor, sent: new Set(candidates.map(idOf)) };
        allSent = true;
        return { entries: [], point, held: point, more: false };
      }
      const { sent } = point;
      const unsent = candidates.filter((candidate) => !sent.has(idOf(candidate)));
      const { entries, looked } = await take(unsent, show);
      const more = looked < unsent.length;
      // When there is more, the floor stops at the first candidate that was not examined.
      const passed = more ? lesser(lowWatermarkId, idOf(unsent[looked]!)) : lowWatermarkId;
      // Never back: after a restart the process may know less than the token.
      const nextFloor = greater(passed, floor);
      const held =
        entries.length === 0 ? point : { floor, sent: new Set([...sent, ...entries.map(idOfEntry)]) };
      point = { floor: nextFloor, sent: idsFrom(nextFloor, held.sent) };
      allSent = unsent.every((candidate) => idOf(candidate) < nextFloor || held.sent.has(idOf(candidate)));
      return { entries, point, held, more };
    },
  };
}

/** Returns the same set when nothing is removed, so that an idle stream allocates none. */
function idsFrom(floor: string, ids: ReadonlySet<string>): ReadonlySet<string> {
  for (const id of ids) if (id < floor) return new Set([...ids].filter((each) => each >= floor));
  return ids;
}

function lesser(a: string, b: string): string {
  return a < b ? a : b;
}

function greater(a: string, b: string): string {
  return a > b ? a : b;
}
