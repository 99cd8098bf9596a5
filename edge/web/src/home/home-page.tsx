import { create } from '@bufbuild/protobuf';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Post } from '../../../../gen/ts/skein/post/v1/post_pb.ts';
import { TimelineEntrySchema } from '../../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { problem } from '../api/problem.ts';
import { FindPeople } from '../people/find-people.tsx';
import { Composer } from '../posts/composer.tsx';
import { PostCard } from '../posts/post-card.tsx';
import type { Session } from '../session/session.ts';
import type { HomeTimeline } from './home-timeline.ts';

/** How far down one may be and still be at the top, in CSS pixels. */
const topPx = 120;

export function HomePage({ home, session }: { home: HomeTimeline; session: Session }) {
  const { entries, waiting, live, loaded, nextPageToken } = useSyncExternalStore(home.onChange, home.state);
  const [wrong, setWrong] = useState('');

  useEffect(() => {
    const look = () => home.follow(scrollY < topPx);
    look();
    addEventListener('scroll', look, { passive: true });
    return () => removeEventListener('scroll', look);
  }, [home]);

  const posted = (post: Post) =>
    home.add(create(TimelineEntrySchema, { entryId: post.id, post, createTime: post.createTime }));
  const show = () => {
    home.showWaiting();
    scrollTo({ top: 0, behavior: 'smooth' });
  };
  const more = () => {
    setWrong('');
    home.more().catch((reason: unknown) => setWrong(problem(reason)));
  };

  return (
    <div className="columns">
      <div>
        <h1 className="unseen">Home</h1>
        <Composer posted={posted} author={session.handle} />
        <p className="status" role="status">
          <span className={live ? 'dot live' : 'dot'} aria-hidden="true" />
          {live ? 'Live: posts appear as they are written' : loaded ? 'Connecting again …' : 'Loading …'}
        </p>
        {waiting.length > 0 && (
          <button type="button" className="waiting" onClick={show}>
            {waiting.length === 1 ? 'Show 1 new post' : `Show ${waiting.length} new posts`}
          </button>
        )}
        {loaded && entries.length === 0 && (
          <p className="empty">Nothing here yet. Write something, or follow somebody.</p>
        )}
        <section aria-label="Your home timeline" aria-busy={!loaded}>
          {entries.map(({ entryId, post, repostedBy }) => (
            <PostCard key={entryId} post={post!} repostedBy={repostedBy} />
          ))}
        </section>
        {wrong !== '' && (
          <p role="alert" className="wrong">
            {wrong}
          </p>
        )}
        {nextPageToken !== '' && (
          <button type="button" className="more" onClick={more}>
            Older posts
          </button>
        )}
      </div>
      <FindPeople />
    </div>
  );
}
