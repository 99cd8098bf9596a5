import type { EdgeList } from './graph.ts';
import { random, shuffled } from './random.ts';
import { postTextOf } from './text.ts';

/** How many posts a user writes, drawn uniformly. */
export interface PostRange {
  readonly min: number;
  readonly max: number;
}

export interface PlannedPost {
  readonly node: number;
  /** Among the user's own posts, from 0. */
  readonly number: number;
  readonly text: string;
}

/** What the run creates in the end: a function of graph, range and seed. */
export interface Plan {
  readonly prefix: string;
  readonly nodes: readonly number[];
  readonly follows: ReadonlyMap<number, readonly number[]>;
  readonly followCount: number;
  /** In the order of writing, all users mixed. */
  readonly posts: readonly PlannedPost[];
  /** Identifies the posts of this range and seed, so that other values give other posts. */
  readonly postsName: string;
}

export function planOf({ prefix, nodes, follows }: EdgeList, range: PostRange, seed: number): Plan {
  const postsName = `${seed}-${range.min}-${range.max}`;
  const handles = nodes.map((node) => handleOf(prefix, node));
  const posts = nodes.flatMap((node) => {
    const draw = random(`${prefix} ${seed} ${node}`);
    const count = range.min + draw.int(range.max - range.min + 1);
    return Array.from({ length: count }, (_, number) => ({ node, number, text: postTextOf(draw, handles) }));
  });
  return {
    prefix,
    nodes,
    follows,
    followCount: [...follows.values()].reduce((sum, { length }) => sum + length, 0),
    posts: shuffled(random(`${prefix} ${seed} order`), posts),
    postsName,
  };
}

export function handleOf(prefix: string, node: number): string {
  return `${prefix}_${node}`;
}
