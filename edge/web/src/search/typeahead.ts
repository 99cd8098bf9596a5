import { createListeners } from '../data/listeners.ts';

export interface TypeaheadOptions<T> {
  readonly complete: (prefix: string, signal: AbortSignal) => Promise<readonly T[]>;
  /** @returns a function that cancels it */
  readonly after: (delayMs: number, run: () => void) => () => void;
}

/** Suggestions for a text while it is typed. */
export interface Typeahead<T> {
  /** @param prefix undefined when there is nothing to complete */
  type(prefix: string | undefined): void;
  /** The same array until it changes. */
  suggestions(): readonly T[];
  onChange(listener: () => void): () => void;
}

/** How long a person pauses before the server is asked, in milliseconds. */
export const debounceMs = 120;

/** Asks once a pause in typing, and drops the answers to older texts. */
export function createTypeahead<T>({ complete, after }: TypeaheadOptions<T>): Typeahead<T> {
  const none: readonly T[] = [];
  let suggestions = none;
  let wanted: string | undefined;
  let answered = '';
  let stop = () => {};
  const { onChange, changed } = createListeners();
  const show = (next: readonly T[], prefix: string) => {
    answered = prefix;
    if (next.length === 0 && suggestions.length === 0) return;
    suggestions = next.length === 0 ? none : next;
    changed();
  };
  const ask = (prefix: string) => {
    const outdated = new AbortController();
    stop = () => outdated.abort();
    const shown = (next: readonly T[]) => {
      if (!outdated.signal.aborted) show(next, prefix);
    };
    // Suggestions are optional: a search without them says what is wrong.
    complete(prefix, outdated.signal).then(shown, () => shown(none));
  };
  return {
    type(prefix) {
      if (prefix === wanted) return;
      wanted = prefix;
      stop();
      stop = () => {};
      // Suggestions for a shorter or longer text stay until the answer, so that the list does not flicker.
      const related = prefix !== undefined && (prefix.startsWith(answered) || answered.startsWith(prefix));
      if (!related) show(none, '');
      if (prefix !== undefined) stop = after(debounceMs, () => ask(prefix));
    },
    suggestions: () => suggestions,
    onChange,
  };
}
