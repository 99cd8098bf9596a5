import { lazy, Suspense, useState, useSyncExternalStore } from 'react';
import type { Address } from './addresses.ts';
import { draftsOf } from './drafts/draft-store.ts';
import { SignOutDialog } from './drafts/sign-out-dialog.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Link } from './link.tsx';
import { pathOfUser, useRoute } from './routes.ts';
import { currentSession, onSessionChange, type Session } from './session/session.ts';
import { SignForm } from './session/sign-form.tsx';
import { signOut } from './session/sign-out.ts';

const Pages = lazy(() => import('./pages.tsx'));

export function App() {
  const session = useSyncExternalStore(onSessionChange, currentSession);
  const route = useRoute();
  return (
    <>
      <Header session={session} route={route} />
      <main>
        <Main session={session} route={route} />
      </main>
    </>
  );
}

function Main({ session, route }: { session: Session | undefined; route: Address | undefined }) {
  if (route === undefined) return <p className="empty">There is nothing at this address.</p>;
  const wantsSession = route.page === 'home' || route.page === 'sign-in' || route.page === 'sign-up';
  if (wantsSession && session === undefined)
    return <SignForm key={route.page} isNew={route.page === 'sign-up'} />;
  return (
    <ErrorBoundary>
      <Suspense fallback={<p className="empty">Loading …</p>}>
        <Pages key={session?.userId ?? ''} session={session} route={route} />
      </Suspense>
    </ErrorBoundary>
  );
}

function Header({ session, route }: { session: Session | undefined; route: Address | undefined }) {
  const here = (is: boolean) => (is ? ('page' as const) : undefined);
  return (
    <header className="top">
      <Link className="brand" aria-label="Skein" to="/">
        <img src="/icon.svg" alt="" width="28" height="28" />
        <span>Skein</span>
      </Link>
      <nav aria-label="Pages">
        {session === undefined ? (
          <>
            <Link aria-current={here(route?.page === 'home')} to="/">
              Sign in
            </Link>
            <Link aria-current={here(route?.page === 'sign-up')} to="/sign-up">
              Sign up
            </Link>
          </>
        ) : (
          <>
            <Link aria-current={here(route?.page === 'home')} to="/">
              Home
            </Link>
            <Link
              className="own"
              aria-current={here(route?.page === 'user' && route.userId === session.userId)}
              to={pathOfUser(session.userId)}
            >
              <bdi>@{session.handle}</bdi>
            </Link>
            <SignOut userId={session.userId} />
          </>
        )}
      </nav>
    </header>
  );
}

/** Signs out, after asking about unposted drafts. */
function SignOut({ userId }: { userId: string }) {
  const [asking, setAsking] = useState(0);
  const drafts = draftsOf(userId);
  const ask = () => {
    const count = drafts.count();
    if (count === 0) signOut();
    else setAsking(count);
  };
  const discard = () => {
    drafts.clear();
    signOut();
  };
  return (
    <>
      <button type="button" className="plain" onClick={ask}>
        Sign out
      </button>
      {asking > 0 && (
        <SignOutDialog count={asking} keep={signOut} discard={discard} cancel={() => setAsking(0)} />
      )}
    </>
  );
}
