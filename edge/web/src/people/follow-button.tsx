import { useEffect, useState } from 'react';
import type { User } from '../../../../gen/ts/skein/user/v1/user_pb.ts';
import { problem } from '../api/problem.ts';
import { useEntity, useModel } from '../data/model.ts';

/** Follows or unfollows; nothing where what joins the two is not known: for strangers, and for oneself. */
export function FollowButton({ user: { id, handle } }: { user: User }) {
  const { entities, mutations } = useModel();
  const relationship = useEntity(entities.relationships, id);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState('');
  const following = relationship?.following ?? false;
  // What went wrong is over once it is otherwise, such as when it had been done and only the answer was lost.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is a change that counts
  useEffect(() => setWrong(''), [following]);
  if (relationship === undefined) return null;
  const toggle = async () => {
    if (busy) return;
    setBusy(true);
    setWrong('');
    await mutations.follow(id, !following).catch((reason: unknown) => setWrong(problem(reason)));
    setBusy(false);
  };
  return (
    <span className="follow">
      <button
        type="button"
        className={following ? 'outlined' : ''}
        aria-label={`${following ? 'Unfollow' : 'Follow'} @${handle}`}
        // A disabled button would lose the keyboard's place.
        aria-disabled={busy}
        onClick={toggle}
      >
        {following ? 'Following' : 'Follow'}
      </button>
      {wrong !== '' && (
        <span role="alert" className="wrong">
          {wrong}
        </span>
      )}
    </span>
  );
}
