import { More } from '../data/more-button.tsx';
import type { PagedView } from '../data/use-paged-list.ts';
import { PostCard } from './post-card.tsx';

interface PostListProps {
  /** Ids of posts. */
  readonly posts: PagedView<string>;
  /** For screen readers. */
  readonly label: string;
  readonly empty: string;
  readonly more: string;
}

/** Posts in pages. */
export function PostList({ posts: { list, state }, label, empty, more }: PostListProps) {
  return (
    <>
      {state.nextPageToken === '' && state.items.length === 0 && <p className="empty">{empty}</p>}
      <section aria-label={label} aria-busy={state.loading}>
        {state.items.map((id) => (
          <PostCard key={id} postId={id} />
        ))}
      </section>
      <More state={state} more={() => void list.more()} label={more} />
    </>
  );
}
