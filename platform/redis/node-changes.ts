import type { Cluster, Redis } from 'ioredis';

type Watched = Pick<Cluster, 'nodes' | 'on' | 'off'>;

/**
 * Calls back when a lost node answers again or was replaced: recently acknowledged writes may be lost, because Redis
 * replicates after the acknowledgement. Returns a function that unsubscribes.
 */
export function onNodeChange(client: Watched, changed: () => void): () => void {
  const watched = new Map<Redis, () => void>();

  const watch = (node: Redis) => {
    let lost = false;
    const onClose = () => {
      lost = true;
    };
    const onReady = () => {
      if (lost) changed();
      lost = false;
    };
    node.on('close', onClose).on('ready', onReady);
    watched.set(node, () => node.off('close', onClose).off('ready', onReady));
  };
  const look = () => {
    const masters = client.nodes('master');
    const isFirst = watched.size === 0;
    const added = masters.filter((node) => !watched.has(node));
    for (const [node, forget] of watched) {
      if (masters.includes(node)) continue;
      forget();
      watched.delete(node);
    }
    for (const node of added) watch(node);
    if (added.length > 0 && !isFirst) changed();
  };

  // The client refreshes the list of nodes every few seconds, and after each loss.
  client.on('refresh', look);
  look();
  return () => {
    client.off('refresh', look);
    for (const forget of watched.values()) forget();
    watched.clear();
  };
}
