import { useMemo, useSyncExternalStore } from 'react';
import { posts } from '../api/clients.ts';
import { LoadFailure } from '../data/load-failure.tsx';
import { useEntity, useModel } from '../data/model.ts';
import { More } from '../data/more-button.tsx';
import { visitId } from '../routes.ts';
import type { Session } from '../session/session.ts';
import { useTitle } from '../title.ts';
import { Composer } from './composer.tsx';
import { PostCard } from './post-card.tsx';
import { type Item, openThread } from './thread.ts';
import { Tombstone } from './tombstone.tsx';

interface ThreadPageProps {
  readonly postId: string;
  readonly session: Session | undefined;
}

export function ThreadPage({ postId, session }: ThreadPageProps) {
  const { entities, mutations, visits } = useModel();
  useTitle('Thread');
  const thread = useMemo(
    () => visits.open(visitId(), `thread:${postId}`, () => openThread(postId, { posts, entities })),
    [visits, postId, entities],
  );
  const state = useSyncExternalStore(thread.onChange, thread.state);
  const main = useEntity(entities.posts, postId);
  const { ancestors, replies, failure, loading } = state;
  if (state.main === undefined)
    return loading ? (
      <p className="empty">Loading …</p>
    ) : (
      <LoadFailure failure={failure} again={() => void thread.more()} />
    );
  return (
    <>
      <h1 className="unseen">Thread</h1>
      {ancestors.map((item) => (
        <Place key={item.postId} item={item} />
      ))}
      <Place item={state.main} main />
      {session && main !== undefined && !main.gone && (
        <Composer
          session={session}
          place={`reply:${postId}`}
          posted={({ id }) => {
            thread.replied(id);
            mutations.count(postId, 'replyCount', 1);
          }}
        />
      )}
      <section className="replies" aria-label="Replies">
        {replies.map((item) => (
          <Place key={item.postId} item={item} />
        ))}
      </section>
      <More state={state} more={thread.more} label="More replies" />
    </>
  );
}

function Place({ item, main = false }: { item: Item; main?: boolean }) {
  if (item.tombstone) return <Tombstone tombstone={item.tombstone} />;
  return <PostCard postId={item.postId} main={main} tombstone />;
}
