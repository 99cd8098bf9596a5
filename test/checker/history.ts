/** What was done to whom, so that a disagreement comes with the story of the ids in it. */
export interface History {
  note(step: number, what: string, ids: readonly (string | undefined)[]): void;
  /** The last notes that touched any of the ids, or anything that the given step touched; oldest first. */
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
      // What the wanted ids are made of belongs to their story too: the post of a repost, the author of a post.
      const made = touching(wanted).filter(({ line }) => line.includes(' is '));
      return touching(new Set([...all, ...made.flatMap(({ ids }) => ids)]))
        .slice(-limit)
        .map(({ line }) => line);
    },
  };
}
