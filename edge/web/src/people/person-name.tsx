import type { User } from '../../../../gen/ts/skein/user/v1/user_pb.ts';
import { pathOfUser } from '../addresses.ts';
import { Link } from '../link.tsx';

/** A display name and handle, isolated so that their text direction does not affect the surroundings. */
export function PersonName({ user }: { user: User }) {
  return (
    <>
      <bdi>{user.displayName || user.handle}</bdi>{' '}
      <span className="quiet">
        <bdi>@{user.handle}</bdi>
      </span>
    </>
  );
}

/** Links to a user by id, because handles may change owners. */
export function PersonLink({ user, className }: { user: User; className?: string }) {
  return (
    <Link className={className} to={pathOfUser(user.id)}>
      <PersonName user={user} />
    </Link>
  );
}
