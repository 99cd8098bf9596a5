import type { Api } from '../api.ts';
import { forEachConcurrent } from './for-each-concurrent.ts';
import type { SeededPeople } from './people.ts';
import type { Plan } from './plan.ts';
import type { Progress } from './progress.ts';
import { random, shuffled } from './random.ts';
import type { SeedRecord } from './record.ts';

export interface SeedOptions {
  readonly plan: Plan;
  readonly record: SeedRecord;
  readonly people: SeededPeople;
  /** The calls of one seeded user. */
  readonly as: (node: number) => Api;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Concurrent calls; sign-ups use an eighth of it. */
  readonly concurrency: number;
}

/**
 * Performs the remaining work of the plan: accounts, follows, posts. Each write is recorded after its acknowledgement;
 * an acknowledged write without record is repeated under the same request_id.
 *
 * @returns the number of writes
 */
export async function seedNetwork(options: SeedOptions): Promise<number> {
  const { plan, record, people, as, progress, signal, concurrency } = options;
  let did = 0;
  const part = async <T>(
    what: string,
    total: number,
    todo: readonly T[],
    atOnce: number,
    work: (item: T) => Promise<void>,
  ) => {
    if (todo.length === 0) return;
    progress.begin(what, total - todo.length, total);
    try {
      await forEachConcurrent(todo, atOnce, signal, async (item) => {
        await work(item);
        did++;
        progress.tick();
      });
    } finally {
      progress.end();
    }
  };

  const missing = plan.nodes.filter((node) => !record.people.get(node)?.userId);
  await part('people', plan.nodes.length, missing, Math.max(1, concurrency >> 3), people.signUp);

  const follows = shuffled(
    random(`${plan.prefix} follows`),
    plan.nodes.flatMap((from) =>
      plan.follows.get(from)!.map((to) => ({ from, to, name: `follow ${from} ${to}` })),
    ),
  );
  const unfollowed = follows.filter(({ name }) => !record.isDone(name));
  await part('follows', plan.followCount, unfollowed, concurrency, async ({ from, to, name }) => {
    await as(from).graph.followUser({ userId: people.idOf(to), requestId: `seed follow ${to}` });
    record.keepDone(name);
  });

  const posts = plan.posts.map((post) => ({
    ...post,
    name: `post ${plan.postsName} ${post.node} ${post.number}`,
  }));
  const unwritten = posts.filter(({ name }) => !record.isDone(name));
  await part('posts', plan.posts.length, unwritten, concurrency, async ({ node, number, text, name }) => {
    await as(node).posts.createPost({ text, requestId: `seed ${plan.postsName} ${number}` });
    record.keepDone(name);
  });
  return did;
}
