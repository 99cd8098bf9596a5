import type { Random } from '../checker/random.ts';
import type { Operation } from './harness/open-loop.ts';
import type { Wire, WireRequest } from './harness/wire.ts';
import type { Person } from './reed98.ts';
import { homePage, newPost, nextPageToken, userPage } from './requests.ts';
import { postText } from './text.ts';

export type MixKind = 'home' | 'user' | 'post';

const pageSize = 10;
const maxDepth = 10;
/** Of ten operations. */
const shares = { home: 6, user: 3, post: 1 } as const;

/** A user reading down a timeline: the remaining pages, and the token of the next. */
interface Reading {
  readonly page: (token?: string) => WireRequest;
  left: number;
  token?: string;
}

/**
 * The standard load of requirements.md, 'Real input': 60 % home pages, 30 % user timeline pages, 10 % posts, uniform
 * users. Readers continue for 0-10 pages, by tokens. Each page is an operation at its own scheduled time: it continues
 * a reading whose token has arrived, or starts one.
 *
 * @param maxText characters of a post; by default as in the standard load
 */
export function standardMix(
  wire: Wire,
  people: readonly Person[],
  random: Random,
  maxText?: number,
): () => Operation<MixKind> {
  const handles = people.map(({ handle }) => handle);
  const waiting: Record<'home' | 'user', Reading[]> = { home: [], user: [] };

  const begin = (kind: 'home' | 'user'): Reading => {
    const viewer = random.pick(people);
    const left = random.int(maxDepth + 1);
    if (kind === 'home') return { left, page: (token) => homePage(viewer, { size: pageSize, token }) };
    const author = random.pick(people);
    return { left, page: (token) => userPage(viewer, author, { size: pageSize, token }) };
  };
  const read = async (kind: 'home' | 'user', reading: Reading) => {
    const answer = await wire.unary(reading.page(reading.token));
    if (reading.left-- === 0) return;
    reading.token = nextPageToken(answer);
    if (reading.token !== undefined) waiting[kind].push(reading);
  };
  return () => {
    const kind = random.weighted(shares);
    if (kind === 'post') {
      const request = newPost(random.pick(people), postText(random, handles).slice(0, maxText));
      return { kind, run: () => wire.unary(request) };
    }
    const reading = waiting[kind].shift() ?? begin(kind);
    return { kind, run: () => read(kind, reading) };
  };
}
