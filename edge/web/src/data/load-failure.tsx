import { errorMessage } from '../api/error-message.ts';

/** A load error with a retry button. */
export function LoadFailure({ failure, again }: { failure: unknown; again: () => void }) {
  return (
    <div className="empty">
      <p role="alert">{errorMessage(failure)}</p>
      <button type="button" className="more outlined" onClick={again}>
        Try again
      </button>
    </div>
  );
}
