/** One line of the home timeline; the entities hold its content. */
export interface HomeEntry {
  readonly entryId: string;
  readonly postId: string;
  /** Empty for the author's own post. */
  readonly repostedById: string;
}

/** The state of the home page. */
export interface HomeState {
  /** Newest first. */
  readonly entries: readonly HomeEntry[];
  /** New entries that are held back while the user reads further down, newest first. */
  readonly waiting: readonly HomeEntry[];
  /** How many entries arrived since the list was read. */
  readonly newCount: number;
  readonly live: boolean;
  readonly loaded: boolean;
  /** Why the list or the stream failed; undefined without a failure. */
  readonly failure: unknown;
  /** Empty after the last page. */
  readonly nextPageToken: string;
}

export type HomeEvent =
  | { readonly kind: 'listed'; readonly entries: readonly HomeEntry[]; readonly nextPageToken: string }
  | { readonly kind: 'more'; readonly entries: readonly HomeEntry[]; readonly nextPageToken: string }
  | { readonly kind: 'arrived'; readonly entries: readonly HomeEntry[]; readonly atTop: boolean }
  | { readonly kind: 'posted'; readonly entry: HomeEntry }
  | { readonly kind: 'removed'; readonly postId: string }
  | { readonly kind: 'gone'; readonly entryIds: ReadonlySet<string> }
  | { readonly kind: 'shown' }
  | { readonly kind: 'live' }
  | { readonly kind: 'broken'; readonly failure: unknown };

export const emptyHome: HomeState = {
  entries: [],
  waiting: [],
  newCount: 0,
  live: false,
  loaded: false,
  failure: undefined,
  nextPageToken: '',
};

/**
 * How many new entries are kept above the list. Page tokens only lead further down, so beyond this the list is read
 * again.
 */
export const maxNewEntries = 500;

/** Whether more entries arrived than are kept, so that the list must be read again. */
export const isOverflowed = ({ newCount }: HomeState) => newCount > maxNewEntries;

/** The state after an event: the page's rules for its home timeline, without side effects. */
export function homeAfter(state: HomeState, event: HomeEvent): HomeState {
  switch (event.kind) {
    case 'listed':
      return {
        ...state,
        entries: joined(event.entries, []),
        waiting: [],
        newCount: 0,
        loaded: true,
        failure: undefined,
        nextPageToken: event.nextPageToken,
      };
    case 'more':
      return {
        ...state,
        entries: joined(state.entries, event.entries),
        nextPageToken: event.nextPageToken,
      };
    case 'arrived':
      return arrived(state, event.entries, event.atTop);
    case 'posted':
      return { ...state, entries: joined(state.entries, [event.entry]) };
    case 'removed':
      return keeping(state, ({ postId }) => postId !== event.postId);
    case 'gone':
      return keeping(state, ({ entryId }) => !event.entryIds.has(entryId));
    case 'shown':
      return { ...state, entries: joined(state.entries, state.waiting), waiting: [] };
    case 'live':
      return state.live && state.failure === undefined ? state : { ...state, live: true, failure: undefined };
    case 'broken':
      return { ...state, live: false, failure: event.failure };
  }
}

function keeping(state: HomeState, stays: (entry: HomeEntry) => boolean): HomeState {
  return { ...state, entries: state.entries.filter(stays), waiting: state.waiting.filter(stays) };
}

function arrived(state: HomeState, entries: readonly HomeEntry[], atTop: boolean): HomeState {
  const known = new Set([...state.entries, ...state.waiting].map(({ entryId }) => entryId));
  const unknown = entries.filter(({ entryId }) => !known.has(entryId));
  if (unknown.length === 0) return state;
  const next = { ...state, newCount: state.newCount + unknown.length };
  // Dropping some entries would leave a gap above the list.
  if (isOverflowed(next)) return next;
  return atTop
    ? { ...next, entries: joined(state.entries, unknown) }
    : { ...next, waiting: joined(state.waiting, unknown) };
}

/** Newest first without duplicates. The order of ids is the order of the timeline, independent of arrival. */
function joined(some: readonly HomeEntry[], others: readonly HomeEntry[]): HomeEntry[] {
  const byId = new Map([...some, ...others].map((entry) => [entry.entryId, entry]));
  return [...byId.values()].sort((a, b) => (a.entryId < b.entryId ? 1 : -1));
}
