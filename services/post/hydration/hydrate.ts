import { type NewPost, NO_COUNTS, NOTHING_DONE, type PostState, type ViewerState } from '../domain/post.ts';
import { isVisible } from '../domain/visibility.ts';
import type { Card, PostStore, Relations, UserDirectory } from '../ports.ts';
import { type Seen, seenBy } from './audience.ts';
import { encodePlace, joinPost } from './encode.ts';
import { type Fragment, type Fragments, fragmentBytes } from './fragments.ts';

export interface Viewing {
  /** Undefined for an anonymous viewer. */
  readonly viewerId: string | undefined;
  /** Whether the caller has left out authors whom the viewer may not see. Then only quoted authors are checked for blocks. */
  readonly authorsChecked?: boolean;
  /** Whether quoted posts of muted people are tombstones, as in a home timeline. */
  readonly hideMutedQuotes?: boolean;
  /** People whose cards the caller also wants. Their blocks are not checked. */
  readonly userIds?: readonly string[];
}

export interface ShownPost {
  readonly authorId: string;
  /** An encoded skein.post.v1.Post. */
  readonly bytes: Uint8Array;
}

export interface Hydrated {
  /** The posts that the viewer may see, by id, in the order of the requested ids. */
  readonly shown: ReadonlyMap<string, ShownPost>;
  /** The states of the requested ids, visible or not. */
  readonly states: ReadonlyMap<string, PostState>;
  /** The card of a shown author, or of a requested person. */
  card(userId: string): Card | undefined;
}

/** Turns ids into posts that one viewer may see. Every list of posts uses it: it decides what is visible. */
export interface Hydration {
  hydrate(ids: readonly string[], viewing: Viewing): Promise<Hydrated>;
  /** A new post that quotes none, as its author sees it. Nothing is read from the store. */
  created(post: NewPost, author: Uint8Array): Uint8Array;
}

export interface HydrationOptions {
  readonly store: Pick<PostStore, 'states' | 'viewerStates'>;
  readonly fragments: Fragments;
  readonly users: UserDirectory;
  readonly relations: Relations;
}

const nothingDone: ReadonlyMap<string, ViewerState> = new Map();

/** For any number of ids: at most two queries for states, and one each for fragments, viewer states, cards and blocks. */
export function hydration({ store, fragments, users, relations }: HydrationOptions): Hydration {
  /** Adds the states of quoted posts that are missing. */
  const withQuoted = async (posts: readonly PostState[], states: ReadonlyMap<string, PostState>) => {
    const ids = new Set<string>();
    for (const { quotedId } of posts) if (quotedId !== '' && !states.has(quotedId)) ids.add(quotedId);
    return ids.size === 0 ? states : new Map([...states, ...(await store.states([...ids]))]);
  };

  /** The viewer's states of posts. A post without likes and reposts has none, so most posts need no look-up. */
  const viewerStates = (viewerId: string, posts: readonly PostState[]) => {
    const ids: string[] = [];
    for (const { id, counts } of posts) if (counts.likes + counts.reposts > 0) ids.push(id);
    return ids.length === 0 ? nothingDone : store.viewerStates(viewerId, ids);
  };

  return {
    created(post, author) {
      const state = { ...post, deleted: false, counts: NO_COUNTS };
      return fragments.post(fragments.created(post), state, author, NOTHING_DONE);
    },
    async hydrate(ids, { viewerId, authorsChecked = false, hideMutedQuotes = false, userIds = [] }) {
      const states = await store.states(ids);
      const posts = standing(ids, states);
      const quoting = posts.filter(({ quotedId }) => quotedId !== '');
      const all = quoting.length === 0 ? states : await withQuoted(quoting, states);
      const quoted = standing(
        quoting.map(({ quotedId }) => quotedId),
        all,
      );
      const wanted = quoted.length === 0 ? posts : [...new Set([...posts, ...quoted])];
      const checked = authorsChecked ? quoted : wanted;
      const [seen, pieces, viewed] = await Promise.all([
        seenBy(
          { users, relations },
          {
            viewerId,
            userIds: people(wanted, userIds),
            checkIds: people(checked),
            withMutes: hideMutedQuotes && quoted.length > 0,
          },
        ),
        fragments.get(wanted),
        viewerId === undefined ? undefined : viewerStates(viewerId, wanted),
      ]);
      const join = joiner(fragments, seen, viewed);
      // Fragments are found by position, or by id if there are quoted posts.
      const byId = new Map<string, Fragment | undefined>();
      if (quoted.length > 0) for (const [i, { id }] of wanted.entries()) byId.set(id, pieces[i]);
      const placeOf = (quotedId: string): Uint8Array => {
        const state = all.get(quotedId);
        const post = join(state, byId.get(quotedId));
        // Visibility comes first. Otherwise a mute would reveal that the post of a person who blocked the viewer exists.
        return post !== undefined && seen.isMuted(state!.authorId)
          ? encodePlace(quotedId, undefined, 'muted')
          : encodePlace(quotedId, post);
      };
      const shown = new Map<string, ShownPost>();
      for (const [i, state] of posts.entries()) {
        const { id, authorId, quotedId } = state;
        const place = quotedId === '' ? undefined : placeOf(quotedId);
        const bytes = join(state, quoted.length === 0 ? pieces[i] : byId.get(id), place);
        if (bytes !== undefined) shown.set(id, { authorId, bytes });
      }
      return { shown, states, card: seen.card };
    },
  };
}

/** The posts that exist and are not deleted, in the order of the ids. */
function standing(ids: readonly string[], states: ReadonlyMap<string, PostState>): PostState[] {
  const found: PostState[] = [];
  for (const id of ids) {
    const state = states.get(id);
    if (state !== undefined && !state.deleted) found.push(state);
  }
  return found;
}

/** The authors of posts, and other people. */
function people(posts: readonly PostState[], others: readonly string[] = []): Set<string> {
  const ids = new Set(others);
  for (const { authorId } of posts) ids.add(authorId);
  return ids;
}

/** Joins the gathered pieces to a post; undefined for a post that may not be shown. */
function joiner(fragments: Fragments, seen: Seen, viewed: ReadonlyMap<string, ViewerState> | undefined) {
  return (
    state: PostState | undefined,
    fragment: Fragment | undefined,
    quoted?: Uint8Array,
  ): Uint8Array | undefined => {
    if (!isVisible(state, seen)) return undefined;
    const author = seen.card(state.authorId)?.user;
    // A missing fragment means that the post was deleted meanwhile.
    if (author === undefined || fragment === undefined) return undefined;
    const viewer = viewed && (viewed.get(state.id) ?? NOTHING_DONE);
    return quoted === undefined
      ? fragments.post(fragment, state, author, viewer)
      : joinPost({ fragment: fragmentBytes(fragment), author, counts: state.counts, viewer, quoted });
  };
}
