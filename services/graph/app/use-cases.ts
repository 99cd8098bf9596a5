import { changeRelation } from './change-relation.ts';
import type { AppContext } from './context.ts';
import { listOwn, listPeople } from './list-people.ts';
import {
  blocksAndMutes,
  countsOf,
  followerCounts,
  followerIds,
  graphVersions,
  relationships,
  viewerGraph,
} from './relations.ts';
import { suggestUsers } from './suggest-users.ts';

/** Every use case of the graph service. */
export type UseCases = ReturnType<typeof useCases>;

export function useCases(context: AppContext) {
  return {
    changeRelation: changeRelation(context),

    listPeople: listPeople(context),
    listOwn: listOwn(context),
    suggestUsers: suggestUsers(context),
    relationships: relationships(context),
    countsOf: countsOf(context),

    viewerGraph: viewerGraph(context),
    followerIds: followerIds(context),
    followerCounts: followerCounts(context),
    graphVersions: graphVersions(context),
    verifyCounts: context.store.verifyCounts,
    blocksAndMutes: blocksAndMutes(context),
  };
}
