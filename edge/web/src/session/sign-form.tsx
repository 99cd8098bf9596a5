import { type FormEvent, useId, useState } from 'react';
import { anonymousAuth, newRequestId } from '../api/anonymous-auth.ts';
import { errorMessage } from '../api/error-message.ts';
import { Link } from '../link.tsx';
import { go } from '../routes.ts';
import { useTitle } from '../title.ts';
import { deviceTokenOf, keepDeviceToken } from './device-tokens.ts';
import { begin } from './session.ts';
import { typedHandle } from './typed-handle.ts';

const deviceName = 'web page';

/** The form to sign in or sign up. */
export function SignForm({ isNew }: { isNew: boolean }) {
  const [typed, setTyped] = useState('');
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState('');
  const [busy, setBusy] = useState(false);
  const [requestId] = useState(newRequestId);
  const id = useId();
  useTitle(isNew ? 'Sign up' : 'Sign in');

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setWrong('');
    const handle = typedHandle(typed);
    try {
      const { account, tokens, deviceToken } = isNew
        ? await anonymousAuth.signUp({
            handle,
            password,
            deviceName,
            requestId: `${handle}${requestId}`.slice(0, 64),
          })
        : await anonymousAuth.signIn({
            handle,
            password,
            deviceName,
            deviceToken: deviceTokenOf(handle),
          });
      keepDeviceToken(handle, deviceToken);
      begin(account!, tokens!);
      go('/');
    } catch (reason) {
      setWrong(errorMessage(reason));
      setBusy(false);
    }
  };

  return (
    <section className="sign" aria-labelledby={`${id}-title`}>
      <h1 id={`${id}-title`}>{isNew ? 'Join Skein' : 'Sign in to Skein'}</h1>
      <p className="quiet">Short messages from the people you follow, as they write them.</p>
      <form onSubmit={submit}>
        <label htmlFor={`${id}-handle`}>Handle</label>
        <input
          id={`${id}-handle`}
          name="handle"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          pattern={isNew ? '\\s*[@＠]?[A-Za-z0-9_]{1,30}\\s*' : undefined}
          title="1 to 30 letters, digits and underscores"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <label htmlFor={`${id}-password`}>Password</label>
        <input
          id={`${id}-password`}
          name="password"
          type="password"
          autoComplete={isNew ? 'new-password' : 'current-password'}
          required
          minLength={isNew ? 8 : undefined}
          aria-describedby={isNew ? `${id}-hint` : undefined}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {isNew && (
          <p id={`${id}-hint`} className="quiet small">
            At least 8 characters.
          </p>
        )}
        <p role="alert" className="wrong">
          {wrong}
        </p>
        <button type="submit" disabled={busy}>
          {isNew ? 'Sign up' : 'Sign in'}
        </button>
      </form>
      {isNew ? (
        <p className="quiet">
          Already here? <Link to="/">Sign in</Link>
        </p>
      ) : (
        <p className="quiet">
          New here? <Link to="/sign-up">Sign up</Link>
        </p>
      )}
    </section>
  );
}
