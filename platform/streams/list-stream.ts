import type { ResumePoint } from './resume-point.ts';

/** What a reader's list has from a floor on, at one moment. */
export interface ListView<Candidate, Entry> {
  /** Where it begins. */
  readonly floor: string;
  /** Every entry below it was in the list before the candidates were read. */
  readonly lowWatermarkId: string;
  /** Oldest first; at most `maxAboveFloor`. */
  readonly candidates: readonly Candidate[];
  /** Of candidates, those that the reader may see, in the given order. */
  show(candidates: readonly Candidate[]): Promise<readonly Entry[]>;
}

export interface ListStreamOptions<Candidate, Entry> {
  /** @param floor undefined for a stream that starts now, whose floor the list chooses. @throws DomainError RESUME_TOKEN_TOO_OLD */
  readonly view: (floor: string | undefined) => Promise<ListView<Candidate, Entry>>;
  readonly idOf: (candidate: Candidate) => string;
  readonly candidateOf: (entry: Entry) => Candidate;
  /** Entries of one message at the most. */
  readonly batchSize: number;
  /** Candidates that are asked for at once, at the least: where most are gone each batch would be a round of its own. */
  readonly fewest: number;
}

export interface NewEntries<Entry> {
  /** In order of id; clients insert by id. */
  readonly entries: readonly Entry[];
  /** Where the stream is after them. */
  readonly point: ResumePoint;
  /** The same with the floor of before: what went below the new floor can still be said. */
  readonly held: ResumePoint;
  /** There is more to send at once. */
  readonly more: boolean;
}

/** One reader's stream of a list: a resume point that moves as entries are taken. */
export interface ListStream<Entry> {
  /** What has come since the last time. @throws DomainError RESUME_TOKEN_TOO_OLD */
  next(): Promise<NewEntries<Entry>>;
}

/**
 * Sends each entry of a list once, in whatever order they appear in it: what is above the floor and was not sent. The floor
 * rises to the id below which nothing appears any more.
 *
 * @param from undefined starts now: what is in the list already is not sent
 */
export function listStream<Candidate, Entry>(
  from: ResumePoint | undefined,
  { view, idOf, candidateOf, batchSize, fewest }: ListStreamOptions<Candidate, Entry>,
): ListStream<Entry> {
  let point = from;

  /** Entries of one message, and how many candidates were looked at for them. */
  const take = async (unsent: readonly Candidate[], show: ListView<Candidate, Entry>['show']) => {
    const entries: Entry[] = [];
    let looked = 0;
    while (entries.length < batchSize && looked < unsent.length) {
      // What is too much is left for the next message.
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
    async next() {
      const { floor, lowWatermarkId, candidates, show } = await view(point?.floor);
      if (point === undefined) {
        point = { floor, sent: new Set(candidates.map(idOf)) };
        return { entries: [], point, held: point, more: false };
      }
      const { sent } = point;
      const unsent = candidates.filter((candidate) => !sent.has(idOf(candidate)));
      const { entries, looked } = await take(unsent, show);
      const more = looked < unsent.length;
      // With more to come the floor stops at the first that was not looked at.
      const passed = more ? lesser(lowWatermarkId, idOf(unsent[looked]!)) : lowWatermarkId;
      // Never back: after a restart less may be known than the token says.
      const nextFloor = greater(passed, floor);
      const held =
        entries.length === 0 ? point : { floor, sent: new Set([...sent, ...entries.map(idOfEntry)]) };
      point = { floor: nextFloor, sent: idsFrom(nextFloor, held.sent) };
      return { entries, point, held, more };
    },
  };
}

/** The same set where nothing goes: an idle stream makes none. */
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
