import { problem } from '../api/problem.ts';

/** What could not be loaded, and a way to try once more. */
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
