import {
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { pathOfSearch, type SearchTab } from '../addresses.ts';
import { after } from '../home/page-visibility.ts';
import { go } from '../routes.ts';
import { choose, completingAt, type Suggestion, withProfile } from './completing.ts';
import { SearchIcon } from './search-icon.tsx';
import { suggest } from './suggest.ts';
import { SuggestionList } from './suggestion-list.tsx';
import { createTypeahead } from './typeahead.ts';
import '../styles/search.css';

interface SearchBoxProps {
  /** The query of the page; empty elsewhere. */
  readonly query: string;
  readonly tab: SearchTab;
  /** Whether it has the keyboard at once. */
  readonly focused: boolean;
}

/** The contract's limit. */
const maxQuery = 512;

/** A search field with suggestions: the combobox pattern of WAI-ARIA, where the input keeps the focus. */
export default function SearchBox({ query, tab, focused }: SearchBoxProps): ReactNode {
  const [text, setText] = useState(query);
  const [caret, setCaret] = useState(query.length);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const chosenCaret = useRef<number>(undefined);
  const id = useId();
  const typeahead = useMemo(() => createTypeahead<Suggestion>({ complete: suggest, after }), []);
  const found = useSyncExternalStore(typeahead.onChange, typeahead.suggestions);
  const completing = open ? completingAt(text, caret) : undefined;
  const suggestions = completing === undefined ? [] : withProfile(found, completing);
  const expanded = suggestions.length > 0;

  useEffect(() => setText(query), [query]);
  // Once React has written a chosen text, and before a key can be pressed in it.
  useLayoutEffect(() => {
    if (chosenCaret.current !== undefined)
      input.current?.setSelectionRange(chosenCaret.current, chosenCaret.current);
    chosenCaret.current = undefined;
  });
  useEffect(() => {
    if (focused) input.current?.focus();
  }, [focused]);
  useEffect(() => typeahead.type(completing?.prefix), [typeahead, completing?.prefix]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other suggestions, another choice
  useEffect(() => setActive(-1), [found, completing?.prefix]);

  const type = ({ value, selectionStart }: HTMLInputElement) => {
    setText(value);
    setCaret(selectionStart ?? value.length);
    setOpen(true);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setOpen(false);
    // On a phone the keyboard covers the results.
    if (matchMedia('(pointer: coarse)').matches) input.current?.blur();
    go(pathOfSearch(text.trim(), tab), { again: true });
  };
  const take = (suggestion: Suggestion) => {
    if (completing === undefined) return;
    const chosen = choose(text, completing, suggestion);
    setOpen(false);
    if ('path' in chosen) {
      setText(query);
      go(chosen.path, { again: true });
    } else {
      setText(chosen.text);
      setCaret(chosen.caret);
      chosenCaret.current = chosen.caret;
    }
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const { key } = event;
    const chosen = suggestions[active];
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      if (!expanded) return setOpen(true);
      // From the input, which is -1, through the suggestions and back to it.
      const places = suggestions.length + 1;
      setActive((before) => ((before + 1 + (key === 'ArrowDown' ? 1 : places - 1)) % places) - 1);
    } else if (key === 'Enter' && expanded && chosen !== undefined) take(chosen);
    else if (key === 'Escape' && expanded) setOpen(false);
    else if (key === 'Escape') setText('');
    else return;
    event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: browsers do not have the search element everywhere
    <form className="search" role="search" onSubmit={submit}>
      <SearchIcon />
      <input
        ref={input}
        type="search"
        role="combobox"
        aria-label="Search"
        aria-autocomplete="list"
        aria-expanded={expanded}
        aria-controls={`${id}-list`}
        aria-activedescendant={expanded && active >= 0 ? `${id}-${active}` : undefined}
        placeholder="Search"
        enterKeyHint="search"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={maxQuery}
        dir="auto"
        value={text}
        onChange={(event) => type(event.target)}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
        onKeyDown={press}
        onBlur={() => setOpen(false)}
      />
      <SuggestionList id={id} suggestions={suggestions} active={active} take={take} />
    </form>
  );
}
