import { distance } from 'fastest-levenshtein';

/** The candidate with the fewest edits to `name`; undefined when even that one shares little with it. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  // More than a third of the letters changed is no longer a typing error.
  let limit = Math.ceil(name.length / 3);
  for (const candidate of candidates) {
    const edits = distance(name, candidate);
    if (edits <= limit && (best === undefined || edits < limit)) {
      best = candidate;
      limit = edits;
    }
  }
  return best;
}
