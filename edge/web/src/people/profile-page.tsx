import { useEffect, useMemo, useState } from 'react';
import type { User } from '../../../../gen/ts/skein/user/v1/user_pb.ts';
import { pathOfUser } from '../addresses.ts';
import { graph, timelines, users } from '../api/clients.ts';
import { LoadFailure } from '../data/load-failure.tsx';
import { type Model, useEntity, useModel, useUser } from '../data/model.ts';
import { More } from '../data/more-button.tsx';
import { noCounts } from '../data/mutations.ts';
import { itself, usePagedList } from '../data/use-paged-list.ts';
import type { HomeEntry } from '../home/home-state.ts';
import { takeEntries } from '../home/home-timeline.ts';
import { Link } from '../link.tsx';
import { PostCard } from '../posts/post-card.tsx';
import { visitId } from '../routes.ts';
import { currentSession } from '../session/session.ts';
import { useTitle } from '../title.ts';
import { Avatar } from './avatar.tsx';
import { FollowButton } from './follow-button.tsx';
import { PeopleList } from './people-list.tsx';

/** The profile to show: by id, or by a typed handle. */
export type ProfileKey = { readonly case: 'userId' | 'handle'; readonly value: string };

interface ProfilePageProps {
  readonly who: ProfileKey;
  readonly list?: 'followers' | 'following';
}

/** The user that was found, kept for navigation back. */
interface Visited {
  userId?: string;
  close(): void;
}

export function ProfilePage({ who, list }: ProfilePageProps) {
  const model = useModel();
  const visited = useMemo(
    () => model.visits.open<Visited>(visitId(), `${who.case}:${who.value}`, () => ({ close() {} })),
    [model, who],
  );
  const [userId, setUserId] = useState(visited.userId);
  const [failure, setFailure] = useState<unknown>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is loaded once more when a failure is taken back
  useEffect(() => {
    if (failure !== undefined) return;
    const leaving = new AbortController();
    load(model, who, leaving.signal).then(
      (id) => {
        visited.userId = id;
        setUserId(id);
      },
      (reason: unknown) => {
        if (!leaving.signal.aborted) setFailure(reason);
      },
    );
    return () => leaving.abort();
  }, [model, who, visited, failure === undefined]);
  if (userId === undefined)
    return failure === undefined ? (
      <p className="empty">Loading …</p>
    ) : (
      <LoadFailure failure={failure} again={() => setFailure(undefined)} />
    );
  return (
    <>
      <Profile userId={userId} />
      {list === undefined ? <Timeline userId={userId} /> : <Neighbours userId={userId} list={list} />}
    </>
  );
}

function Profile({ userId }: { userId: string }) {
  const { entities } = useModel();
  const user = useUser(userId);
  useTitle(user === undefined ? '' : `@${user.handle}`);
  const counts = useEntity(entities.graphCounts, userId) ?? noCounts;
  const relationship = useEntity(entities.relationships, userId);
  if (user === undefined) return null;
  const followers = Number(counts.followerCount);
  return (
    <section className="profile" aria-label={`Profile of @${user.handle}`}>
      <Avatar handle={user.handle} large />
      <div className="grow">
        <h1>
          <bdi>{user.displayName || user.handle}</bdi>
        </h1>
        <p className="quiet">
          <bdi>@{user.handle}</bdi> {relationship?.followedBy && <span className="badge">follows you</span>}
        </p>
        {user.bio !== '' && (
          <p className="text" dir="auto">
            {user.bio}
          </p>
        )}
        <p className="counts">
          <Link to={`${pathOfUser(userId)}/following`}>
            <strong>{Number(counts.followingCount)}</strong> following
          </Link>
          <Link to={`${pathOfUser(userId)}/followers`}>
            <strong>{followers}</strong> {followers === 1 ? 'follower' : 'followers'}
          </Link>
        </p>
      </div>
      <FollowButton user={user} />
    </section>
  );
}

function Timeline({ userId }: { userId: string }) {
  const { entities } = useModel();
  const entries = async (pageToken: string, signal: AbortSignal) => {
    const asked = entities.now();
    const answer = await timelines.listUserTimeline({ userId, pageToken }, { signal });
    return { items: takeEntries(entities, answer.entries, asked), nextPageToken: answer.nextPageToken };
  };
  const { list, state } = usePagedList<HomeEntry>(`timeline:${userId}`, entries, ({ entryId }) => entryId);
  return (
    <>
      {state.nextPageToken === '' && state.items.length === 0 && <p className="empty">No posts yet.</p>}
      <section aria-label="Posts">
        {state.items.map(({ entryId, postId, repostedById }) => (
          <PostCard key={entryId} postId={postId} repostedById={repostedById} />
        ))}
      </section>
      <More state={state} more={() => void list.more()} label="Older posts" />
    </>
  );
}

function Neighbours({ userId, list }: { userId: string; list: 'followers' | 'following' }) {
  const { entities } = useModel();
  const neighbours = async (pageToken: string, signal: AbortSignal) => {
    const ask = list === 'followers' ? graph.listFollowers : graph.listFollowing;
    const asked = entities.now();
    const answer = await ask({ userId, pageToken }, { signal });
    return { items: entities.takeUsers(answer.users, asked), nextPageToken: answer.nextPageToken };
  };
  const people = usePagedList(`${list}:${userId}`, neighbours, itself);
  return (
    <>
      <h2>{list === 'followers' ? 'Followers' : 'Following'}</h2>
      <PeopleList people={people} empty="Nobody yet." />
    </>
  );
}

/** @returns the user's id, when the profile's data is in the entities */
async function load({ entities }: Model, who: ProfileKey, signal: AbortSignal): Promise<string> {
  const asked = entities.now();
  const { user } = await users.getUser({ key: who }, { signal });
  const { id } = user as User;
  const session = currentSession();
  const [{ counts }, relationships] = await Promise.all([
    graph.getCounts({ userId: id }, { signal }),
    session === undefined || session.userId === id
      ? []
      : graph.batchGetRelationships({ userIds: [id] }, { signal }).then((answer) => answer.relationships),
  ]);
  entities.takeUsers([user!], asked);
  if (counts) entities.graphCounts.put(id, counts, asked);
  for (const relationship of relationships) entities.relationships.put(id, relationship, asked);
  return id;
}
