import { createClient, type Transport } from '@connectrpc/connect';
import { GraphMeshService } from '../../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { PostMeshService } from '../../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import type { CountChecks } from '../ports.ts';

/** Counts of posts through the post service, of people through the graph service. */
export function countChecks(transportTo: (service: 'post' | 'graph') => Transport): CountChecks {
  const clients = {
    posts: createClient(PostMeshService, transportTo('post')),
    people: createClient(GraphMeshService, transportTo('graph')),
  };
  return {
    async verify(subject, part) {
      const { checkedCount, mismatches, nextAfterId } = await clients[subject].verifyCounts({ ...part });
      return {
        checked: checkedCount,
        mismatches: mismatches.map(({ subjectId, name, storedValue, countedValue }) => ({
          subjectId,
          name,
          storedValue: Number(storedValue),
          countedValue: Number(countedValue),
        })),
        nextAfterId,
      };
    },
  };
}
