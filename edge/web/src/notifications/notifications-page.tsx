import { Fragment, useEffect, useState, useSyncExternalStore } from 'react';
import { pathOfNotification, pathOfNotificationSettings, pathOfThread } from '../addresses.ts';
import { errorMessage } from '../api/error-message.ts';
import { useEntity, useModel, useUser } from '../data/model.ts';
import { More } from '../data/more-button.tsx';
import { Link } from '../link.tsx';
import { Avatar } from '../people/avatar.tsx';
import { PersonLink } from '../people/person-name.tsx';
import { ago, exactly, isoOf, useNow } from '../time.ts';
import { useTitle } from '../title.ts';
import { deedWords, othersWords } from './deed-words.ts';
import type { LiveNotifications } from './live-notifications.ts';
import { type NotificationRow, unreadId } from './notifications-state.ts';

/** What others did towards the reader, newest first. What is shown becomes read. */
export function NotificationsPage({ notifications }: { notifications: LiveNotifications }) {
  const state = useSyncExternalStore(notifications.onChange, notifications.state);
  useTitle('Notifications');
  const { rows, loaded, failure, nextPageToken } = state;
  const [older, setOlder] = useState<{ loading: boolean; failure: unknown }>({
    loading: false,
    failure: undefined,
  });
  const more = async () => {
    setOlder({ loading: true, failure: undefined });
    const reason = await notifications.more().then(
      () => undefined,
      (failed: unknown) => failed,
    );
    setOlder({ loading: false, failure: reason });
  };
  useSeen(notifications, loaded ? unreadId(state) : undefined);
  const unread = useUnreadAtVisit(rows);
  return (
    <>
      <div className="row heading">
        <h1 className="grow">Notifications</h1>
        <Link to={pathOfNotificationSettings()}>Settings</Link>
      </div>
      {failure !== undefined && (
        <p className="wrong" role="status">
          {errorMessage(failure)} Connecting again …
        </p>
      )}
      {!loaded && failure === undefined && <p className="empty">Loading …</p>}
      {loaded && rows.length === 0 && <p className="empty">Nothing yet.</p>}
      <ul className="notifications" aria-label="Your notifications" aria-busy={!loaded}>
        {rows.map((row) => (
          <Row key={row.id} row={row} unread={unread.has(row.id)} />
        ))}
      </ul>
      {loaded && (
        <More state={{ ...older, nextPageToken }} more={() => void more()} label="Older notifications" />
      )}
    </>
  );
}

/** Marks what is shown as read while the window is visible. */
function useSeen(notifications: LiveNotifications, upToId: string | undefined): void {
  useEffect(() => {
    if (upToId === undefined) return;
    const look = () => {
      // A mark that fails is made again with the next change or visit.
      if (document.visibilityState !== 'hidden') notifications.markRead(upToId).catch(() => {});
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [notifications, upToId]);
}

/** The rows that were unread when this visit first showed them: they stay marked until the next visit. */
function useUnreadAtVisit(rows: readonly NotificationRow[]): ReadonlySet<string> {
  const [unread] = useState(() => new Set<string>());
  for (const { id, read } of rows) if (!read) unread.add(id);
  return unread;
}

function Row({ row, unread }: { row: NotificationRow; unread: boolean }) {
  const { id, kind, postId, actorIds, actorCount, moreActors, createTime } = row;
  const nowMs = useNow();
  const first = useUser(actorIds[0] ?? '');
  const others = othersWords(actorCount - actorIds.length, moreActors);
  return (
    <li className={unread ? 'row notification new' : 'row notification'}>
      {first && <Avatar handle={first.handle} />}
      <div className="grow">
        <p>
          {actorIds.map((actorId, n) => (
            <Fragment key={actorId}>
              {n > 0 && ', '}
              <Actor userId={actorId} />
            </Fragment>
          ))}
          {others !== '' && (
            <>
              {' and '}
              <Link to={pathOfNotification(id)}>{others}</Link>
            </>
          )}{' '}
          {deedWords[kind] ?? 'did something'}{' '}
          <time className="quiet" dateTime={isoOf(createTime)} title={exactly(createTime)}>
            {ago(createTime, nowMs)}
          </time>
          {unread && <span className="unseen"> (new)</span>}
        </p>
        {postId !== '' && <Excerpt postId={postId} />}
      </div>
    </li>
  );
}

function Actor({ userId }: { userId: string }) {
  const user = useUser(userId);
  return user === undefined ? null : <PersonLink className="name" user={user} />;
}

function Excerpt({ postId }: { postId: string }) {
  const state = useEntity(useModel().entities.posts, postId);
  if (state === undefined || state.gone) return null;
  return (
    <Link className="excerpt quiet" to={pathOfThread(postId)} dir="auto">
      {state.post.text}
    </Link>
  );
}
