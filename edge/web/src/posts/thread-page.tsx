import { useEffect, useState } from 'react';
import type { Post, ThreadItem } from '../../../../gen/ts/skein/post/v1/post_pb.ts';
import type { GetThreadResponse } from '../../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { posts } from '../api/clients.ts';
import { problem } from '../api/problem.ts';
import { currentSession } from '../session/session.ts';
import { Composer } from './composer.tsx';
import { PostCard } from './post-card.tsx';

/** A post, what it answers, and the answers to it. */
export function ThreadPage({ postId }: { postId: string }) {
  const [thread, setThread] = useState<GetThreadResponse>();
  const [written, setWritten] = useState<readonly Post[]>([]);
  const [wrong, setWrong] = useState('');
  const session = currentSession();

  useEffect(() => {
    const leaving = new AbortController();
    posts
      .getThread({ postId }, leaving)
      .then(setThread)
      .catch((reason: unknown) => leaving.signal.aborted || setWrong(problem(reason)));
    return () => leaving.abort();
  }, [postId]);

  if (wrong !== '') return <p className="empty">{wrong}</p>;
  if (thread === undefined) return <p className="empty">Loading …</p>;
  const known = new Set(thread.replies.map(idOf));
  return (
    <>
      <h1 className="unseen">Thread</h1>
      {thread.ancestors.map((item) => (
        <Item key={idOf(item)} item={item} />
      ))}
      {thread.post && <Item item={thread.post} main />}
      {session && thread.post?.content.case === 'post' && (
        <Composer
          author={session.handle}
          replyToPostId={postId}
          posted={(post) => setWritten((before) => [...before, post])}
        />
      )}
      <section className="replies" aria-label="Replies">
        {thread.replies.map((item) => (
          <Item key={idOf(item)} item={item} />
        ))}
        {written
          .filter(({ id }) => !known.has(id))
          .map((post) => (
            <PostCard key={post.id} post={post} />
          ))}
      </section>
    </>
  );
}

function Item({ item: { content }, main = false }: { item: ThreadItem; main?: boolean }) {
  if (content.case === 'post') return <PostCard post={content.value} main={main} />;
  return <p className="empty">This post is gone.</p>;
}

function idOf({ content }: ThreadItem): string {
  return content.case === 'post' ? content.value.id : (content.value?.postId ?? '');
}
