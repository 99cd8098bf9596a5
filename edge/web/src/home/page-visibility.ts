/** How long a hidden page keeps its streams, in milliseconds. The server limits the sockets of one person. */
const restMs = 5_000;

/** Resolves when the page is visible; at once when the signal aborts. */
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

/** A signal that aborts with the given one, and when the page is no longer visible; `done` releases it. */
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

/**
 * Calls `work` every `everyMs` while the page is visible, and when it becomes visible.
 * @returns a function that stops it
 */
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

/** Calls `run` after a while; returns a function that cancels it. */
export const after = (delayMs: number, run: () => void) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};

/** Waits; ends early when the network comes back. */
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
