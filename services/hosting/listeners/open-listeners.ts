import type { OpenListeners } from '../composed-process.ts';
import type { Layout } from '../layout.ts';

/** Loaded where they are opened: a service's process needs no gateway. */
export const openListenersOf: Readonly<Record<Layout['listens'], OpenListeners>> = {
  edge: async (process) => (await import('./edge-listeners.ts')).openEdgeListeners(process),
  mesh: async (process) => (await import('./mesh-listeners.ts')).openMeshListeners(process),
};
