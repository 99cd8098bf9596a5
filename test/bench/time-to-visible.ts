import type { Wire, WireRequest } from './harness/wire.ts';
import type { Person } from './reed98.ts';
import { homePage, homeStream, searchPosts } from './requests.ts';

/** Resolves when the viewer sees the post: in the home timeline, by polling or by a stream, or in a search. */
export type UntilVisible = (viewer: Person, postId: string, author: Person) => Promise<void>;

const pageSize = 20;
const limitMs = 10_000;

/**
 * Polls the first page.
 * @throws Error when the post is not on it after ten seconds
 */
export function polling(wire: Wire): UntilVisible {
  return async (viewer, postId) => {
    const endMs = performance.now() + limitMs;
    // Ids are 19 ASCII digits, so the page need not be decoded.
    while (!(await wire.unary(homePage(viewer, { size: pageSize }))).includes(postId, 0, 'latin1')) {
      if (performance.now() > endMs) throw new Error('not seen');
    }
  };
}

/**
 * Searches for the author's posts. The pauses between two searches are a tenth of a second: what is found is cached for longer.
 * @throws Error when the post is not found after ten seconds
 */
export function searching(wire: Wire): UntilVisible {
  return async (viewer, postId, { handle }) => {
    const request = searchPosts(viewer, { query: `from:${handle}`, pageSize });
    for (const endMs = performance.now() + limitMs; ; ) {
      if ((await wire.unary(request)).includes(postId, 0, 'latin1')) return;
      if (performance.now() > endMs) throw new Error('not found');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
}

/** How many messages a viewer keeps, because a post may be visible before its author gets the response. */
const keptMessages = 64;

interface Watching {
  readonly recent: Buffer[];
  readonly waiting: Map<string, () => void>;
}

/** Opens a stream for each viewer, by default the home stream, and waits for all. A post counts as visible when its message has arrived. */
export async function streaming(
  wire: Wire,
  viewers: readonly Person[],
  streamOf: (viewer: Person) => WireRequest = homeStream,
): Promise<(viewer: Person, postId: string) => Promise<void>> {
  const watching = new Map<string, Watching>();
  const open = (viewer: Person) =>
    new Promise<void>((resolve, reject) => {
      const { recent, waiting } = { recent: [] as Buffer[], waiting: new Map<string, () => void>() };
      watching.set(viewer.id, { recent, waiting });
      const onMessage = (message: Buffer) => {
        resolve();
        recent.push(message);
        if (recent.length > keptMessages) recent.shift();
        for (const [postId, seen] of waiting) if (message.includes(postId, 0, 'latin1')) seen();
      };
      wire.stream(streamOf(viewer), onMessage).catch(reject);
    });
  await Promise.all(viewers.map(open));
  return async (viewer, postId) => {
    const { recent, waiting } = watching.get(viewer.id)!;
    if (recent.some((message) => message.includes(postId, 0, 'latin1'))) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(() => reject(new Error('not seen')), limitMs);
    waiting.set(postId, resolve);
    await promise.finally(() => {
      clearTimeout(timer);
      waiting.delete(postId);
    });
  };
}
