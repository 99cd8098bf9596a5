import { distance } from 'fastest-levenshtein';

/** The candidate with the smallest edit distance to `name`; undefined when none is similar. */
export function closestName(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  // More than a third of the letters changed is not a typing error.
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
