import { randomUUID } from 'node:crypto';
import { Code, ConnectError, createClient, type Transport } from '@connectrpc/connect';
import { GraphService } from '../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { NotificationService } from '../../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { OpsService } from '../../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { PostService } from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { SearchService } from '../../../gen/ts/skein/search/v1/search_service_pb.ts';
import { TimelineService } from '../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { AuthService } from '../../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { UserService } from '../../../gen/ts/skein/user/v1/user_service_pb.ts';
import { reasonOf } from '../../../platform/errors.ts';

/** How long a call may take, in milliseconds: its deadline and a margin. */
const callMs = 10_000;
const slackMs = 1_500;
/** The pause before a failed operation is repeated, in milliseconds: a restarting process needs the processor. */
const againMs = 250;

export interface Author {
  readonly id: string;
  readonly handle: string;
  readonly headers: { readonly authorization: string };
  /** Ids of acknowledged posts with their texts. */
  readonly posts: Map<string, string>;
  /** Idols, with whether the last acknowledged change made the author follow them. */
  readonly follows: Map<string, boolean>;
  /** The last acknowledged one. */
  bio: string;
}

/** Acknowledged and failed operations since the last reading. */
export interface Count {
  /** Acknowledged writes. */
  acknowledged: number;
  /** Answered reads. */
  answered: number;
  /** By code and reason. */
  readonly failures: Map<string, number>;
  /** Failures without a Skein reason or beyond the deadline, with their names. */
  readonly wrong: { readonly name: string; readonly text: string }[];
}

export interface Load {
  readonly authors: readonly Author[];
  /** Passive users; authors follow and unfollow them. */
  readonly idols: readonly string[];
  count(): Count;
  /** Posts with acknowledged likes, with their number. */
  readonly likes: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

export function clients(transport: Transport) {
  return {
    auth: createClient(AuthService, transport),
    graph: createClient(GraphService, transport),
    notifications: createClient(NotificationService, transport),
    ops: createClient(OpsService, transport),
    posts: createClient(PostService, transport),
    search: createClient(SearchService, transport),
    timeline: createClient(TimelineService, transport),
    users: createClient(UserService, transport),
  };
}

/**
 * Users who all follow each other and post, like, follow, change their bio and read without pause; failed operations
 * are repeated until they are answered.
 */
export async function startLoad(transport: Transport, people: number): Promise<Load> {
  const { auth, graph, posts, search, timeline, users } = clients(transport);
  const none = (): Count => ({ acknowledged: 0, answered: 0, failures: new Map(), wrong: [] });
  let count = none();
  const likes = new Map<string, number>();
  let stopping = false;

  const answered = async <T>(what: string, call: () => Promise<T>, isRead = false): Promise<T> => {
    for (;;) {
      const began = performance.now();
      try {
        const answer = await call();
        count[isRead ? 'answered' : 'acknowledged'] += 1;
        return answer;
      } catch (error) {
        noteFailure(count, what, error, performance.now() - began);
        if (stopping) throw error;
        await new Promise((resolve) => setTimeout(resolve, againMs));
      }
    }
  };

  const signUp = async (handle: string): Promise<Author> => {
    const { account, tokens } = await auth.signUp({ handle, password: 'correct horse' });
    const headers = { authorization: `Bearer ${tokens!.accessToken}` };
    return { id: account!.user!.id, handle, headers, posts: new Map(), follows: new Map(), bio: '' };
  };
  const some = (letter: string) =>
    Promise.all(
      Array.from({ length: people }, (_, n) => signUp(`${letter}${n}_${randomUUID().slice(0, 8)}`)),
    );
  const authors = await some('f');
  const idols = (await some('i')).map(({ id }) => id);
  for (const { headers } of authors) {
    for (const other of authors) {
      if (other.headers !== headers) await graph.followUser({ userId: other.id }, { headers });
    }
  }

  const work = async (author: Author, number: number): Promise<void> => {
    const { headers, follows } = author;
    const options = { headers, timeoutMs: callMs };
    for (let n = 0; !stopping; n++) {
      const text = `${number}-${n}-${author.id}`;
      const { post } = await answered('post', () => posts.createPost({ text, requestId: text }, options));
      author.posts.set(text, post!.id);
      const other = authors[(number + 1) % authors.length]!;
      const liked = [...other.posts.values()].at(-1);
      if (liked !== undefined && !likes.has(liked)) {
        likes.set(liked, 0);
        await answered('like', () => posts.likePost({ postId: liked }, options));
        likes.set(liked, 1);
      }
      const userId = idols[(number + n) % idols.length]!;
      const wanted = !follows.get(userId);
      follows.delete(userId);
      const change = { userId, requestId: text };
      await answered<unknown>('follow', () =>
        wanted ? graph.followUser(change, options) : graph.unfollowUser(change, options),
      );
      follows.set(userId, wanted);
      const account = { user: { bio: text } };
      const update = { account, updateMask: { paths: ['user.bio'] }, requestId: text };
      await answered('bio', () => users.updateUser(update, options));
      author.bio = text;
      const query = `from:${author.handle}`;
      const found = await answered('search', () => search.searchPosts({ query, pageSize: 5 }, options), true);
      const problem = problemOf(
        author,
        found.posts.map(({ id }) => id),
      );
      if (problem !== undefined) count.wrong.push({ name: 'a search', text: `${query}: ${problem}` });
      await answered('home', () => timeline.listHomeTimeline({ pageSize: 5 }, options), true);
    }
  };
  const workers = authors.map((author, number) => work(author, number).catch(() => {}));
  return {
    authors,
    idols,
    likes,
    count() {
      const last = count;
      count = none();
      return last;
    },
    async stop() {
      stopping = true;
      await Promise.all(workers);
    },
  };
}

/** What is wrong with found posts of an author, at any time: new ones may be missing, nothing else may. */
function problemOf({ posts }: Author, ids: readonly string[]): string | undefined {
  const acknowledged = new Set(posts.values());
  const strange = ids.find((id) => !acknowledged.has(id));
  if (strange !== undefined) return `${strange} is no post of the author`;
  return ids.some((id, n) => n > 0 && id >= ids[n - 1]!) ? `not newest first: ${ids}` : undefined;
}

/** Acceptable codes during a fault: unreachable, too late, conflict, or overloaded. */
const expected = new Set([Code.Unavailable, Code.DeadlineExceeded, Code.Aborted, Code.ResourceExhausted]);

/** The client's own error when nothing listens at the address. */
export const nobodyThere = `${Code[Code.Unavailable]}/-`;

function noteFailure(count: Count, what: string, error: unknown, tookMs: number): void {
  const { code, rawMessage } = ConnectError.from(error);
  const reason = reasonOf(error);
  const name = `${Code[code]}/${reason ?? '-'}`;
  count.failures.set(name, (count.failures.get(name) ?? 0) + 1);
  if (!expected.has(code) || reason === undefined || tookMs > callMs + slackMs) {
    count.wrong.push({ name, text: `${what}: ${name} after ${Math.round(tookMs)} ms: ${rawMessage}` });
  }
}
