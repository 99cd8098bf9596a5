import { problem } from '../api/problem.ts';

/** A load error with a retry button. */
export function Failed({ failure, again }: { failure: unknown; again: () => void }) {
  return (
    <div className="empty">
      <p role="alert">{problem(failure)}</p>
      <button type="button" className="more outlined" onClick={again}>
        Try again
      </button>
    </div>
  );
}
