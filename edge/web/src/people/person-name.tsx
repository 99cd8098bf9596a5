import type { User } from '../../../../gen/ts/skein/user/v1/user_pb.ts';
import { Link } from '../link.tsx';
import { pathOfUser } from '../routes.ts';

/** A display name and handle: no direction that one of them sets reaches what stands beside it. */
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

/** Leads to a person by id: a handle may belong to somebody else tomorrow. */
export function PersonLink({ user, className }: { user: User; className?: string }) {
  return (
    <Link className={className} to={pathOfUser(user.id)}>
      <PersonName user={user} />
    </Link>
  );
}
