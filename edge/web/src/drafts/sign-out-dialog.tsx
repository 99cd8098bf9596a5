import { useEffect, useRef } from 'react';

interface SignOutDialogProps {
  /** The number of unposted drafts. */
  readonly count: number;
  readonly keep: () => void;
  readonly discard: () => void;
  readonly cancel: () => void;
}

/** Asks what to do with drafts before signing out. */
export function SignOutDialog({ count, keep, discard, cancel }: SignOutDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const drafts = count === 1 ? 'a text that is' : `${count} texts that are`;
  return (
    <dialog ref={dialog} onCancel={cancel} aria-labelledby="sign-out-title">
      <h2 id="sign-out-title">You have {drafts} not posted yet.</h2>
      <p className="quiet">Kept texts stay in this browser until you sign in again.</p>
      <div className="choices">
        <button type="button" onClick={keep}>
          Keep and sign out
        </button>
        <button type="button" className="outlined" onClick={discard}>
          Delete and sign out
        </button>
        <button type="button" className="plain" onClick={cancel}>
          Stay signed in
        </button>
      </div>
    </dialog>
  );
}
