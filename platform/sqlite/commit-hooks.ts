/** Called right before a COMMIT. What it returns is called when that commit is durable and visible to reads. */
export type CommitHook = () => () => void;

/** The hooks of the commits of a database, of which one is in progress at a time. What waits for a commit that fails waits for the next. */
export interface CommitHooks {
  /** Returns a function that removes the hook. */
  add(hook: CommitHook): () => void;
  /** Runs the hooks before a COMMIT. Returns `finish`. */
  begin(): () => void;
  /** A COMMIT has begun and is not finished: rows that a new snapshot shows may be lost. */
  isUnfinished(): boolean;
  /** Runs once what waits for a COMMIT. */
  finish(): void;
}

export function commitHooks(): CommitHooks {
  const hooks = new Set<CommitHook>();
  let unfinished: (() => void)[] | undefined;
  const finish = () => {
    const waiting = unfinished ?? [];
    unfinished = undefined;
    for (const run of waiting) run();
  };
  return {
    add(hook) {
      hooks.add(hook);
      return () => hooks.delete(hook);
    },
    begin() {
      unfinished ??= [];
      for (const hook of hooks) unfinished.push(hook());
      return finish;
    },
    isUnfinished: () => unfinished !== undefined,
    finish,
  };
}
