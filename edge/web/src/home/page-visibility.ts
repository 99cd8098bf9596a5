/**
 * How long a page may be out of sight and keep its stream, in milliseconds. Browsers open six connections to a server
 * over HTTP/1.1, and every stream takes one: tabs in the background must leave some to the others.
 */
const restMs = 5_000;

/** Resolves once somebody looks at the page; at once when the signal aborts. */
export function pageVisible(signal: AbortSignal): Promise<void> {
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
export function whilePageVisible(signal: AbortSignal): { readonly signal: AbortSignal; done(): void } {
  const over = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = () => over.abort();
  const look = () => {
    clearTimeout(timer);
    if (document.visibilityState === 'hidden') timer = setTimeout(end, restMs);
  };
  document.addEventListener('visibilitychange', look, { signal: over.signal });
  signal.addEventListener('abort', end, { signal: over.signal });
  if (signal.aborted) end();
  return {
    signal: over.signal,
    done() {
      clearTimeout(timer);
      end();
    },
  };
}

/** Calls every `everyMs` while somebody looks at the page, and when that begins again. @returns a way to end it */
export function everyWhileVisible(everyMs: number): (work: () => void) => () => void {
  return (work) => {
    const look = () => {
      if (document.visibilityState !== 'hidden') work();
    };
    const timer = setInterval(look, everyMs);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  };
}

/** Waits; back on a network it ends at once, for nobody wants to wait then. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = new AbortController();
    const end = () => {
      clearTimeout(timer);
      over.abort();
      resolve();
    };
    const timer = setTimeout(end, ms);
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { signal: over.signal });
    addEventListener('online', end, { signal: over.signal });
  });
}
