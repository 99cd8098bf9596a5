import { useState } from 'react';
import { graph, newRequestId } from '../api/clients.ts';
import { problem } from '../api/problem.ts';

interface FollowButtonProps {
  readonly userId: string;
  readonly handle: string;
  readonly following: boolean;
  readonly changed?: (following: boolean) => void;
}

export function FollowButton({ userId, handle, following, changed }: FollowButtonProps) {
  const [now, setNow] = useState(following);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState('');
  const toggle = async () => {
    setBusy(true);
    setWrong('');
    try {
      const write = { userId, requestId: newRequestId() };
      const { relationship } = now ? await graph.unfollowUser(write) : await graph.followUser(write);
      const next = relationship?.following ?? !now;
      setNow(next);
      changed?.(next);
    } catch (reason) {
      setWrong(problem(reason));
    }
    setBusy(false);
  };
  return (
    <span className="follow">
      <button
        type="button"
        className={now ? 'outlined' : ''}
        aria-label={`${now ? 'Unfollow' : 'Follow'} @${handle}`}
        disabled={busy}
        onClick={toggle}
      >
        {now ? 'Following' : 'Follow'}
      </button>
      {wrong !== '' && (
        <span role="alert" className="wrong">
          {wrong}
        </span>
      )}
    </span>
  );
}
