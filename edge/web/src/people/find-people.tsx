import { create } from '@bufbuild/protobuf';
import { useEffect, useState } from 'react';
import { RelationshipSchema, type Suggestion } from '../../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { pathOfSearch, pathOfUser } from '../addresses.ts';
import { graph } from '../api/clients.ts';
import { useModel } from '../data/model.ts';
import { Link } from '../link.tsx';
import { Avatar } from './avatar.tsx';
import { FollowButton } from './follow-button.tsx';
import { PersonName } from './person-name.tsx';

/** Leads to the search, and suggests users whom friends follow. */
export function FindPeople() {
  const { entities } = useModel();
  const [suggestions, setSuggestions] = useState<readonly Suggestion[]>([]);
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
  return (
    <aside className="find" aria-label="Find people">
      <Link to={pathOfSearch('', 'people')}>Find people by name or @handle</Link>
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
