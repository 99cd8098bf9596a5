import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import type { Address } from './addresses.ts';
import { users } from './api/clients.ts';
import { createModel, type Model, ModelContext } from './data/model.ts';
import { HomePage } from './home/home-page.tsx';
import { ActorsPage } from './notifications/actors-page.tsx';
import { NotificationsPage } from './notifications/notifications-page.tsx';
import { NotificationSettingsPage } from './notifications/settings-page.tsx';
import { type ProfileKey, ProfilePage } from './people/profile-page.tsx';
import { PostListPage } from './posts/post-list-page.tsx';
import { ThreadPage } from './posts/thread-page.tsx';
import { rename, type Session } from './session/session.ts';
import './styles/posts.css';
import './styles/people.css';
import './styles/notifications.css';

const SearchPage = lazy(() => import('./search/search-page.tsx'));

interface PagesProps {
  readonly session: Session | undefined;
  readonly route: Address;
}

/** Everything but the sign-in form, loaded on demand. Its parent uses the reader as key. */
export default function Pages({ session, route }: PagesProps) {
  const userId = session?.userId;
  const model = useModelOf(userId);
  if (model === undefined) return <p className="empty">Loading …</p>;
  return (
    <ModelContext value={model}>
      <Page {...{ model, session, route }} />
    </ModelContext>
  );
}

function Page({ model: { home, notifications }, session, route }: PagesProps & { model: Model }) {
  const who = useProfileKey(route);
  if (route.page === 'thread')
    return <ThreadPage key={route.postId} postId={route.postId} session={session} />;
  if (route.page === 'post-list')
    return <PostListPage key={`${route.list}:${route.postId}`} {...route} session={session} />;
  if (route.page === 'search')
    return (
      <Suspense fallback={<p className="empty">Loading …</p>}>
        <SearchPage query={route.query} tab={route.tab} />
      </Suspense>
    );
  if (route.page === 'notifications')
    return notifications ? <NotificationsPage notifications={notifications} /> : null;
  if (route.page === 'notification')
    return <ActorsPage key={route.notificationId} notificationId={route.notificationId} />;
  if (route.page === 'notification-settings') return <NotificationSettingsPage />;
  if (who !== undefined) return <ProfilePage key={`${who.case}:${who.value}`} who={who} {...listOf(route)} />;
  return session && home ? <HomePage home={home} session={session} /> : null;
}

/** A model that lives as long as the component. */
function useModelOf(userId: string | undefined): Model | undefined {
  const [model, setModel] = useState<Model>();
  useEffect(() => {
    const opened = createModel(userId);
    setModel(opened);
    if (userId !== undefined) void readOwnHandle(userId, opened);
    return () => {
      opened.close();
      setModel(undefined);
    };
  }, [userId]);
  return model;
}

/** The handle may have changed on another device since this session began. */
async function readOwnHandle(userId: string, { entities }: Model): Promise<void> {
  try {
    const asked = entities.now();
    const { user } = await users.getUser({ key: { case: 'userId', value: userId } });
    entities.takeUsers([user!], asked);
    rename(userId, user!.handle);
  } catch {
    // The known handle is used until the next load.
  }
}

function useProfileKey(route: Address): ProfileKey | undefined {
  const [page, value] =
    route.page === 'user'
      ? ['userId', route.userId]
      : route.page === 'person'
        ? ['handle', route.handle]
        : [];
  return useMemo(
    () => (page === undefined ? undefined : ({ case: page, value } as ProfileKey)),
    [page, value],
  );
}

function listOf(route: Address): { list?: 'followers' | 'following' } {
  return route.page === 'user' && route.list !== undefined ? { list: route.list } : {};
}
