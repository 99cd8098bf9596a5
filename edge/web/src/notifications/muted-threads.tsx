import { useState } from 'react';
import { reasonOf } from '../../../../platform/errors.ts';
import { pathOfThread } from '../addresses.ts';
import { notifications } from '../api/clients.ts';
import { errorMessage } from '../api/error-message.ts';
import { useEntity, useModel } from '../data/model.ts';
import { More } from '../data/more-button.tsx';
import { itself, usePagedList } from '../data/use-paged-list.ts';
import { Link } from '../link.tsx';

/** The threads that the reader muted, the newest first. */
export function MutedThreads() {
  const { entities } = useModel();
  const threads = async (pageToken: string, signal: AbortSignal) => {
    const asked = entities.now();
    const answer = await notifications.listMutedThreads({ pageToken }, { signal });
    entities.takePosts(
      answer.threads.flatMap(({ rootPost }) => rootPost ?? []),
      asked,
    );
    return { items: answer.threads.map(({ rootPostId }) => rootPostId), nextPageToken: answer.nextPageToken };
  };
  const { list, state } = usePagedList('muted-threads', threads, itself);
  return (
    <section aria-label="Muted threads" aria-busy={state.loading}>
      <h2>Muted threads</h2>
      {state.nextPageToken === '' && state.items.length === 0 && (
        <p className="quiet">
          None. A thread is muted in the menu of its posts, and then notifies you of nothing.
        </p>
      )}
      <ul className="plain-list">
        {state.items.map((rootId) => (
          <Row key={rootId} rootId={rootId} unmuted={() => list.remove(rootId)} />
        ))}
      </ul>
      <More state={state} more={() => void list.more()} label="More muted threads" />
    </section>
  );
}

function Row({ rootId, unmuted }: { rootId: string; unmuted: () => void }) {
  const { entities, mutations } = useModel();
  const root = useEntity(entities.posts, rootId);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState('');
  const unmute = async () => {
    if (busy) return;
    setBusy(true);
    setWrong('');
    try {
      await mutations.muteThread(rootId, false).catch((reason: unknown) => {
        // Another device has unmuted it, and its first post is gone.
        if (reasonOf(reason) !== 'POST_NOT_FOUND') throw reason;
      });
      unmuted();
    } catch (reason) {
      setWrong(errorMessage(reason));
      setBusy(false);
    }
  };
  return (
    <li className="row">
      <div className="grow">
        {root === undefined || root.gone ? (
          <span className="quiet">Its first post is not available.</span>
        ) : (
          <>
            <bdi className="name">@{root.post.author?.handle}</bdi>
            <Link className="excerpt quiet" to={pathOfThread(rootId)} dir="auto">
              {root.post.text}
            </Link>
          </>
        )}
        {wrong !== '' && (
          <p role="alert" className="wrong">
            {wrong}
          </p>
        )}
      </div>
      {/* Disabling the button would move the keyboard focus. */}
      <button type="button" className="outlined" aria-disabled={busy} onClick={unmute}>
        Unmute
      </button>
    </li>
  );
}
