import type { Client } from '@connectrpc/connect';
import type { ThreadItem, Tombstone } from '../../../../gen/ts/skein/post/v1/post_pb.ts';
import type { PostService } from '../../../../gen/ts/skein/post/v1/post_service_pb.ts';
import type { Entities } from '../data/entities.ts';
import { type ListState, pagedList } from '../data/paged-list.ts';

/** A position in a thread: a post in the entities, or a tombstone. */
export interface Item {
  readonly postId: string;
  readonly tombstone?: Tombstone;
}

export interface ThreadState extends Omit<ListState<Item>, 'items'> {
  readonly ancestors: readonly Item[];
  /** Undefined until it is loaded. */
  readonly main: Item | undefined;
  readonly replies: readonly Item[];
}

/** A post, its ancestors, and its replies in pages. */
export interface Thread {
  state(): ThreadState;
  onChange(listener: () => void): () => void;
  more(): Promise<void>;
  /** Shows the user's own reply at once, at the end. */
  replied(postId: string): void;
  close(): void;
}

/** The page size of replies. */
const pageSize = 50;

export function openThread(
  postId: string,
  { posts, entities }: { posts: Pick<Client<typeof PostService>, 'getThread'>; entities: Entities },
): Thread {
  let ancestors: readonly Item[] = [];
  let main: Item | undefined;
  const take = (items: readonly ThreadItem[], asked: number): Item[] =>
    items.flatMap(({ content }) => {
      if (content.case === 'tombstone') return [{ postId: content.value.postId, tombstone: content.value }];
      if (content.case !== 'post') return [];
      entities.takePosts([content.value], asked);
      return [{ postId: content.value.id }];
    });

  const replies = pagedList<Item>(
    async (pageToken, signal) => {
      const asked = entities.now();
      const answer = await posts.getThread({ postId, pageSize, pageToken }, { signal });
      if (pageToken === '') {
        ancestors = take(answer.ancestors, asked);
        [main] = answer.post ? take([answer.post], asked) : [];
      }
      return { items: take(answer.replies, asked), nextPageToken: answer.nextPageToken };
    },
    (item) => item.postId,
  );
  let shown: ThreadState | undefined;
  replies.onChange(() => {
    shown = undefined;
  });
  void replies.more();
  return {
    state() {
      if (shown === undefined) {
        const { items, ...rest } = replies.state();
        shown = { ...rest, ancestors, main, replies: items };
      }
      return shown;
    },
    onChange: replies.onChange,
    more: replies.more,
    replied: (id) => replies.add({ postId: id }, 'end'),
    close: replies.close,
  };
}
