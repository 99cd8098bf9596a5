import { useEffect, useState, useSyncExternalStore } from 'react';
import { errorMessage } from '../api/error-message.ts';
import { More } from '../data/more-button.tsx';
import { FindPeople } from '../people/find-people.tsx';
import { Composer } from '../posts/composer.tsx';
import { PostCard } from '../posts/post-card.tsx';
import type { Session } from '../session/session.ts';
import { useTitle } from '../title.ts';
import { type HomeState, isOverflowed, maxNewEntries } from './home-state.ts';
import type { HomeTimeline } from './home-timeline.ts';

/** The scroll distance that still counts as the top, in CSS pixels. */
const topPx = 120;

export function HomePage({ home, session }: { home: HomeTimeline; session: Session }) {
  const state = useSyncExternalStore(home.onChange, home.state);
  useTitle('Home');
  const { entries, waiting, loaded, nextPageToken } = state;
  const [older, setOlder] = useState<{ loading: boolean; failure: unknown }>({
    loading: false,
    failure: undefined,
  });

  useEffect(() => {
    const look = () => home.follow(scrollY < topPx);
    look();
    addEventListener('scroll', look, { passive: true });
    return () => removeEventListener('scroll', look);
  }, [home]);

  const show = () => {
    home.showWaiting();
    scrollTo({ top: 0, behavior: 'smooth' });
  };
  const more = async () => {
    setOlder({ loading: true, failure: undefined });
    const failure = await home.more().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    setOlder({ loading: false, failure });
  };

  return (
    <div className="columns">
      <div>
        <h1 className="unseen">Home</h1>
        <Composer session={session} place="home" posted={({ id }) => home.add(id)} />
        <Status state={state} />
        {waiting.length > 0 && (
          <button type="button" className="waiting" onClick={show}>
            {waitingWords(state)}
          </button>
        )}
        {loaded && entries.length === 0 && (
          <p className="empty">Nothing here yet. Write something, or follow somebody.</p>
        )}
        <section aria-label="Your home timeline" aria-busy={!loaded}>
          {entries.map(({ entryId, postId, repostedById }) => (
            <PostCard key={entryId} postId={postId} repostedById={repostedById} />
          ))}
        </section>
        {loaded && <More state={{ ...older, nextPageToken }} more={() => void more()} label="Older posts" />}
      </div>
      <FindPeople />
    </div>
  );
}

function Status({ state: { live, loaded, failure } }: { state: HomeState }) {
  const trying = failure === undefined ? 'Connecting again …' : `${errorMessage(failure)} Connecting again …`;
  return (
    <p className="status" role="status">
      <span className={live ? 'dot live' : 'dot'} aria-hidden="true" />
      {live
        ? 'Live: posts appear as they are written'
        : loaded || failure !== undefined
          ? trying
          : 'Loading …'}
    </p>
  );
}

function waitingWords(state: HomeState): string {
  if (isOverflowed(state)) return `Show more than ${maxNewEntries} new posts`;
  return state.waiting.length === 1 ? 'Show 1 new post' : `Show ${state.waiting.length} new posts`;
}
