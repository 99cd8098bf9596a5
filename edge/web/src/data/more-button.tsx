import { useEffect, useRef } from 'react';
import { errorMessage } from '../api/error-message.ts';
import type { ListState } from './paged-list.ts';

interface MoreProps {
  readonly state: Pick<ListState<unknown>, 'nextPageToken' | 'loading' | 'failure'>;
  readonly more: () => void;
  readonly label: string;
}

/** The end of a list: loads the next page when it becomes visible, and shows a failure. */
export function More({ state: { nextPageToken, loading, failure }, more, label }: MoreProps) {
  const button = useRef<HTMLButtonElement>(null);
  const ask = useRef(more);
  ask.current = more;
  const waits = nextPageToken !== '' && !loading && failure === undefined;
  useEffect(() => {
    if (!waits || button.current === null) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) ask.current();
    });
    observer.observe(button.current);
    return () => observer.disconnect();
  }, [waits]);
  return (
    <>
      {failure !== undefined && (
        <p role="alert" className="wrong">
          {errorMessage(failure)}
        </p>
      )}
      {nextPageToken !== '' && (
        <button ref={button} type="button" className="more" disabled={loading} onClick={more}>
          {loading ? 'Loading …' : failure === undefined ? label : 'Try again'}
        </button>
      )}
    </>
  );
}
