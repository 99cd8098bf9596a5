/**
 * One migration step of a component: the store's owner, or a part that brings tables of its own (outbox, claims). The
 * steps of a component are applied in the order of its list and are only appended; a released step is never changed.
 * Components may share a store and grow at different times.
 */
export interface Step {
  /** Unique in the store. */
  readonly name: string;
  /** Default: the store's owner. */
  readonly component?: string;
}

/** A step in SQL; may be several statements. */
export interface Migration extends Step {
  readonly sql: string;
}

/** An applied step. */
export interface Applied {
  /** From 1, in the order in which the store got its steps. */
  readonly number: number;
  readonly name: string;
}

/**
 * The missing steps of a store in the order of the list, with their numbers.
 *
 * @param store names the store in errors
 * @throws Error when two steps have the same name, when the store has a step that this code does not know (a newer
 *   version applied it, or it was renamed), or when a step was inserted before an applied one of its component
 */
export function missingSteps<S extends Step>(
  store: string,
  applied: readonly Applied[],
  steps: readonly S[],
): { readonly number: number; readonly step: S }[] {
  const known = new Set(steps.map(({ name }) => name));
  if (known.size < steps.length) throw new Error(`${store}: two steps have the same name`);
  const unknown = applied.find(({ name }) => !known.has(name));
  if (unknown !== undefined) {
    throw new Error(
      `${store} is newer than this code, which does not know its step ${unknown.number} (${unknown.name})`,
    );
  }
  const done = new Set(applied.map(({ name }) => name));
  const missing = steps.filter(({ name }) => !done.has(name));
  const inserted = missing.find((step) =>
    steps
      .slice(steps.indexOf(step))
      .some((later) => later.component === step.component && done.has(later.name)),
  );
  if (inserted !== undefined) {
    throw new Error(`${store}: step ${inserted.name} comes before an applied step of its component`);
  }
  const last = Math.max(0, ...applied.map(({ number }) => number));
  return missing.map((step, index) => ({ number: last + index + 1, step }));
}

/** An error that names the failed step. */
export function stepFailed(number: number, { name }: Step, cause: unknown): Error {
  return new Error(`step ${number} (${name}) failed: ${(cause as Error).message}`, { cause });
}
