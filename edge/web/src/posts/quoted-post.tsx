import type { Post } from '../../../../gen/ts/skein/post/v1/post_pb.ts';
import { pathOfThread } from '../addresses.ts';
import { useEntity, useModel, useUser } from '../data/model.ts';
import { Link } from '../link.tsx';
import { Tombstone } from './tombstone.tsx';

/** The post that another one quotes, in its current state. */
export function QuotedPost({ quoting: { quoted, quotedPostId } }: { quoting: Post }) {
  const state = useEntity(useModel().entities.posts, quotedPostId);
  if (quoted?.content.case === 'tombstone') return <Tombstone tombstone={quoted.content.value} quoted />;
  if (state?.gone) return <Tombstone quoted />;
  const post = state?.post ?? quoted?.content.value;
  return post === undefined ? <Tombstone quoted /> : <Quoted post={post} />;
}

function Quoted({ post }: { post: Post }) {
  const author = useUser(post.authorId) ?? post.author;
  return (
    <Link className="quoted" to={pathOfThread(post.id)}>
      <strong>
        <bdi>@{author?.handle}</bdi>
      </strong>
      <span className="text block" dir="auto">
        {post.text}
      </span>
    </Link>
  );
}
