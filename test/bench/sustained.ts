import type { KindFigures } from './harness/open-loop.ts';

/** One probed load. */
export interface Tried {
  readonly posts: number;
  readonly offered: number;
  readonly answered: number;
  readonly kinds: Readonly<Record<string, Pick<KindFigures, 'p99Ms'>>>;
}

const leastAnswered = 0.99;
const mostP99Ms = 250;
const refinements = 3;

/** Whether the server kept up: nearly all calls were answered, and no queue built up. */
export function keepsUp({ offered, answered, kinds }: Tried): boolean {
  return answered >= offered * leastAnswered && Object.values(kinds).every(({ p99Ms }) => p99Ms < mostP99Ms);
}

/**
 * The highest sustained load: doubled or halved from the first until the result changes, then bisected three times. At
 * most ten probes.
 */
export async function sustained<T extends Tried>(
  first: T,
  attempt: (posts: number) => Promise<T>,
): Promise<{ best: T | undefined; tried: T[] }> {
  const tried = [first];
  const next = async (posts: number) => {
    const result = await attempt(posts);
    tried.push(result);
    return result;
  };
  let best = keepsUp(first) ? first : undefined;
  let tooMuch = best === undefined ? first.posts : Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 6 && (best === undefined || tooMuch === Number.POSITIVE_INFINITY); turn++) {
    const result = await next(best === undefined ? tooMuch / 2 : best.posts * 2);
    if (keepsUp(result)) best = result;
    else tooMuch = result.posts;
  }
  if (best === undefined || tooMuch === Number.POSITIVE_INFINITY) return { best, tried };
  for (let turn = 0; turn < refinements; turn++) {
    const result = await next((best.posts + tooMuch) / 2);
    if (keepsUp(result)) best = result;
    else tooMuch = result.posts;
  }
  return { best, tried };
}
