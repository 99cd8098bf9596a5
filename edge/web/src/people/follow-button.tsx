import { useEffect, useState } from 'react';
import type { User } from '../../../../gen/ts/skein/user/v1/user_pb.ts';
import { errorMessage } from '../api/error-message.ts';
import { useEntity, useModel } from '../data/model.ts';

/** Follows or unfollows. Nothing is shown where the relationship is unknown: without a session, and for oneself. */
export function FollowButton({ user: { id, handle } }: { user: User }) {
  const { entities, mutations } = useModel();
  const relationship = useEntity(entities.relationships, id);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState('');
  const following = relationship?.following ?? false;
  // A changed state clears the error, such as when only the response was lost.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is a change that counts
  useEffect(() => setWrong(''), [following]);
  if (relationship === undefined) return null;
  const toggle = async () => {
    if (busy) return;
    setBusy(true);
    setWrong('');
    await mutations.follow(id, !following).catch((reason: unknown) => setWrong(errorMessage(reason)));
    setBusy(false);
  };
  return (
    <span className="follow">
      <button
        type="button"
        className={following ? 'outlined' : ''}
        aria-label={`${following ? 'Unfollow' : 'Follow'} @${handle}`}
        // Disabling the button would move the keyboard focus.
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
