import { type FormEvent, type KeyboardEvent, useId, useState, useSyncExternalStore } from 'react';
import type { Post } from '../../../../gen/ts/skein/post/v1/post_pb.ts';
import { newRequestId } from '../api/anonymous-auth.ts';
import { posts } from '../api/clients.ts';
import { errorMessage, messageOf } from '../api/error-message.ts';
import { useModel } from '../data/model.ts';
import { sending, sent, typed } from '../drafts/draft.ts';
import { draftsOf, type Place } from '../drafts/draft-store.ts';
import { Avatar } from '../people/avatar.tsx';
import type { Session } from '../session/session.ts';
import { textLengthOf } from './text-length.ts';
import { useTextRules } from './text-rules.ts';

interface ComposerProps {
  readonly session: Session;
  readonly place: Place;
  readonly posted: (post: Post) => void;
}

/** Below this many remaining characters the number is emphasised. */
const few = 20;

const words = {
  home: { label: 'What is happening?', button: 'Post', rows: 3 },
  reply: { label: 'Write a reply', button: 'Reply', rows: 2 },
  quote: { label: 'Say something about it', button: 'Quote', rows: 2 },
} as const;

/** Writes a post. The text is a draft of this place; it survives navigation and reload. */
export function Composer({ session, place, posted }: ComposerProps) {
  const { entities } = useModel();
  const drafts = draftsOf(session.userId);
  const draft = useSyncExternalStore(drafts.onChange, () => drafts.get(place));
  const [wrong, setWrong] = useState('');
  const [busy, setBusy] = useState(false);
  const id = useId();
  const { text } = draft;
  const { left = Number.POSITIVE_INFINITY, fault } = textLengthOf(text, useTextRules());
  const ready = !busy && text.trim() !== '' && fault === undefined;
  // The counter shows an empty or too long text.
  const refusal =
    fault === undefined || fault.reason === 'TEXT_EMPTY' || left < 0 ? '' : messageOf(fault.reason);
  const [kind, subject = ''] = place.split(':') as [keyof typeof words, string?];
  const { label, button, rows } = words[kind];

  const send = async () => {
    setBusy(true);
    setWrong('');
    const attempt = sending(drafts.get(place), Date.now(), newRequestId);
    drafts.set(place, attempt.draft);
    try {
      const asked = entities.now();
      const { post } = await posts.createPost({
        text,
        replyToPostId: kind === 'reply' ? subject : '',
        quotedPostId: kind === 'quote' ? subject : '',
        requestId: attempt.requestId,
      });
      drafts.set(place, sent(drafts.get(place), text));
      entities.takePosts([post!], asked);
      posted(post!);
    } catch (reason) {
      setWrong(errorMessage(reason));
    }
    setBusy(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) void send();
  };
  const keys = (event: KeyboardEvent) => {
    // Enter that ends an input method's composition is not a shortcut.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && ready) void send();
  };

  return (
    <form className="composer" onSubmit={submit}>
      <Avatar handle={session.handle} />
      <div className="grow">
        <label className="unseen" htmlFor={`${id}-text`}>
          {label}
        </label>
        <textarea
          id={`${id}-text`}
          dir="auto"
          rows={rows}
          placeholder={label}
          value={text}
          aria-describedby={`${id}-left`}
          aria-invalid={left < 0}
          onChange={(event) => drafts.set(place, typed(drafts.get(place), event.target.value))}
          onKeyDown={keys}
        />
        <p role="alert" className="wrong">
          {wrong || refusal}
        </p>
        <div className="row end">
          <span
            id={`${id}-left`}
            className={left < 0 ? 'count over' : left < few ? 'count few' : 'count'}
            aria-live={left < few ? 'polite' : 'off'}
          >
            {Number.isFinite(left) && (
              <>
                {left}
                <span className="unseen"> characters left</span>
              </>
            )}
          </span>
          <button type="submit" disabled={!ready}>
            {button}
          </button>
        </div>
      </div>
    </form>
  );
}
