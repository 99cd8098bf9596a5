import { placeFrom } from '../../mesh/engines/place.ts';
import { enginesNamed } from '../../mesh/engines/registry.ts';

/** The settings of this machine's engines, which `make test-engines` starts. */
export function engineSettings(...names: readonly string[]): Readonly<Record<string, string>> {
  const place = placeFrom(process.env);
  return Object.assign({}, ...enginesNamed(names.join(' ')).map((engine) => engine.settings(place)));
}
