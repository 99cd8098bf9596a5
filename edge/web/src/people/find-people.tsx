import { type FormEvent, useEffect, useId, useState } from 'react';
import type { Suggestion } from '../../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { graph } from '../api/clients.ts';
import { Link } from '../link.tsx';
import { go, pathOfPerson } from '../routes.ts';
import { Avatar } from './avatar.tsx';
import { FollowButton } from './follow-button.tsx';

/** The way to people: by handle, and those whom friends follow. */
export function FindPeople() {
  const [handle, setHandle] = useState('');
  const [suggestions, setSuggestions] = useState<readonly Suggestion[]>([]);
  const id = useId();
  useEffect(() => {
    const leaving = new AbortController();
    graph.suggestUsers({ pageSize: 5 }, leaving).then(
      (found) => setSuggestions(found.suggestions),
      // They are no more than an offer.
      () => {},
    );
    return () => leaving.abort();
  }, []);
  const find = (event: FormEvent) => {
    event.preventDefault();
    const wanted = handle.trim().replace(/^@/, '');
    if (/^\w{1,30}$/.test(wanted)) go(pathOfPerson(wanted));
  };
  return (
    <aside className="find" aria-label="Find people">
      <form className="row" onSubmit={find}>
        <label className="unseen" htmlFor={id}>
          Handle of a person
        </label>
        <input
          id={id}
          placeholder="Find @handle"
          autoCapitalize="none"
          spellCheck={false}
          pattern="\s*@?\w{1,30}\s*"
          value={handle}
          onChange={(event) => setHandle(event.target.value)}
        />
        <button type="submit" className="outlined">
          Go
        </button>
      </form>
      {suggestions.length > 0 && <h2>Followed by people you follow</h2>}
      <ul>
        {suggestions.map(({ user, mutualCount }) => (
          <li key={user!.id} className="row">
            <Avatar handle={user!.handle} />
            <Link className="grow name" to={pathOfPerson(user!.handle)}>
              {user!.displayName || user!.handle} <span className="quiet">@{user!.handle}</span>
              <span className="quiet small block">{mutualCount} in common</span>
            </Link>
            <FollowButton userId={user!.id} handle={user!.handle} following={false} />
          </li>
        ))}
      </ul>
    </aside>
  );
}
