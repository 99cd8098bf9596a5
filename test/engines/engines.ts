import { placeFrom } from '../../mesh/engines/place.ts';
import { enginesNamed } from '../../mesh/engines/registry.ts';

/** The settings by which the engines of this machine are reached; they run when `make test-engines` has started them. */
export function engineSettings(...names: readonly string[]): Readonly<Record<string, string>> {
  const place = placeFrom(process.env);
  return Object.assign({}, ...enginesNamed(names.join(' ')).map((engine) => engine.settings(place)));
}
