import { type Client, createClient } from '@connectrpc/connect';
import type { Test } from 'tap';
import { GraphService } from '../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { PostMeshService } from '../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import type { Post } from '../../gen/ts/skein/post/v1/post_pb.ts';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { SearchOrder, SearchService } from '../../gen/ts/skein/search/v1/search_service_pb.ts';
import { UserMeshService } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { UserService } from '../../gen/ts/skein/user/v1/user_service_pb.ts';
import { type TestClock, testClock } from '../../platform/clock.ts';
import { idClock } from '../../platform/id-clock.ts';
import { cheapPasswords } from '../../platform/testing/cheap-passwords.ts';
import { processIds } from '../../platform/testing/process-ids.ts';
import { withAccessToken } from '../../platform/testing/test-host.ts';
import { services } from '../../services/registry.ts';
import type { SearchOverrides } from '../../services/search/compose.ts';
import { type ServedProcess, servedProcess } from './served-process.ts';

const password = 'correct horse battery';

/** A caller of the search service; a stranger has no id. */
export interface Searcher {
  readonly search: Client<typeof SearchService>;
  /** The texts of found posts. */
  texts(query: string, order?: SearchOrder): Promise<string[]>;
  /** The handles of found people. */
  handles(query: string): Promise<string[]>;
}

export interface Person extends Searcher {
  readonly id: string;
  readonly handle: string;
  readonly posts: Client<typeof PostService>;
  readonly graph: Client<typeof GraphService>;
  readonly users: Client<typeof UserService>;
  post(text: string, more?: { replyToPostId?: string }): Promise<Post>;
  deactivate(): Promise<void>;
  /** Signs in again, which restores a deactivated account. */
  back(): Promise<void>;
}

/** The search service with the real user, graph and post services. Only the clock is the test's. */
export interface ServedSearch extends Pick<ServedProcess, 'bus' | 'dataDir'> {
  readonly clock: TestClock;
  readonly stranger: Searcher;
  /** Mesh clients, as the search service calls them. */
  readonly postMesh: Client<typeof PostMeshService>;
  readonly userMesh: Client<typeof UserMeshService>;
  people(...handles: string[]): Promise<Person[]>;
}

/** @param overrides parts of the search service that the test replaces */
export async function servedSearch(
  t: Test,
  env: Record<string, string> = {},
  overrides: SearchOverrides = {},
): Promise<ServedSearch> {
  const clock = testClock();
  const { dataDir, bus, outside, transport } = await servedProcess(t, {
    hosts: [...services.calleesOf('search'), 'search'],
    // Whoever waits moves the clock.
    env: { SKEIN_ACCESS_TOKEN_TTL: '24h', ...env },
    overrides: { user: { passwords: cheapPasswords() }, search: overrides },
    clock,
    ids: processIds(idClock(clock)),
    topics: [],
  });
  const searcher = (accessToken?: string): Searcher => {
    const search = createClient(SearchService, withAccessToken(outside, accessToken));
    return {
      search,
      async texts(query, order = SearchOrder.NEWEST) {
        // Past the life of cached first pages, and to the next round of counts.
        clock.advance(2_000);
        return (await search.searchPosts({ query, order })).posts.map(({ text }) => text);
      },
      async handles(query) {
        clock.advance(2_000);
        return (await search.searchUsers({ query })).users.map(({ handle }) => handle);
      },
    };
  };
  const auth = createClient(AuthService, outside);
  const person = async (handle: string): Promise<Person> => {
    const { account, tokens } = await auth.signUp({ handle, password });
    const from = withAccessToken(outside, tokens!.accessToken);
    const posts = createClient(PostService, from);
    const users = createClient(UserService, from);
    return {
      ...searcher(tokens!.accessToken),
      id: account!.user!.id,
      handle,
      posts,
      users,
      graph: createClient(GraphService, from),
      async post(text, more = {}) {
        clock.advance(1);
        return (await posts.createPost({ text, ...more })).post!;
      },
      async deactivate() {
        await users.deactivateUser({ password });
      },
      async back() {
        await auth.signIn({ handle, password });
      },
    };
  };
  return {
    clock,
    bus,
    dataDir,
    stranger: searcher(),
    postMesh: createClient(PostMeshService, transport('search', 'post')),
    userMesh: createClient(UserMeshService, transport('search', 'user')),
    people: (...handles) => Promise.all(handles.map(person)),
  };
}
