import { timeOf } from '../../../platform/ids.ts';
import { cheapPasswords } from '../../../platform/testing/cheap-passwords.ts';
import { startProcess } from '../../../services/hosting/start-process.ts';
import { services } from '../../../services/registry.ts';
import type { SearchOverrides } from '../../../services/search/compose.ts';
import type { UserOverrides } from '../../../services/user/compose.ts';
import { corpusEndMs, corpusPersonById } from '../search-data.ts';
import { serveParent } from './child.ts';

// As skein-server.ts, with an index of the corpus of search-data.ts, whose posts and people no service has. The calls to the
// post and user services are made for existing ones instead, so an answer costs what it would.
const people = Number(process.env.BENCH_SEARCH_PEOPLE);
const isOfCorpus = (postId: string) => timeOf(postId) < corpusEndMs;

const search: SearchOverrides = {
  posts(real) {
    let known: Promise<string[]> | undefined;
    return {
      ...real,
      async hydrate(ids, viewerId) {
        known ??= real.scan('', 1_000).then(({ items }) => items.map(({ id }) => id));
        const existing = await known;
        const instead = new Map(
          ids.map((id, n) => [id, isOfCorpus(id) ? existing[(n * 37) % existing.length]! : id]),
        );
        const shown = await real.hydrate([...new Set(instead.values())], viewerId);
        return new Map(
          ids.flatMap((id) => {
            const post = shown.get(instead.get(id)!);
            return post === undefined ? [] : [[id, post]];
          }),
        );
      },
    };
  },
  people(real) {
    let known: Promise<string[]> | undefined;
    return {
      ...real,
      async active(ids) {
        known ??= real.scan('', 1_000).then(({ items }) => items.map(({ id }) => id));
        const found = await real.active((await known).slice(0, ids.length));
        const own = ids.flatMap((id) => corpusPersonById(id, people) ?? found.get(id) ?? []);
        return new Map(own.map((person) => [person.id, person]));
      },
    };
  },
};
const user: UserOverrides = {
  passwords: cheapPasswords({ maxWaiting: 10_000 }),
};
const network = await startProcess({ services, env: process.env, overrides: { user, search } });
serveParent(
  {
    grpc: `${network.bind}:${network.grpcPort}`,
    http: `http://${network.bind}:${network.httpPort}`,
  },
  () => network.close(),
);
