import { type FormEvent, type KeyboardEvent, useId, useRef, useState } from 'react';
import type { Post } from '../../../../gen/ts/skein/post/v1/post_pb.ts';
import { newRequestId, posts } from '../api/clients.ts';
import { problem } from '../api/problem.ts';
import { Avatar } from '../people/avatar.tsx';
import { maxLength, textLength } from './text-length.ts';

interface ComposerProps {
  readonly posted: (post: Post) => void;
  readonly author: string;
  /** Makes it a reply. */
  readonly replyToPostId?: string;
}

/** Below so many characters left their number is shown with emphasis. */
const few = 20;

export function Composer({ posted, author, replyToPostId = '' }: ComposerProps) {
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState('');
  const [busy, setBusy] = useState(false);
  // The same until it is done: a post whose answer got lost is not written twice.
  const requestId = useRef(newRequestId());
  const id = useId();
  const left = maxLength - textLength(text);
  const ready = !busy && left >= 0 && text.trim() !== '';

  const send = async () => {
    setBusy(true);
    setWrong('');
    try {
      const { post } = await posts.createPost({ text, replyToPostId, requestId: requestId.current });
      requestId.current = newRequestId();
      setText('');
      posted(post!);
    } catch (reason) {
      setWrong(problem(reason));
    }
    setBusy(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) void send();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && ready) void send();
  };
  const change = (value: string) => {
    setText(value);
    // Another text is another post.
    requestId.current = newRequestId();
  };

  const label = replyToPostId === '' ? 'What is happening?' : 'Write a reply';
  return (
    <form className="composer" onSubmit={submit}>
      <Avatar handle={author} />
      <div className="grow">
        <label className="unseen" htmlFor={`${id}-text`}>
          {label}
        </label>
        <textarea
          id={`${id}-text`}
          rows={replyToPostId === '' ? 3 : 2}
          placeholder={label}
          value={text}
          aria-describedby={`${id}-left`}
          aria-invalid={left < 0}
          onChange={(event) => change(event.target.value)}
          onKeyDown={keys}
        />
        <p role="alert" className="wrong">
          {wrong}
        </p>
        <div className="row end">
          <span
            id={`${id}-left`}
            className={left < 0 ? 'count over' : left < few ? 'count few' : 'count'}
            aria-live={left < few ? 'polite' : 'off'}
          >
            {left}
            <span className="unseen"> characters left</span>
          </span>
          <button type="submit" disabled={!ready}>
            {replyToPostId === '' ? 'Post' : 'Reply'}
          </button>
        </div>
      </div>
    </form>
  );
}
