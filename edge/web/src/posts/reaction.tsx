import { type ReactNode, useState } from 'react';

interface ReactionProps {
  /** `Like`. */
  readonly name: string;
  readonly icon: ReactNode;
  readonly count: number;
  readonly on: boolean;
  readonly enabled: boolean;
  readonly change: (on: boolean) => Promise<void>;
}

/** The button of a like or a repost. */
export function Reaction({ name, icon, count, on, enabled, change }: ReactionProps) {
  const [busy, setBusy] = useState(false);
  const toggle = async () => {
    if (busy) return;
    setBusy(true);
    await change(!on);
    setBusy(false);
  };
  return (
    <button
      type="button"
      className={`action ${name.toLowerCase()}`}
      aria-pressed={on}
      aria-label={`${name}: ${count}`}
      disabled={!enabled}
      // Disabling the button would move the keyboard focus.
      aria-disabled={busy}
      onClick={toggle}
    >
      {icon} {count}
    </button>
  );
}
