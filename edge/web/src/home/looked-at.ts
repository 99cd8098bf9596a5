/**
 * How long a page may be out of sight and keep its stream, in milliseconds. Browsers open six connections to a server
 * over HTTP/1.1, and every stream takes one: tabs in the background must leave some to the others.
 */
const restMs = 5_000;

/** Resolves once somebody looks at the page; at once when the signal aborts. */
export function lookedAt(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = new AbortController();
    const look = () => {
      if (document.visibilityState === 'hidden' && !signal.aborted) return;
      over.abort();
      resolve();
    };
    document.addEventListener('visibilitychange', look, { signal: over.signal });
    signal.addEventListener('abort', look, { signal: over.signal });
    look();
  });
}

/** A signal that aborts with the given one, and when nobody looks at the page any more; `done` lets go of it. */
export function whileLookedAt(signal: AbortSignal): { readonly signal: AbortSignal; done(): void } {
  const over = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = () => over.abort();
  const look = () => {
    clearTimeout(timer);
    if (document.visibilityState === 'hidden') timer = setTimeout(end, restMs);
  };
  document.addEventListener('visibilitychange', look, { signal: over.signal });
  signal.addEventListener('abort', end, { signal: over.signal });
  return {
    signal: over.signal,
    done() {
      clearTimeout(timer);
      end();
    },
  };
}
