import { create } from '@bufbuild/protobuf';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { RelationshipSchema, type Suggestion } from '../../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { graph } from '../api/clients.ts';
import { useModel } from '../data/model.ts';
import { Link } from '../link.tsx';
import { go, pathOfHandle, pathOfUser } from '../routes.ts';
import { typedHandle } from '../session/typed-handle.ts';
import { Avatar } from './avatar.tsx';
import { FollowButton } from './follow-button.tsx';
import { PersonName } from './person-name.tsx';

/** Finds users by handle, and suggests those whom friends follow. */
export function FindPeople() {
  const { entities } = useModel();
  const [handle, setHandle] = useState('');
  const [suggestions, setSuggestions] = useState<readonly Suggestion[]>([]);
  const id = useId();
  useEffect(() => {
    const leaving = new AbortController();
    const asked = entities.now();
    graph.suggestUsers({ pageSize: 5 }, leaving).then(
      (found) => {
        for (const { user } of found.suggestions) {
          // Suggested users are not followed.
          const relationship = create(RelationshipSchema, { userId: user!.id });
          if (entities.relationships.get(user!.id) === undefined)
            entities.relationships.put(user!.id, relationship, asked);
        }
        setSuggestions(found.suggestions);
      },
      // Suggestions are optional.
      () => {},
    );
    return () => leaving.abort();
  }, [entities]);
  const find = (event: FormEvent) => {
    event.preventDefault();
    const wanted = typedHandle(handle);
    if (/^\w{1,30}$/.test(wanted)) go(pathOfHandle(wanted));
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
          pattern="\s*[@＠]?\w{1,30}\s*"
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
            <Link className="grow name" to={pathOfUser(user!.id)}>
              <PersonName user={user!} />
              <span className="quiet small block">{mutualCount} in common</span>
            </Link>
            <FollowButton user={user!} />
          </li>
        ))}
      </ul>
    </aside>
  );
}
