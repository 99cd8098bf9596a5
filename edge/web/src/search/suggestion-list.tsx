import { Avatar } from '../people/avatar.tsx';
import { PersonName } from '../people/person-name.tsx';
import type { Suggestion } from './completing.ts';

interface SuggestionListProps {
  readonly id: string;
  readonly suggestions: readonly Suggestion[];
  /** The index of the one that Enter takes; -1 for none. */
  readonly active: number;
  readonly take: (suggestion: Suggestion) => void;
}

/** The listbox of a combobox. It is in the page while it is empty, because the input refers to it. */
export function SuggestionList({ id, suggestions, active, take }: SuggestionListProps) {
  return (
    <>
      <div id={`${id}-list`} className="suggestions" role="listbox" aria-label="Suggestions" tabIndex={-1}>
        {suggestions.map((suggestion, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the keyboard
          <div
            key={keyOf(suggestion)}
            id={`${id}-${at}`}
            className="row"
            role="option"
            tabIndex={-1}
            aria-selected={at === active}
            // The input keeps the focus.
            onPointerDown={(event) => event.preventDefault()}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(suggestion)}
          >
            <Shown suggestion={suggestion} />
          </div>
        ))}
      </div>
      <span className="unseen" role="status">
        {suggestions.length > 0 && `${suggestions.length} suggestions`}
      </span>
    </>
  );
}

function Shown({ suggestion }: { suggestion: Suggestion }) {
  if (suggestion.kind === 'hashtag')
    return (
      <>
        <Sign>#</Sign>
        <bdi className="name">#{suggestion.tag}</bdi>
      </>
    );
  if (suggestion.kind === 'profile')
    return (
      <>
        <Sign>@</Sign>
        <span className="name">
          Go to <bdi>@{suggestion.handle}</bdi>
        </span>
      </>
    );
  return (
    <>
      <Avatar handle={suggestion.user.handle} />
      <span className="name">
        <PersonName user={suggestion.user} />
      </span>
    </>
  );
}

/** In the place of a picture. */
function Sign({ children }: { children: string }) {
  return (
    <span className="avatar sign" aria-hidden="true">
      {children}
    </span>
  );
}

function keyOf(suggestion: Suggestion): string {
  if (suggestion.kind === 'hashtag') return `#${suggestion.tag}`;
  return suggestion.kind === 'person' ? suggestion.user.id : `@${suggestion.handle}`;
}
