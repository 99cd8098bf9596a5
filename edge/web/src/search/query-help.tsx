import { pathOfSearch } from '../addresses.ts';
import { Link } from '../link.tsx';
import { operators } from './operators.ts';

/** Explains what a query may be made of; each example is a search. */
export function QueryHelp({ open = false }: { open?: boolean }) {
  return (
    <details className="help" open={open}>
      <summary>How to search</summary>
      <p>Everything in a query must hold. Case and accents make no difference.</p>
      <dl>
        {operators.map(({ example, finds }) => (
          <div key={example}>
            <dt>
              <Link to={pathOfSearch(example)}>
                <code>{example}</code>
              </Link>
            </dt>
            <dd>{finds}</dd>
          </div>
        ))}
      </dl>
      <p>
        Under People, the words of a query are looked for in handles, names and bios; @ada in handles only.
      </p>
    </details>
  );
}
