import { createClient } from '@connectrpc/connect';
import { GraphService } from '../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { retrying } from '../../platform/rpc/retry.ts';
import { asTransport } from '../../platform/rpc/transport.ts';
import { random } from '../checker/random.ts';
import { each } from './harness/each.ts';
import type { Graph } from './harness/graph.ts';
import type { Seeded } from './reed98.ts';
import { postText } from './text.ts';

const maxPosts = 20;
const likesEach = 3;
const concurrency = 256;

/** Fills an empty network through its public API: the same users, follows and texts for the same graph. */
export async function seed(address: string, graph: Graph): Promise<Seeded> {
  const connection = grpcTransport({ address });
  // On a busy machine the server may refuse calls for a while.
  const transport = asTransport(retrying(connection, { attempts: 20 }));
  const auth = createClient(AuthService, transport);
  const graphs = createClient(GraphService, transport);
  const posting = createClient(PostService, transport);
  const draw = random(1, 0);
  const startMs = performance.now();
  const say = (what: string) =>
    process.stderr.write(`  ${((performance.now() - startMs) / 1000).toFixed(1)} s: ${what}\n`);
  const as = (person: { token: string }) => ({
    headers: { authorization: `Bearer ${person.token}` },
    timeoutMs: 60_000,
  });
  try {
    say(`seeding ${graph.people} people; kept for the next runs`);
    const people = Array.from({ length: graph.people }, (_, index) => ({
      id: '',
      handle: `reed${index}`,
      token: '',
    }));
    await each(people, 64, async (person) => {
      const { account, tokens } = await auth.signUp(
        { handle: person.handle, password: `password of ${person.handle}`, deviceName: 'benchmark' },
        { timeoutMs: 60_000 },
      );
      person.id = account!.user!.id;
      person.token = tokens!.accessToken;
    });
    const follows = graph.edges.flatMap(([a, b]) => [
      [a, b],
      [b, a],
    ]);
    say(`${follows.length} follows`);
    await each(follows, concurrency, ([a, b]) =>
      graphs.followUser({ userId: people[b!]!.id }, as(people[a!]!)),
    );

    const handles = people.map(({ handle }) => handle);
    // Reposts are mixed with posts, so that a first page has some of both.
    const plans = people.flatMap((author) => [
      ...Array.from({ length: draw.int(maxPosts + 1) }, () => ({ author, text: postText(draw, handles) })),
      { author, text: undefined },
    ]);
    const shuffled = draw.sample(plans, plans.length);
    const ids: string[] = [];
    let reposts = 0;
    say(`${plans.length} posts and reposts`);
    await each(shuffled, concurrency, async ({ author, text }) => {
      if (text !== undefined) ids.push((await posting.createPost({ text }, as(author))).post!.id);
      else if (ids.length > 0) {
        reposts++;
        await posting.repostPost({ postId: draw.pick(ids) }, as(author));
      }
    });

    const likes = people.flatMap((person) =>
      draw.sample(ids, likesEach).map((postId) => ({ person, postId })),
    );
    say(`${likes.length} likes`);
    await each(likes, concurrency, ({ person, postId }) => posting.likePost({ postId }, as(person)));
    say('seeded');
    return { people, posts: ids.length, likes: likes.length, reposts };
  } finally {
    connection.close();
  }
}
