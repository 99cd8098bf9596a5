import { reasonOf } from '../../../../platform/errors.ts';

/** A list that a stream continues. */
export interface LiveSource<E> {
  /**
   * Reads the list again.
   * @returns the token from which a stream continues without a gap
   */
  list(signal: AbortSignal): Promise<string>;
  /** Messages from the token on; each has the token of the position after it. */
  stream(resumeToken: string, signal: AbortSignal): AsyncIterable<{ resumeToken: string; event: E }>;
  /** Processes a message; true when the list must be read again. A message that fails is delivered again. */
  take(event: E): boolean | Promise<boolean>;
  live(): void;
  /** The list or stream failed and will be retried; not called for harmless ends. */
  broken(failure: unknown): void;
}

export interface LiveListOptions {
  /** Resolves when the page is visible; at once when the signal aborts. */
  readonly visible: (signal: AbortSignal) => Promise<void>;
  /** A signal that also aborts when the page is no longer visible. */
  readonly whileVisible: (signal: AbortSignal) => { readonly signal: AbortSignal; done(): void };
  /** Waits; ends early when a retry is promising or the signal aborts. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Uniform in 0 to 1. */
  readonly random: () => number;
}

export interface LiveList {
  /** Reads the list again, whatever the state of the stream. */
  refresh(): void;
  close(): void;
}

/** Pauses between attempts in milliseconds: doubled each time, half of it random. */
export const wait = { firstMs: 500, maxMs: 20_000 } as const;

/** Lists, streams, and resumes when the stream breaks; nothing is lost or shown twice. */
export function liveList<E>(source: LiveSource<E>, options: LiveListOptions): LiveList {
  const closing = new AbortController();
  let refreshing = new AbortController();
  let token: string | undefined;

  /** Keeps the stream open until it ends. No failure means that the next round follows at once. */
  const follow = async (from: string): Promise<{ readonly opened: boolean; readonly failure?: unknown }> => {
    let opened = false;
    const seen = options.whileVisible(AbortSignal.any([closing.signal, refreshing.signal]));
    try {
      for await (const message of source.stream(from, seen.signal)) {
        opened = true;
        source.live();
        const listAgain = await source.take(message.event);
        token = listAgain ? undefined : message.resumeToken;
        if (listAgain) return { opened };
      }
      return { opened, failure: undefined };
    } catch (failure) {
      if (closing.signal.aborted || refreshing.signal.aborted) return { opened };
      if (!seen.signal.aborted) return { opened, failure };
      // The page is no longer visible.
      source.broken(undefined);
      return { opened };
    } finally {
      seen.done();
    }
  };

  const run = async () => {
    let delayMs: number = wait.firstMs;
    while (!closing.signal.aborted) {
      let failure: unknown;
      try {
        await options.visible(closing.signal);
        if (refreshing.signal.aborted) {
          refreshing = new AbortController();
          token = undefined;
        }
        token ??= await source.list(closing.signal);
        const ended = await follow(token);
        if (ended.opened) delayMs = wait.firstMs;
        if (!('failure' in ended)) continue;
        failure = ended.failure;
      } catch (reason) {
        failure = reason;
      }
      if (closing.signal.aborted) return;
      const reason = reasonOf(failure);
      // Harmless: after an old resume token the list is read again; after an expired access token the next call has a
      // new one.
      const harmless = reason === 'RESUME_TOKEN_TOO_OLD' || reason === 'TOKEN_EXPIRED';
      if (reason === 'RESUME_TOKEN_TOO_OLD' || reason === 'RESUME_TOKEN_INVALID') token = undefined;
      if (harmless && delayMs === wait.firstMs) {
        delayMs *= 2;
        continue;
      }
      source.broken(failure);
      await options.pause(
        delayMs * (0.5 + options.random() / 2),
        AbortSignal.any([closing.signal, refreshing.signal]),
      );
      delayMs = Math.min(delayMs * 2, wait.maxMs);
    }
  };
  void run();
  return {
    refresh: () => refreshing.abort(),
    close: () => closing.abort(),
  };
}
