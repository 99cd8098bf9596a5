import { useEffect } from 'react';
import { graph } from '../api/clients.ts';
import { useModel, useUser } from '../data/model.ts';
import { More } from '../data/more-button.tsx';
import type { PagedView } from '../data/use-paged-list.ts';
import { currentSession } from '../session/session.ts';
import { Avatar } from './avatar.tsx';
import { FollowButton } from './follow-button.tsx';
import { PersonLink } from './person-name.tsx';

interface PeopleListProps {
  readonly people: PagedView<string>;
  readonly empty: string;
}

/** Users in pages, with their relationship to the reader. */
export function PeopleList({ people: { list, state }, empty }: PeopleListProps) {
  const { entities } = useModel();
  const { items, nextPageToken } = state;
  useEffect(() => {
    const own = currentSession()?.userId;
    const userIds = items.filter((one) => one !== own && entities.relationships.get(one) === undefined);
    if (own === undefined || userIds.length === 0) return;
    const asked = entities.now();
    graph.batchGetRelationships({ userIds: userIds.slice(-100) }).then(
      ({ relationships }) => {
        for (const relationship of relationships)
          entities.relationships.put(relationship.userId, relationship, asked);
      },
      // Without it there is no follow button.
      () => {},
    );
  }, [items, entities]);
  return (
    <>
      {nextPageToken === '' && items.length === 0 && <p className="empty">{empty}</p>}
      <ul className="people">
        {items.map((userId) => (
          <Person key={userId} userId={userId} />
        ))}
      </ul>
      <More state={state} more={() => void list.more()} label="More people" />
    </>
  );
}

function Person({ userId }: { userId: string }) {
  const user = useUser(userId);
  if (user === undefined) return null;
  return (
    <li className="row">
      <Avatar handle={user.handle} />
      <span className="grow">
        <PersonLink className="name" user={user} />
        {user.bio !== '' && (
          <span className="bio quiet small" dir="auto">
            {user.bio}
          </span>
        )}
      </span>
      <FollowButton user={user} />
    </li>
  );
}
