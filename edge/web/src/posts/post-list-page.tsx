import { useCallback } from 'react';
import { posts } from '../api/clients.ts';
import { useEntity, useModel } from '../data/model.ts';
import { More } from '../data/more-button.tsx';
import { itself, usePagedList } from '../data/use-paged-list.ts';
import { Link } from '../link.tsx';
import { PeopleList } from '../people/people-list.tsx';
import { pathOfThread } from '../routes.ts';
import type { Session } from '../session/session.ts';
import { useTitle } from '../title.ts';
import { Composer } from './composer.tsx';
import { PostCard } from './post-card.tsx';

interface PostListPageProps {
  readonly postId: string;
  readonly list: 'likes' | 'reposts' | 'quotes';
  readonly session: Session | undefined;
}

const titles = { likes: 'Liked by', reposts: 'Reposted by', quotes: 'Quotes' } as const;

/** The users who liked or reposted a post, or the posts that quote it. */
export function PostListPage({ postId, list, session }: PostListPageProps) {
  const { entities } = useModel();
  useTitle(titles[list]);
  const people = useCallback(
    async (pageToken: string, signal: AbortSignal) => {
      const ask = list === 'likes' ? posts.listLikers : posts.listReposters;
      const asked = entities.now();
      const { users, nextPageToken } = await ask({ postId, pageToken }, { signal });
      return { items: entities.takeUsers(users, asked), nextPageToken };
    },
    [entities, list, postId],
  );
  return (
    <>
      <Link className="back" to={pathOfThread(postId)}>
        ← The post
      </Link>
      <h1>{titles[list]}</h1>
      {list === 'quotes' ? (
        <Quotes postId={postId} session={session} />
      ) : (
        <PeopleList id={`${list}:${postId}`} fetchPage={people} empty="Nobody yet." />
      )}
    </>
  );
}

function Quotes({ postId, session }: { postId: string; session: Session | undefined }) {
  const { entities, mutations } = useModel();
  const subject = useEntity(entities.posts, postId);
  const quotes = async (pageToken: string, signal: AbortSignal) => {
    const asked = entities.now();
    const answer = await posts.listQuotes({ postId, pageToken }, { signal });
    return { items: entities.takePosts(answer.posts, asked), nextPageToken: answer.nextPageToken };
  };
  const { list, state } = usePagedList(`quotes:${postId}`, quotes, itself);
  return (
    <>
      {session && !subject?.gone && (
        <Composer
          session={session}
          place={`quote:${postId}`}
          posted={({ id }) => {
            list.add(id, 'start');
            mutations.count(postId, 'quoteCount', 1);
          }}
        />
      )}
      {state.nextPageToken === '' && state.items.length === 0 && <p className="empty">No quotes yet.</p>}
      <section aria-label="Quotes">
        {state.items.map((id) => (
          <PostCard key={id} postId={id} />
        ))}
      </section>
      <More state={state} more={() => void list.more()} label="More quotes" />
    </>
  );
}
