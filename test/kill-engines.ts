import type { Engine } from '../mesh/engines/engine.ts';
import { folderOf, type Place } from '../mesh/engines/place.ts';
import { running, signalNode } from '../mesh/engines/processes.ts';

/**
 * Kills the processes of engines whose data is deleted afterwards. It takes milliseconds: an interrupted run, which is itself
 * killed soon, leaves none behind.
 */
export function killEngines(engines: readonly Engine[], place: Place): void {
  for (const { name } of engines.flatMap((engine) => engine.nodes(place))) {
    const folder = folderOf(place, name);
    if (running(folder) !== undefined) signalNode(folder, 'SIGKILL');
  }
}
