import { pathOfThread } from '../addresses.ts';
import { posts } from '../api/clients.ts';
import { useEntity, useModel } from '../data/model.ts';
import { itself, usePagedList } from '../data/use-paged-list.ts';
import { Link } from '../link.tsx';
import { PeopleList } from '../people/people-list.tsx';
import type { Session } from '../session/session.ts';
import { useTitle } from '../title.ts';
import { Composer } from './composer.tsx';
import { PostList } from './post-list.tsx';

interface PostListPageProps {
  readonly postId: string;
  readonly list: 'likes' | 'reposts' | 'quotes';
  readonly session: Session | undefined;
}

const titles = { likes: 'Liked by', reposts: 'Reposted by', quotes: 'Quotes' } as const;

/** The users who liked or reposted a post, or the posts that quote it. */
export function PostListPage({ postId, list, session }: PostListPageProps) {
  useTitle(titles[list]);
  return (
    <>
      <Link className="back" to={pathOfThread(postId)}>
        ← The post
      </Link>
      <h1>{titles[list]}</h1>
      {list === 'quotes' ? (
        <Quotes postId={postId} session={session} />
      ) : (
        <People postId={postId} list={list} />
      )}
    </>
  );
}

function People({ postId, list }: { postId: string; list: 'likes' | 'reposts' }) {
  const { entities } = useModel();
  const reacted = async (pageToken: string, signal: AbortSignal) => {
    const ask = list === 'likes' ? posts.listLikers : posts.listReposters;
    const asked = entities.now();
    const { users, nextPageToken } = await ask({ postId, pageToken }, { signal });
    return { items: entities.takeUsers(users, asked), nextPageToken };
  };
  return <PeopleList people={usePagedList(`${list}:${postId}`, reacted, itself)} empty="Nobody yet." />;
}

function Quotes({ postId, session }: { postId: string; session: Session | undefined }) {
  const { entities, mutations } = useModel();
  const subject = useEntity(entities.posts, postId);
  const quotes = async (pageToken: string, signal: AbortSignal) => {
    const asked = entities.now();
    const answer = await posts.listQuotes({ postId, pageToken }, { signal });
    return { items: entities.takePosts(answer.posts, asked), nextPageToken: answer.nextPageToken };
  };
  const quoting = usePagedList(`quotes:${postId}`, quotes, itself);
  return (
    <>
      {session && !subject?.gone && (
        <Composer
          session={session}
          place={`quote:${postId}`}
          posted={({ id }) => {
            quoting.list.add(id, 'start');
            mutations.count(postId, 'quoteCount', 1);
          }}
        />
      )}
      <PostList posts={quoting} label="Quotes" empty="No quotes yet." more="More quotes" />
    </>
  );
}
