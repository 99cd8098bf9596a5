import { memo, useEffect, useRef, useState } from 'react';
import type { Post } from '../../../../gen/ts/skein/post/v1/post_pb.ts';
import { pathOfThread } from '../addresses.ts';
import { errorMessage } from '../api/error-message.ts';
import { useEntity, useModel, useUser } from '../data/model.ts';
import { Link } from '../link.tsx';
import { Avatar } from '../people/avatar.tsx';
import { PersonLink } from '../people/person-name.tsx';
import { currentSession } from '../session/session.ts';
import { ago, exactly, isoOf, useNow } from '../time.ts';
import { LikeIcon, ReplyIcon, RepostIcon } from './icons.tsx';
import { PostMenu } from './post-menu.tsx';
import { PostText } from './post-text.tsx';
import { QuotedPost } from './quoted-post.tsx';
import { Reaction } from './reaction.tsx';
import { Tombstone } from './tombstone.tsx';

interface PostCardProps {
  readonly postId: string;
  /** The reposter; empty for the author's own post. */
  readonly repostedById?: string;
  /** Whether it is the main post of the page. */
  readonly main?: boolean;
  /** Whether a tombstone is shown in place of a deleted post. */
  readonly tombstone?: boolean;
}

/** Memoised: it is rendered again when its own post changes, not when others arrive. */
export const PostCard = memo(function PostCard({
  postId,
  repostedById = '',
  main = false,
  tombstone = main,
}: PostCardProps) {
  const state = useEntity(useModel().entities.posts, postId);
  if (state === undefined) return null;
  if (state.gone) return tombstone ? <Tombstone /> : null;
  return <Card post={state.post} repostedById={repostedById} main={main} />;
});

function Card({ post, repostedById, main }: { post: Post; repostedById: string; main: boolean }) {
  const { mutations, freshness } = useModel();
  const [wrong, setWrong] = useState('');
  const article = useRef<HTMLElement>(null);
  const author = useUser(post.authorId) ?? post.author;
  const session = currentSession();
  const nowMs = useNow();
  useEffect(() => {
    let leave = () => {};
    const observer = new IntersectionObserver(([entry]) => {
      leave();
      leave = entry?.isIntersecting ? freshness.onScreen(post.id) : () => {};
    });
    observer.observe(article.current!);
    return () => {
      observer.disconnect();
      leave();
    };
  }, [freshness, post.id]);

  const { liked = false, reposted = false } = post.viewer ?? {};
  // A changed state clears the error, such as when only the response was lost.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is a change that counts
  useEffect(() => setWrong(''), [liked, reposted]);

  if (author === undefined) return null;
  const attempt = async (work: Promise<void>) => {
    setWrong('');
    await work.catch((reason: unknown) => setWrong(errorMessage(reason)));
  };
  const { likeCount = 0n, repostCount = 0n, replyCount = 0n, quoteCount = 0n } = post.counts ?? {};
  const thread = pathOfThread(post.id);
  return (
    <article ref={article} className={main ? 'post main' : 'post'} aria-label={`Post of @${author.handle}`}>
      {repostedById !== '' && <Reposter userId={repostedById} />}
      <Avatar handle={author.handle} />
      <div className="grow">
        <p className="byline">
          <PersonLink className="name" user={author} />
          <Link className="quiet time" to={thread} title={exactly(post.createTime)}>
            <time dateTime={isoOf(post.createTime)}>{ago(post.createTime, nowMs)}</time>
          </Link>
          {session !== undefined && <PostMenu postId={post.id} />}
        </p>
        <PostText post={post} />
        {post.quotedPostId !== '' && <QuotedPost quoting={post} />}
        <div className="row actions">
          <Link className="action" aria-label={`Replies: ${replyCount}`} to={thread}>
            <ReplyIcon /> {Number(replyCount)}
          </Link>
          <Reaction
            name="Repost"
            icon={<RepostIcon />}
            count={Number(repostCount)}
            on={reposted}
            enabled={session !== undefined}
            change={(on) => attempt(mutations.repost(post.id, on))}
          />
          <Reaction
            name="Like"
            icon={<LikeIcon />}
            count={Number(likeCount)}
            on={liked}
            enabled={session !== undefined}
            change={(on) => attempt(mutations.like(post.id, on))}
          />
          {session?.userId === post.authorId && (
            <button
              type="button"
              className="action last"
              onClick={() => attempt(mutations.deletePost(post.id))}
            >
              Delete
            </button>
          )}
        </div>
        {main && (
          <p className="counts small">
            <Link to={`${thread}/reposts`}>{counted(repostCount, 'repost')}</Link>
            <Link to={`${thread}/quotes`}>{counted(quoteCount, 'quote')}</Link>
            <Link to={`${thread}/likes`}>{counted(likeCount, 'like')}</Link>
          </p>
        )}
        {wrong !== '' && (
          <p role="alert" className="wrong">
            {wrong}
          </p>
        )}
      </div>
    </article>
  );
}

const counted = (count: bigint, what: string) => `${count} ${what}${count === 1n ? '' : 's'}`;

function Reposter({ userId }: { userId: string }) {
  const user = useUser(userId);
  if (user === undefined) return null;
  return (
    <p className="reposter">
      <RepostIcon /> <PersonLink user={user} /> reposted
    </p>
  );
}
