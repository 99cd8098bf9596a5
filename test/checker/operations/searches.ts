import { type Post, PostSchema } from '../../../gen/ts/skein/post/v1/post_pb.ts';
import { CompletionKind, SearchOrder } from '../../../gen/ts/skein/search/v1/search_service_pb.ts';
import { callers, pageSize, viewer } from '../choose.ts';
import { same, sameMessage } from '../compare.ts';
import { expectedPost, type Viewer } from '../expected/posts.ts';
import { completedHashtags, foundPosts } from '../expected/search.ts';
import { type Ordered, walk, walkSet } from '../paging.ts';
import { lookAtIndex, mayMiss, whenIndexed } from '../search-index.ts';
import { byChance } from '../tally.ts';
import { otherCase } from '../text.ts';
import { api, as, requireAccepted, type World } from '../world.ts';
import type { Operation } from './operation.ts';

/** A term that some post has; undefined without one. */
function chooseTerm(world: World): string | undefined {
  const { model, random } = world;
  const posts = [...model.posts.values()];
  if (posts.length === 0) return undefined;
  const { text, hashtags, mentions, authorId } = random.recent(posts);
  const kind = random.weighted({ word: 6, phrase: 2, tag: 2, mention: 2, author: 2, link: 1, day: 1 });
  const words = text.split(/[\p{White_Space}"“”„]+/u).filter((word) => /^[\p{L}\p{N}]+$/u.test(word));
  if (kind === 'word' && words.length > 0) return otherCase(random, random.pick(words));
  if (kind === 'phrase' && words.length > 0) return `"${random.pick(words)}"`;
  if (kind === 'tag' && hashtags.length > 0) return `#${random.pick(hashtags).tag}`;
  if (kind === 'mention' && mentions.length > 0) return `@${random.pick(mentions).handle}`;
  if (kind === 'author') return `from:${model.people.get(authorId)!.handle}`;
  if (kind === 'link') return 'has:link';
  return kind === 'day' ? 'since:2026-01-01' : undefined;
}

function chooseQuery(world: World): string | undefined {
  const { random } = world;
  const first = chooseTerm(world);
  const second = random.chance(0.4) ? chooseTerm(world) : undefined;
  if (first === undefined || second === undefined) return first;
  return `${first} ${random.chance(0.4) ? '-' : ''}${second}`;
}

function listOf(world: World, query: string, viewerId: Viewer, order: SearchOrder): Ordered<Post> {
  const { model } = world;
  return {
    what: 'SearchPosts',
    of: `${query}, for ${viewerId}`,
    order: 'newest first',
    expected: () => foundPosts(model, query, viewerId),
    mayArriveLater: (id) => mayMiss(world, id),
    idOf: ({ id }) => id,
    compare: (id, post) =>
      sameMessage(`SearchPosts, ${id}`, PostSchema, expectedPost(model, id, viewerId), post),
    async fetch(size, pageToken) {
      if (pageToken === '') await lookAtIndex(world);
      const request = { query, order, pageSize: size, pageToken };
      const { posts, nextPageToken } = await api(world).search.searchPosts(request, as(world, viewerId));
      return { items: posts, next: nextPageToken };
    },
  };
}

/** The list of all posts that a viewer may see. */
export function everyPost(world: World, viewerId: Viewer): Ordered<Post> {
  return listOf(world, 'since:2026-01-01', viewerId, SearchOrder.NEWEST);
}

const searchPosts: Operation = {
  name: 'search posts',
  weight: 5,
  async run(world) {
    const { random, tally, model } = world;
    const query = chooseQuery(world);
    if (query === undefined) return;
    const viewerId = viewer(world);
    await walk(world, listOf(world, query, viewerId, SearchOrder.NEWEST), () => pageSize(random));
    tally.count('cases', 'a search is walked to its end');
    const expected = foundPosts(model, query, viewerId);
    if (random.chance(0.5) || expected.length > 300 || expected.some((id) => mayMiss(world, id))) return;
    const size = Math.max(2, pageSize(random));
    await walkSet(world, listOf(world, query, viewerId, SearchOrder.RELEVANCE), () => size, expected);
    tally.count(byChance, 'a search by relevance');
  },
};

/** A search of muted or blocked people's posts. */
const searchOfHidden: Operation = {
  name: 'search posts of muted and blocked people',
  weight: 2,
  async run(world) {
    const { random, model } = world;
    const hiding = callers(world).filter(({ muting, blocking }) => muting.size + blocking.size > 0);
    if (hiding.length === 0) return;
    const { id: viewerId, muting, blocking } = random.pick(hiding);
    const { handle } = model.people.get(random.pick([...muting, ...blocking]))!;
    const query = random.pick([`from:${handle}`, 'since:2026-01-01', 'has:link']);
    await walk(world, listOf(world, query, viewerId, SearchOrder.NEWEST), () => pageSize(random));
    world.tally.count('cases', 'a search by someone who hides people');
  },
};

/** Hashtags are completed as soon as posts with them are created or deleted. */
const completeHashtag: Operation = {
  name: 'complete a hashtag',
  weight: 2,
  async run(world) {
    const { random, model, tally } = world;
    const tags = [...model.posts.values()].flatMap(({ hashtags }) => hashtags.map(({ tag }) => tag));
    if (tags.length === 0) return;
    const tag = random.pick(tags);
    const prefix = [...tag].slice(0, 1 + random.int([...tag].length)).join('');
    const kinds = [CompletionKind.HASHTAG];
    const expected = completedHashtags(model, prefix, 20);
    await whenIndexed(world, async () => {
      const { completions } = await requireAccepted('Typeahead', () =>
        api(world).search.typeahead({ prefix: `#${prefix}`, limit: 20, kinds }, as(world, undefined)),
      );
      tally.count('reads', 'Typeahead');
      const found = completions.map(({ value }) => String(value.value));
      same(`Typeahead #${prefix}`, expected, found);
    });
  },
};

export const searches: readonly Operation[] = [searchPosts, searchOfHidden, completeHashtag];
