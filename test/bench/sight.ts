import type { Wire } from './harness/wire.ts';
import type { Person } from './reed98.ts';
import { homePage } from './requests.ts';

/** Resolves once the viewer's home timeline shows the post: by polling now, by a stream where there is one. */
export type Sight = (viewer: Person, postId: string) => Promise<void>;

const pageSize = 20;
const limitMs = 10_000;

/** Asks for the first page until the post is on it. @throws Error when it is not after ten seconds */
export function polling(wire: Wire): Sight {
  return async (viewer, postId) => {
    const endMs = performance.now() + limitMs;
    // Ids are 19 digits in ASCII, so the page need not be decoded.
    while (!(await wire.unary(homePage(viewer, { size: pageSize }))).includes(postId, 0, 'latin1')) {
      if (performance.now() > endMs) throw new Error('not seen');
    }
  };
}
