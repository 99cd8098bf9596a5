/** The candidate with the fewest edits to `name`; undefined when even that one shares little with it. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  // More than a third of the letters changed is no longer a typing error.
  let limit = Math.ceil(name.length / 3);
  for (const candidate of candidates) {
    const edits = editDistance(name, candidate);
    if (edits <= limit && (best === undefined || edits < limit)) {
      best = candidate;
      limit = edits;
    }
  }
  return best;
}

/** Levenshtein's distance, row by row. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
