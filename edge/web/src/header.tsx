import { lazy, Suspense, useState } from 'react';
import { type Address, pathOfSearch, pathOfUser } from './addresses.ts';
import { draftsOf } from './drafts/draft-store.ts';
import { SignOutDialog } from './drafts/sign-out-dialog.tsx';
import { Link } from './link.tsx';
import { Bell } from './notifications/bell.tsx';
import { SearchIcon } from './search/search-icon.tsx';
import type { Session } from './session/session.ts';
import { signOut } from './session/sign-out.ts';

/** Without its script there is the link to the search page. */
const SearchBox = lazy(() => import('./search/search-box.tsx').catch(() => ({ default: () => null })));

interface HeaderProps {
  readonly session: Session | undefined;
  readonly route: Address | undefined;
  /** Whether the page is the sign-in form, whose first load is kept small. */
  readonly signing: boolean;
}

export function Header({ session, route, signing }: HeaderProps) {
  const search = route?.page === 'search' ? route : undefined;
  const here = (is: boolean) => (is ? ('page' as const) : undefined);
  return (
    <header className={search === undefined ? 'top' : 'top searching'}>
      <Link className="brand" aria-label="Skein" to="/">
        <img src="/icon.svg" alt="" width="28" height="28" />
        <span>Skein</span>
      </Link>
      {!signing && (
        <Suspense fallback={<span className="search" />}>
          <SearchBox
            query={search?.query ?? ''}
            tab={search?.tab ?? 'newest'}
            focused={search?.query === ''}
          />
        </Suspense>
      )}
      <nav aria-label="Pages">
        <Link
          className="to-search"
          aria-label="Search"
          aria-current={here(search !== undefined)}
          to={pathOfSearch('')}
        >
          <SearchIcon />
        </Link>
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
            <Bell current={route?.page === 'notifications'} />
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
