/** Records the changes of each id, so that a disagreement is reported with the history of its ids. */
export interface History {
  note(step: number, what: string, ids: readonly (string | undefined)[]): void;
  /** The last notes about any of the ids, or about ids of the given step; oldest first. */
  about(step: number, ids: ReadonlySet<string>, limit: number): string[];
}

export function history(): History {
  const notes: { step: number; line: string; ids: readonly (string | undefined)[] }[] = [];
  return {
    note(step, what, ids) {
      notes.push({ step, line: `step ${step}: ${what}`, ids });
    },
    about(step, wanted, limit) {
      const now = notes.filter((each) => each.step === step).flatMap(({ ids }) => ids);
      const all = new Set([...wanted, ...now]);
      const touching = (ids: ReadonlySet<string | undefined>) =>
        notes.filter((each) => each.ids.some((id) => ids.has(id)));
      // Includes ids that the wanted ones depend on: the post of a repost, the author of a post.
      const made = touching(wanted).filter(({ line }) => line.includes(' is '));
      return touching(new Set([...all, ...made.flatMap(({ ids }) => ids)]))
        .slice(-limit)
        .map(({ line }) => line);
    },
  };
}
