import type { OpenListeners } from '../composed-process.ts';
import type { Layout } from '../layout.ts';

/** Imports only the listeners that a process opens: the process of a service needs no gateway. */
export const openListenersOf: Readonly<Record<Layout['listens'], OpenListeners>> = {
  edge: async (process) => (await import('./edge-listeners.ts')).openEdgeListeners(process),
  mesh: async (process) => (await import('./mesh-listeners.ts')).openMeshListeners(process),
};
