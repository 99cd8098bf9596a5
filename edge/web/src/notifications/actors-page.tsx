import { pathOfNotifications } from '../addresses.ts';
import { notifications } from '../api/clients.ts';
import { useModel } from '../data/model.ts';
import { itself, usePagedList } from '../data/use-paged-list.ts';
import { Link } from '../link.tsx';
import { PeopleList } from '../people/people-list.tsx';
import { useTitle } from '../title.ts';

/** Everybody of one notification. */
export function ActorsPage({ notificationId }: { notificationId: string }) {
  const { entities } = useModel();
  useTitle('Notification');
  const actors = async (pageToken: string, signal: AbortSignal) => {
    const asked = entities.now();
    const answer = await notifications.listNotificationActors({ notificationId, pageToken }, { signal });
    return { items: entities.takeUsers(answer.actors, asked), nextPageToken: answer.nextPageToken };
  };
  const people = usePagedList(`notification:${notificationId}`, actors, itself);
  return (
    <>
      <Link className="back" to={pathOfNotifications()}>
        ← Notifications
      </Link>
      <h1>People</h1>
      <PeopleList people={people} empty="Nobody any more." />
    </>
  );
}
