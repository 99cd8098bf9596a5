import { BatchGetUsersRequestSchema } from '../../../gen/ts/skein/user/v1/user_service_pb.ts';
import { slicesFor } from '../../../platform/rpc/item-limit.ts';
import type { Api } from '../api.ts';
import { Fault } from '../fault.ts';
import { forEachConcurrent } from './for-each-concurrent.ts';
import type { SeedRecord } from './record.ts';

/** The public counts of the seeded users. */
export interface Counts {
  readonly people: number;
  readonly follows: number;
  readonly posts: number;
}

/** The largest page size. */
const pageSize = 100;
const slices = slicesFor<string>(BatchGetUsersRequestSchema, 'userIds');
const concurrency = 16;

/**
 * Counts accounts, follows and posts of the seeded users.
 *
 * @returns undefined when the network has none of the recorded users: the record belongs to another network
 * @throws Fault when it has only some of them
 */
export async function countsOf(
  record: SeedRecord,
  { users, graph, timelines }: Api,
  signal: AbortSignal,
): Promise<Counts | undefined> {
  const ids = [...record.people.values()].map(({ userId }) => userId).filter((id) => id !== '');
  if (ids.length === 0) return { people: 0, follows: 0, posts: 0 };
  let people = 0;
  await forEachConcurrent(slices(ids), concurrency, signal, async (userIds) => {
    const found = await users.batchGetUsers({ userIds });
    people += found.users.length;
  });
  if (people === 0) return undefined;
  if (people < ids.length) {
    throw new Fault(
      `${ids.length - people} of the seeded people are gone from this network: remove the folder of ${record.peopleFile} to forget all of them`,
    );
  }
  let follows = 0;
  let posts = 0;
  await forEachConcurrent(ids, concurrency, signal, async (userId) => {
    const { counts } = await graph.getCounts({ userId });
    follows += Number(counts!.followingCount);
    for (let pageToken = ''; ; ) {
      const page = await timelines.listUserTimeline({ userId, pageSize, pageToken });
      posts += page.entries.filter(({ repostedBy }) => repostedBy === undefined).length;
      pageToken = page.nextPageToken;
      if (pageToken === '') break;
    }
  });
  return { people, follows, posts };
}
