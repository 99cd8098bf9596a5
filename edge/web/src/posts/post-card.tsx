import { useState } from 'react';
import type { Post } from '../../../../gen/ts/skein/post/v1/post_pb.ts';
import type { User } from '../../../../gen/ts/skein/user/v1/user_pb.ts';
import { newRequestId, posts } from '../api/clients.ts';
import { problem } from '../api/problem.ts';
import { Link } from '../link.tsx';
import { Avatar } from '../people/avatar.tsx';
import { pathOfPerson, pathOfThread } from '../routes.ts';
import { currentSession } from '../session/session.ts';
import { ago, exactly, isoOf } from '../time.ts';
import { LikeIcon, ReplyIcon, RepostIcon } from './icons.tsx';
import { PostText } from './post-text.tsx';
import { Reaction } from './reaction.tsx';

interface PostCardProps {
  readonly post: Post;
  readonly repostedBy?: User | undefined;
  /** The post that a page is about. */
  readonly main?: boolean;
}

export function PostCard({ post, repostedBy, main = false }: PostCardProps) {
  const [deleted, setDeleted] = useState(false);
  const [wrong, setWrong] = useState('');
  const { author } = post;
  const session = currentSession();
  const isOwn = session?.userId === post.authorId;

  const remove = async () => {
    try {
      await posts.deletePost({ postId: post.id, requestId: newRequestId() });
      setDeleted(true);
    } catch (reason) {
      setWrong(problem(reason));
    }
  };
  const tell = (reason: unknown) => setWrong(reason === undefined ? '' : problem(reason));
  if (deleted || author === undefined) return null;
  const { likeCount = 0n, repostCount = 0n, replyCount = 0n } = post.counts ?? {};
  const write = { postId: post.id };
  return (
    <article className={main ? 'post main' : 'post'} aria-label={`Post of @${author.handle}`}>
      {repostedBy && (
        <p className="reposter">
          <RepostIcon /> <Link to={pathOfPerson(repostedBy.handle)}>@{repostedBy.handle}</Link> reposted
        </p>
      )}
      <Avatar handle={author.handle} />
      <div className="grow">
        <p className="byline">
          <Link className="name" to={pathOfPerson(author.handle)}>
            {author.displayName || author.handle} <span className="quiet">@{author.handle}</span>
          </Link>
          <Link className="quiet" to={pathOfThread(post.id)} title={exactly(post.createTime)}>
            <time dateTime={isoOf(post.createTime)}>{ago(post.createTime, Date.now())}</time>
          </Link>
        </p>
        <PostText post={post} />
        {post.quoted?.content.case === 'post' && (
          <Link className="quoted" to={pathOfThread(post.quoted.content.value.id)}>
            <strong>@{post.quoted.content.value.author?.handle}</strong> {post.quoted.content.value.text}
          </Link>
        )}
        <div className="row actions">
          <Link className="action" aria-label={`Replies: ${replyCount}`} to={pathOfThread(post.id)}>
            <ReplyIcon /> {Number(replyCount)}
          </Link>
          <Reaction
            name="Repost"
            icon={<RepostIcon />}
            count={Number(repostCount)}
            on={post.viewer?.reposted ?? false}
            enabled={session !== undefined}
            change={(on, requestId) =>
              on ? posts.repostPost({ ...write, requestId }) : posts.unrepostPost({ ...write, requestId })
            }
            failed={tell}
          />
          <Reaction
            name="Like"
            icon={<LikeIcon />}
            count={Number(likeCount)}
            on={post.viewer?.liked ?? false}
            enabled={session !== undefined}
            change={(on, requestId) =>
              on ? posts.likePost({ ...write, requestId }) : posts.unlikePost({ ...write, requestId })
            }
            failed={tell}
          />
          {isOwn && (
            <button type="button" className="action" onClick={remove}>
              Delete
            </button>
          )}
        </div>
        {wrong !== '' && (
          <p role="alert" className="wrong">
            {wrong}
          </p>
        )}
      </div>
    </article>
  );
}
