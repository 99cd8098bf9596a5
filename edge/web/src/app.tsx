import { lazy, Suspense, useSyncExternalStore } from 'react';
import type { Address } from './addresses.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { Header } from './header.tsx';
import { useRoute } from './routes.ts';
import { currentSession, onSessionChange, type Session } from './session/session.ts';
import { SignForm } from './session/sign-form.tsx';

const Pages = lazy(() => import('./pages.tsx'));

export function App() {
  const session = useSyncExternalStore(onSessionChange, currentSession);
  const route = useRoute();
  return (
    <>
      <Header session={session} route={route} signing={needsSession(route) && session === undefined} />
      <main>
        <Main session={session} route={route} />
      </main>
    </>
  );
}

function Main({ session, route }: { session: Session | undefined; route: Address | undefined }) {
  if (route === undefined) return <p className="empty">There is nothing at this address.</p>;
  if (needsSession(route) && session === undefined)
    return <SignForm key={route.page} isNew={route.page === 'sign-up'} />;
  return (
    <ErrorBoundary>
      <Suspense fallback={<p className="empty">Loading …</p>}>
        <Pages key={session?.userId ?? ''} session={session} route={route} />
      </Suspense>
    </ErrorBoundary>
  );
}

const sessionPages: ReadonlySet<Address['page']> = new Set([
  'home',
  'sign-in',
  'sign-up',
  'notifications',
  'notification',
  'notification-settings',
]);

/** Without a session these pages are the sign-in form. */
function needsSession(route: Address | undefined): boolean {
  return route !== undefined && sessionPages.has(route.page);
}
