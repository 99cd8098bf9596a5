import { pathOfSearch, type SearchTab, searchTabs } from '../addresses.ts';
import { LoadFailure } from '../data/load-failure.tsx';
import { itself, usePagedList } from '../data/use-paged-list.ts';
import { Link } from '../link.tsx';
import { PeopleList } from '../people/people-list.tsx';
import { PostList } from '../posts/post-list.tsx';
import { visitId } from '../routes.ts';
import { useTitle } from '../title.ts';
import { QueryHelp } from './query-help.tsx';
import { queryProblem } from './query-problem.ts';
import { useSearch } from './use-search.ts';
import '../styles/search.css';

interface SearchPageProps {
  readonly query: string;
  readonly tab: SearchTab;
}

const tabNames: Readonly<Record<SearchTab, string>> = { newest: 'Newest', best: 'Best', people: 'People' };

/** What a query finds: posts, newest or best first, or people. */
export default function SearchPage({ query, tab }: SearchPageProps) {
  useTitle(query === '' ? 'Search' : `${query} – Search`);
  if (query.trim() === '')
    return (
      <>
        <h1 className="results">Search</h1>
        <p className="quiet">Find posts and people. What was just posted is found within seconds.</p>
        <QueryHelp open />
      </>
    );
  return (
    <>
      <h1 className="unseen">Results for {query}</h1>
      <nav className="tabs" aria-label="Results">
        {searchTabs.map((each) => (
          <Link
            key={each}
            to={pathOfSearch(query, each)}
            aria-current={each === tab ? ('page' as const) : undefined}
          >
            {tabNames[each]}
          </Link>
        ))}
      </nav>
      <Results key={`${visitId()} ${tab} ${query}`} query={query} tab={tab} />
    </>
  );
}

function Results({ query, tab }: SearchPageProps) {
  const found = usePagedList(`search:${tab}:${query}`, useSearch(query, tab), itself);
  const { items, failure, nextPageToken } = found.state;
  if (failure !== undefined && items.length === 0)
    return <Failure failure={failure} query={query} again={() => void found.list.more()} />;
  return (
    <>
      <QueryHelp />
      {nextPageToken === undefined && (
        <p className="empty" role="status">
          Searching …
        </p>
      )}
      {tab === 'people' ? (
        <PeopleList people={found} empty="Nobody found. Every word must be in a handle, a name or a bio." />
      ) : (
        <PostList posts={found} label="Results" empty="No posts found." more="More posts" />
      )}
    </>
  );
}

interface FailureProps {
  readonly failure: unknown;
  readonly query: string;
  readonly again: () => void;
}

/** Why a search failed. A query that is not understood is shown with the place, and with what can be written. */
function Failure({ failure, query, again }: FailureProps) {
  const problem = queryProblem(failure, query);
  if (problem === undefined) return <LoadFailure failure={failure} again={again} />;
  return (
    <>
      <div className="refused" role="alert">
        <p>This search is not understood at the marked place. {problem.why}</p>
        <p className="query" dir="auto">
          {problem.before}
          <mark>{problem.term}</mark>
          {problem.after}
        </p>
      </div>
      <QueryHelp open />
    </>
  );
}
