import type { Acknowledged } from './writer.ts';

export interface Received {
  /** The authors whose entries belong to the stream. */
  readonly follows: readonly string[];
  /** Whether only entries with mentions belong to it. */
  readonly onlyMentions: boolean;
  /** In the order of arrival. */
  readonly entryIds: readonly string[];
}

export interface Verdict {
  readonly expected: number;
  readonly delivered: number;
  /** Acknowledged but not delivered. */
  readonly lost: string[];
  readonly repeated: string[];
  /** Delivered, but not acknowledged to any followed author. */
  readonly strange: string[];
}

/** Compares the deliveries of each stream with the acknowledged entries. */
export function verdictOf(acknowledged: readonly Acknowledged[], streams: readonly Received[]): Verdict {
  const verdict = { expected: 0, delivered: 0, lost: [], repeated: [], strange: [] } as {
    expected: number;
    delivered: number;
  } & Record<'lost' | 'repeated' | 'strange', string[]>;
  for (const [at, { follows, onlyMentions, entryIds }] of streams.entries()) {
    const counts = new Map<string, number>();
    for (const id of entryIds) counts.set(id, (counts.get(id) ?? 0) + 1);
    const due = acknowledged.filter(
      ({ author, mentions }) => follows.includes(author) && (mentions || !onlyMentions),
    );
    const dueIds = new Set(due.map(({ entryId }) => entryId));
    verdict.expected += due.length;
    verdict.delivered += entryIds.length;
    for (const { author, entryId } of due) {
      if (!counts.has(entryId)) verdict.lost.push(`stream ${at} lacks ${entryId} of ${author}`);
    }
    for (const [id, count] of counts) {
      if (count > 1) verdict.repeated.push(`stream ${at} had ${id} ${count} times`);
      if (!dueIds.has(id)) verdict.strange.push(`stream ${at} had ${id}, which nobody acknowledged`);
    }
  }
  return verdict;
}
