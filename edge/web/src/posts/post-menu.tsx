import { useEffect, useRef, useState } from 'react';
import { notifications } from '../api/clients.ts';
import { errorMessage } from '../api/error-message.ts';
import { useModel } from '../data/model.ts';
import { MoreIcon } from './icons.tsx';

/** Opens what can be done with a post besides its actions. It closes with Escape and with a press elsewhere. */
export function PostMenu({ postId }: { postId: string }) {
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLSpanElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const closing = new AbortController();
    const { signal } = closing;
    const press = ({ target }: PointerEvent) => {
      if (!menu.current?.contains(target as Node)) setOpen(false);
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      opener.current?.focus();
    };
    document.addEventListener('pointerdown', press, { signal });
    document.addEventListener('keydown', key, { signal });
    return () => closing.abort();
  }, [open]);
  return (
    <span ref={menu} className="menu">
      <button
        ref={opener}
        type="button"
        className="action"
        aria-label="Menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <MoreIcon />
      </button>
      {open && (
        <span className="panel">
          <ThreadMute postId={postId} />
        </span>
      )}
    </span>
  );
}

/** Mutes and unmutes the thread of a post. Whether it is muted is read when the menu opens: other devices change it too. */
function ThreadMute({ postId }: { postId: string }) {
  const { mutations } = useModel();
  const [muted, setMuted] = useState<boolean>();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState('');
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    notifications.getThreadMute({ postId }, { signal }).then(
      (answer) => setMuted(answer.muted),
      (reason: unknown) => {
        if (!signal.aborted) setWrong(errorMessage(reason));
      },
    );
    return () => leaving.abort();
  }, [postId]);
  const toggle = async () => {
    if (busy) return;
    setBusy(true);
    setWrong('');
    await mutations.muteThread(postId, !muted).then(
      () => setMuted(!muted),
      (reason: unknown) => setWrong(errorMessage(reason)),
    );
    setBusy(false);
  };
  return (
    <>
      {muted === undefined && wrong === '' && <span className="quiet">Loading …</span>}
      {muted !== undefined && (
        // Disabling the button would move the keyboard focus.
        <button type="button" className="plain" aria-disabled={busy} onClick={toggle}>
          {muted ? 'Unmute this thread' : 'Mute this thread'}
        </button>
      )}
      {wrong !== '' && (
        <span role="alert" className="wrong">
          {wrong}
        </span>
      )}
    </>
  );
}
