import { type ReactNode, useEffect, useState } from 'react';
import { newRequestId } from '../api/clients.ts';

interface ReactionProps {
  /** `Like`. */
  readonly name: string;
  readonly icon: ReactNode;
  readonly count: number;
  readonly on: boolean;
  readonly enabled: boolean;
  readonly change: (on: boolean, requestId: string) => Promise<{ readonly counts?: Counted | undefined }>;
  /** Hears of a failure, and with nothing of the end of one. */
  readonly failed: (reason: unknown) => void;
}

interface Counted {
  readonly likeCount: bigint;
  readonly repostCount: bigint;
}

/** A like or a repost: shown at once, taken back when the server refuses it. */
export function Reaction({ name, icon, count, on, enabled, change, failed }: ReactionProps) {
  const [state, setState] = useState({ on, count });
  const [busy, setBusy] = useState(false);
  useEffect(() => setState({ on, count }), [on, count]);

  const toggle = async () => {
    const before = state;
    const next = !before.on;
    setBusy(true);
    setState({ on: next, count: Math.max(0, before.count + (next ? 1 : -1)) });
    try {
      await change(next, newRequestId());
      failed(undefined);
    } catch (reason) {
      setState(before);
      failed(reason);
    }
    setBusy(false);
  };
  return (
    <button
      type="button"
      className={`action ${name.toLowerCase()}`}
      aria-pressed={state.on}
      aria-label={`${name}: ${state.count}`}
      disabled={!enabled || busy}
      onClick={toggle}
    >
      {icon} {state.count}
    </button>
  );
}
