import { type NewPost, NO_COUNTS, NOTHING_DONE, type PostState, type ViewerState } from '../domain/post.ts';
import { isVisible } from '../domain/visibility.ts';
import type { Card, PostStore, Relations, UserDirectory } from '../ports.ts';
import { type Seen, seenBy } from './audience.ts';
import { encodePlace, joinPost } from './encode.ts';
import { type Fragment, type Fragments, fragmentBytes } from './fragments.ts';

export interface Viewing {
  /** Who looks; undefined for nobody. */
  readonly viewerId: string | undefined;
  /** The caller left out authors whom the viewer may not see: of blocks, only quoted authors are checked. */
  readonly authorsChecked?: boolean;
  /** For a home timeline: quoted posts of people whom the viewer muted are tombstones. */
  readonly hideMutedQuotes?: boolean;
  /** Whose cards the caller wants beside the posts; no block is asked for. */
  readonly userIds?: readonly string[];
}

export interface ShownPost {
  readonly authorId: string;
  /** An encoded skein.post.v1.Post. */
  readonly bytes: Uint8Array;
}

export interface Hydrated {
  /** What the viewer may see, by id, in the order of the ids asked for. */
  readonly shown: ReadonlyMap<string, ShownPost>;
  /** What there is of the ids asked for, by id, seen or not. */
  readonly states: ReadonlyMap<string, PostState>;
  /** The card of an author shown, or of somebody asked for. */
  card(userId: string): Card | undefined;
}

/** From ids to posts that one viewer may see. Every list of posts passes through here: it judges what exists. */
export interface Hydration {
  hydrate(ids: readonly string[], viewing: Viewing): Promise<Hydrated>;
  /** A post that was just stored and quotes none, as its author sees it: nothing of it is read again. */
  created(post: NewPost, author: Uint8Array): Uint8Array;
}

export interface HydrationOptions {
  readonly store: Pick<PostStore, 'states' | 'viewerStates'>;
  readonly fragments: Fragments;
  readonly users: UserDirectory;
  readonly relations: Relations;
}

const nothingDone: ReadonlyMap<string, ViewerState> = new Map();

/** However many ids: at most two queries for states, and one each for fragments, viewer, cards and blocks. */
export function hydration({ store, fragments, users, relations }: HydrationOptions): Hydration {
  /** What these quote, too, as far as it is not among them. */
  const withQuoted = async (posts: readonly PostState[], states: ReadonlyMap<string, PostState>) => {
    const ids = new Set<string>();
    for (const { quotedId } of posts) if (quotedId !== '' && !states.has(quotedId)) ids.add(quotedId);
    return ids.size === 0 ? states : new Map([...states, ...(await store.states([...ids]))]);
  };

  /** Nobody did anything with a post that has neither likes nor reposts: most are not looked up. */
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
      // By their place for as long as no quoted post is among them.
      const byId = new Map<string, Fragment | undefined>();
      if (quoted.length > 0) for (const [i, { id }] of wanted.entries()) byId.set(id, pieces[i]);
      const placeOf = (quotedId: string): Uint8Array => {
        const state = all.get(quotedId);
        const post = join(state, byId.get(quotedId));
        // Whether it is there comes first: a mute is not to tell that somebody's post stands who blocked the viewer.
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

/** Those of the ids that are there and not deleted, in the ids' order. */
function standing(ids: readonly string[], states: ReadonlyMap<string, PostState>): PostState[] {
  const found: PostState[] = [];
  for (const id of ids) {
    const state = states.get(id);
    if (state !== undefined && !state.deleted) found.push(state);
  }
  return found;
}

/** The authors of posts, and others. */
function people(posts: readonly PostState[], others: readonly string[] = []): Set<string> {
  const ids = new Set(others);
  for (const { authorId } of posts) ids.add(authorId);
  return ids;
}

/** Joins what was gathered; undefined for what may not be shown. */
function joiner(fragments: Fragments, seen: Seen, viewed: ReadonlyMap<string, ViewerState> | undefined) {
  return (
    state: PostState | undefined,
    fragment: Fragment | undefined,
    quoted?: Uint8Array,
  ): Uint8Array | undefined => {
    if (!isVisible(state, seen)) return undefined;
    const author = seen.card(state.authorId)?.user;
    // Without a fragment the post was deleted while it was being gathered.
    if (author === undefined || fragment === undefined) return undefined;
    const viewer = viewed && (viewed.get(state.id) ?? NOTHING_DONE);
    return quoted === undefined
      ? fragments.post(fragment, state, author, viewer)
      : joinPost({ fragment: fragmentBytes(fragment), author, counts: state.counts, viewer, quoted });
  };
}
