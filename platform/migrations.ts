/**
 * One migration step. Its number is its position in the list (from 1), so steps are only appended; a released step is
 * never changed.
 */
export interface Step {
  readonly name: string;
}

/** A step in SQL; may be several statements. */
export interface Migration extends Step {
  readonly sql: string;
}

/** An applied step. */
export interface Applied {
  readonly number: number;
  readonly name: string;
}

/**
 * The missing steps of a store, with their numbers.
 *
 * @throws Error when the store has steps that this code does not know (a newer version wrote it) or knows under another
 *   name; `store` names it
 */
export function missingSteps<S extends Step>(
  store: string,
  applied: readonly Applied[],
  steps: readonly S[],
): { readonly number: number; readonly step: S }[] {
  if (applied.length > steps.length) {
    throw new Error(
      `${store} is newer than this code: it has step ${applied.length} (${applied.at(-1)?.name}), the code knows ${steps.length}`,
    );
  }
  for (const [index, { number, name }] of applied.entries()) {
    if (name !== steps[index]!.name || number !== index + 1) {
      throw new Error(
        `${store}: step ${index + 1} was applied as ${name}, the code calls it ${steps[index]!.name}`,
      );
    }
  }
  return steps.slice(applied.length).map((step, index) => ({ number: applied.length + index + 1, step }));
}

/** An error that names the failed step. */
export function stepFailed(number: number, { name }: Step, cause: unknown): Error {
  return new Error(`step ${number} (${name}) failed: ${(cause as Error).message}`, { cause });
}
