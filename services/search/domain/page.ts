export interface Taken<Candidate, Shown> {
  readonly shown: readonly Shown[];
  /** The next page begins after this candidate; absent after the last. */
  readonly last?: Candidate;
}

export interface TakePage<Candidate, Shown> {
  readonly size: number;
  /** The page begins after this candidate; undefined for the first. */
  readonly after: Candidate | undefined;
  /** Candidates in order, from the one after `after`. Fewer than `limit` means the end. */
  next(after: Candidate | undefined, limit: number): Promise<readonly Candidate[]>;
  /** What is shown of each candidate, in their order: undefined for one that is hidden. */
  show(candidates: readonly Candidate[]): Promise<readonly (Shown | undefined)[]>;
}

/** The most candidates of a page, in page sizes. Where most are hidden, a page is short instead of slow. */
const candidatesPerShown = 10;
/** The fewest candidates of a round. A round costs more than its candidates. */
const fewest = 20;

/** Takes a page from candidates of which some are hidden. It reads until the page is full and one more can be shown. */
export async function takePage<Candidate, Shown>({
  size,
  after,
  next,
  show,
}: TakePage<Candidate, Shown>): Promise<Taken<Candidate, Shown>> {
  const shown: Shown[] = [];
  let last = after;
  for (let budget = Math.max(fewest, candidatesPerShown * size); budget > 0; ) {
    const limit = Math.min(budget, Math.max(fewest, size - shown.length + 1));
    const candidates = await next(last, limit);
    const visible = candidates.length === 0 ? [] : await show(candidates);
    for (const [i, candidate] of candidates.entries()) {
      const each = visible[i];
      if (each !== undefined) {
        if (shown.length === size) return { shown, ...(last !== undefined && { last }) };
        shown.push(each);
      }
      last = candidate;
    }
    if (candidates.length < limit) return { shown };
    budget -= candidates.length;
  }
  return { shown, ...(last !== undefined && { last }) };
}
