import { useEffect, useState, useSyncExternalStore } from 'react';
import { auth } from './api/clients.ts';
import { HomePage } from './home/home-page.tsx';
import { type HomeTimeline, homeTimeline } from './home/home-timeline.ts';
import { Link } from './link.tsx';
import { ProfilePage } from './people/profile-page.tsx';
import { ThreadPage } from './posts/thread-page.tsx';
import { pathOfPerson, type Route, useRoute } from './routes.ts';
import { currentSession, end, onSessionChange, type Session } from './session/session.ts';
import { SignForm } from './session/sign-form.tsx';

export function App() {
  const session = useSyncExternalStore(onSessionChange, currentSession);
  const route = useRoute();
  return (
    <>
      <Header session={session} route={route} />
      <main>
        <Page session={session} route={route} />
      </main>
    </>
  );
}

function Page({ session, route }: { session: Session | undefined; route: Route }) {
  const home = useHome(session?.userId);
  if (route.page === 'person') return <ProfilePage key={route.handle} handle={route.handle} />;
  if (route.page === 'thread') return <ThreadPage key={route.postId} postId={route.postId} />;
  if (session === undefined || home === undefined) return <SignForm isNew={route.page === 'sign-up'} />;
  return <HomePage home={home} session={session} />;
}

/** One stream for as long as somebody is signed in, whichever page he looks at. */
function useHome(userId: string | undefined): HomeTimeline | undefined {
  const [home, setHome] = useState<HomeTimeline>();
  useEffect(() => {
    if (userId === undefined) return;
    const opened = homeTimeline();
    setHome(opened);
    return () => {
      opened.close();
      setHome(undefined);
    };
  }, [userId]);
  return home;
}

function Header({ session, route }: { session: Session | undefined; route: Route }) {
  const signOut = () => {
    // Whatever the server answers: who wants to leave has left.
    auth.signOut({}).catch(() => {});
    end();
  };
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
            <Link aria-current={here(route.page === 'home')} to="/">
              Sign in
            </Link>
            <Link aria-current={here(route.page === 'sign-up')} to="/sign-up">
              Sign up
            </Link>
          </>
        ) : (
          <>
            <Link aria-current={here(route.page === 'home')} to="/">
              Home
            </Link>
            <Link
              aria-current={here(
                route.page === 'person' && route.handle.toLowerCase() === session.handle.toLowerCase(),
              )}
              to={pathOfPerson(session.handle)}
            >
              @{session.handle}
            </Link>
            <button type="button" className="plain" onClick={signOut}>
              Sign out
            </button>
          </>
        )}
      </nav>
    </header>
  );
}
