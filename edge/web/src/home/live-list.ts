import { reasonOf } from '../../../../platform/errors.ts';

/** A list that a stream joins on to. */
export interface LiveSource<E> {
  /** Reads the list anew. @returns the token from which a stream goes on without a gap */
  list(signal: AbortSignal): Promise<string>;
  /** Messages from the token on; each has the token of the place behind it. */
  stream(resumeToken: string, signal: AbortSignal): AsyncIterable<{ resumeToken: string; event: E }>;
  /** Takes what a message brought; true when the list must be read again. One that fails gets the message again. */
  take(event: E): boolean | Promise<boolean>;
  live(): void;
  /** The list or the stream failed and is tried again; not called for ends that are no trouble. */
  broken(failure: unknown): void;
}

export interface LiveListOptions {
  /** Resolves once somebody looks at the page; at once when the signal aborts. */
  readonly visible: (signal: AbortSignal) => Promise<void>;
  /** A signal that also aborts when nobody looks at the page any more. */
  readonly whileVisible: (signal: AbortSignal) => { readonly signal: AbortSignal; done(): void };
  /** Waits, or less when there is reason to hope; ends when the signal aborts. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 to 1. */
  readonly random: () => number;
}

export interface LiveList {
  /** Reads the list anew, whatever the stream is at. */
  refresh(): void;
  close(): void;
}

/** Waits between attempts to connect, in milliseconds: doubled each time, half of it by chance. */
export const wait = { firstMs: 500, maxMs: 20_000 } as const;

/** Lists, streams, and resumes when the stream breaks: nothing is lost or shown twice in between. */
export function liveList<E>(source: LiveSource<E>, options: LiveListOptions): LiveList {
  const closing = new AbortController();
  let refreshing = new AbortController();
  let token: string | undefined;

  /** Keeps the stream open until it ends. A failure is absent where the next round follows at once. */
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
      // Nobody looks at the page any more.
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
      // An old token is no trouble: the list is read again. An expired one neither: the next call has a new one.
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
