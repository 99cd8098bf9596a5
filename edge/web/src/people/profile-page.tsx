import { useEffect, useState } from 'react';
import type { GraphCounts, Relationship } from '../../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import type { TimelineEntry } from '../../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import type { User } from '../../../../gen/ts/skein/user/v1/user_pb.ts';
import { graph, timelines, users } from '../api/clients.ts';
import { problem } from '../api/problem.ts';
import { PostCard } from '../posts/post-card.tsx';
import { currentSession } from '../session/session.ts';
import { Avatar } from './avatar.tsx';
import { FollowButton } from './follow-button.tsx';

interface Profile {
  readonly user: User;
  readonly counts: GraphCounts | undefined;
  /** To who is signed in; undefined for strangers and for oneself. */
  readonly relationship: Relationship | undefined;
}

export function ProfilePage({ handle }: { handle: string }) {
  const [profile, setProfile] = useState<Profile>();
  const [entries, setEntries] = useState<readonly TimelineEntry[]>();
  const [nextPageToken, setNextPageToken] = useState('');
  const [wrong, setWrong] = useState('');

  useEffect(() => {
    const leaving = new AbortController();
    const fail = (reason: unknown) => leaving.signal.aborted || setWrong(problem(reason));
    load(handle, leaving.signal)
      .then(async (found) => {
        setProfile(found);
        const page = await timelines.listUserTimeline({ userId: found.user.id }, leaving);
        setEntries(page.entries);
        setNextPageToken(page.nextPageToken);
      })
      .catch(fail);
    return () => leaving.abort();
  }, [handle]);

  if (profile === undefined) return <p className="empty">{wrong || 'Loading …'}</p>;
  const { user, counts, relationship } = profile;
  const followers = Number(counts?.followerCount ?? 0n);
  const more = async () => {
    try {
      const page = await timelines.listUserTimeline({ userId: user.id, pageToken: nextPageToken });
      setEntries((before = []) => [...before, ...page.entries]);
      setNextPageToken(page.nextPageToken);
    } catch (reason) {
      setWrong(problem(reason));
    }
  };
  const recount = () => {
    graph.getCounts({ userId: user.id }).then(
      (found) => setProfile({ ...profile, counts: found.counts }),
      () => {},
    );
  };
  return (
    <>
      <section className="profile" aria-label={`Profile of @${user.handle}`}>
        <Avatar handle={user.handle} large />
        <div className="grow">
          <h1>{user.displayName || user.handle}</h1>
          <p className="quiet">
            @{user.handle} {relationship?.followedBy && <span className="badge">follows you</span>}
          </p>
          {user.bio !== '' && <p className="text">{user.bio}</p>}
          <p className="counts">
            <span>
              <strong>{Number(counts?.followingCount ?? 0n)}</strong> following
            </span>
            <span>
              <strong>{followers}</strong> {followers === 1 ? 'follower' : 'followers'}
            </span>
          </p>
        </div>
        {relationship && (
          <FollowButton
            userId={user.id}
            handle={user.handle}
            following={relationship.following}
            changed={recount}
          />
        )}
      </section>
      {wrong !== '' && (
        <p role="alert" className="wrong">
          {wrong}
        </p>
      )}
      {entries?.length === 0 && <p className="empty">No posts yet.</p>}
      <section aria-label={`Posts of @${user.handle}`}>
        {entries?.map(({ entryId, post, repostedBy }) => (
          <PostCard key={entryId} post={post!} repostedBy={repostedBy} />
        ))}
      </section>
      {nextPageToken !== '' && (
        <button type="button" className="more" onClick={more}>
          Older posts
        </button>
      )}
    </>
  );
}

async function load(handle: string, signal: AbortSignal): Promise<Profile> {
  const { user } = await users.getUser({ key: { case: 'handle', value: handle } }, { signal });
  const userId = user!.id;
  const session = currentSession();
  const [{ counts }, relationship] = await Promise.all([
    graph.getCounts({ userId }, { signal }),
    session === undefined || session.userId === userId
      ? undefined
      : graph
          .batchGetRelationships({ userIds: [userId] }, { signal })
          .then(({ relationships }) => relationships[0]),
  ]);
  return { user: user!, counts, relationship };
}
