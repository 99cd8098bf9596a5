import type { DescMethod, DescService } from '@bufbuild/protobuf';
import { type Config, type Groups, loadConfig } from '../../platform/config.ts';
import type { AnyEngine } from '../../platform/engines/engine.ts';
import { topics as allTopics } from '../product/topics.ts';
import { type Account, accountEvents, actsOnEvents } from './account.ts';
import { consume } from './consume.ts';
import type { ExamplesModule } from './examples.ts';
import type { ClusterHost, Composed, Host, HostOf, Profile } from './host.ts';

export { inSteps, keepsNothing, noWork } from './account.ts';

/** What other code needs to know of a service. Every list of services derives from it. */
export interface ServiceFacts {
  /** Lower-case letters. It names the service's folder, its process, and the subject of its token. */
  readonly name: string;
  /** Services that everybody may call, through the edge. */
  readonly public: readonly DescService[];
  /** Services that only other services may call. */
  readonly mesh?: readonly DescService[];
  /** Services of the mesh contract that every process of a cluster answers for itself. */
  readonly ofEachProcess?: readonly DescService[];
  /** The gRPC port when it runs as a process of its own. */
  readonly port: number;
}

/** A process refuses topics that are not declared. */
export interface Topics {
  readonly publishes: readonly string[];
  /** By consumer group: each group sees every event of its topics. */
  readonly consumes: Readonly<Record<string, readonly string[]>>;
}

export interface BuiltFacts extends ServiceFacts {
  /** RPCs of other services that it calls. It gets no other transport, and callees refuse other calls. */
  readonly calls: readonly DescMethod[];
  readonly topics: Topics;
  /** The engines that its cluster adapters open. A deployment starts the engines that all services name. */
  readonly engines: readonly AnyEngine[];
  /** The names of the secrets that it gets. Services that name the same secret share it. */
  readonly secrets: readonly string[];
  /** The most bytes of caches that have no size setting, by what they hold. docs/config.md adds them up. */
  readonly memory?: Readonly<Record<string, number>>;
}

/** The engines behind the ports, by profile. No other code of a service depends on the profile. */
export type Adapters<Engines, Settings> = {
  readonly [P in Profile]: (host: HostOf[P], settings: Settings) => Engines | Promise<Engines>;
};

export interface Definition<S extends Groups, Engines, Overrides> extends BuiltFacts {
  readonly settings: S;
  /** What the service does at each change of an account. The consumer group of these events has the service's name. */
  readonly account: Account<NoInfer<Engines>, Config<NoInfer<S>>>;
  /** Good and bad requests of its RPCs, for tests of all services. */
  readonly examples: () => Promise<ExamplesModule>;
  /** Imported when a process hosts the service, so that reading the table of services loads no drivers. */
  readonly adapters: () => Promise<Adapters<Engines, Config<S>>>;
  /** The composition root: ports -> handlers, consumers, sweeps. Tests pass overrides. */
  readonly compose: () => Promise<{
    compose(
      host: Host,
      engines: Engines,
      settings: Config<S>,
      overrides?: Overrides,
    ): Composed | Promise<Composed>;
  }>;
}

/** A service in the table of services. */
export interface Service<Overrides = object> extends Required<BuiltFacts> {
  readonly settings: Groups;
  /** Absent where the service is not built yet. */
  readonly account?: Account;
  readonly examples?: () => Promise<ExamplesModule>;
  /**
   * Composes the service in a process. Absent where the service is not built yet: its RPCs then answer UNIMPLEMENTED.
   *
   * @throws ConfigError
   */
  compose?(host: HostOf[Profile], overrides?: Overrides): Promise<Composed>;
}

/** Defines a built service. Every process that hosts it composes it. */
export function defineService<const S extends Groups, Engines, Overrides extends object>(
  definition: Definition<S, Engines, Overrides>,
): Required<Service<Overrides>> {
  const { settings, account, examples, adapters, compose, topics, ...facts } = definition;
  const { name } = facts;
  return {
    mesh: [],
    ofEachProcess: [],
    memory: {},
    ...facts,
    settings,
    account,
    examples,
    topics: actsOnEvents(account) ? withAccountEvents(name, topics) : topics,
    async compose(host, overrides) {
      const config = loadConfig(settings, host.env, { unknown: 'ignored' });
      const { embedded, cluster } = await adapters();
      const engines = await (host.profile === 'embedded'
        ? embedded(host, config)
        : withDeclared(definition, host, (declared) => cluster(declared, config)));
      const { hosted, start } = await (await compose()).compose(host, engines, config, overrides);
      return {
        hosted,
        async start() {
          await start();
          if (!actsOnEvents(account)) return;
          const on = accountEvents({ account, engines, settings: config });
          await consume(host, { topic: allTopics.user, group: name, on });
        },
      };
    },
  };
}

function withAccountEvents(group: string, { publishes, consumes }: Topics): Topics {
  return { publishes, consumes: { ...consumes, [group]: [...(consumes[group] ?? []), allTopics.user] } };
}

/** Opens the engines that a service declares. @throws Error where it opens an undeclared engine, or not all declared ones */
async function withDeclared<T>(
  { name, engines }: Pick<BuiltFacts, 'name' | 'engines'>,
  host: ClusterHost,
  open: (host: ClusterHost) => T | Promise<T>,
): Promise<T> {
  const unopened = new Set<AnyEngine>(engines);
  const opened = await open({
    ...host,
    async engine(engine) {
      if (!engines.includes(engine)) throw new Error(`${name} does not declare that it uses ${engine.name}`);
      unopened.delete(engine);
      return host.engine(engine);
    },
  });
  for (const engine of unopened)
    throw new Error(`${name} declares that it uses ${engine.name}, but does not open it`);
  return opened;
}

/** Defines a service that is in the contract but not built yet. */
export function plannedService(facts: ServiceFacts): Service {
  return {
    mesh: [],
    ofEachProcess: [],
    calls: [],
    topics: { publishes: [], consumes: {} },
    engines: [],
    secrets: [],
    memory: {},
    settings: {},
    ...facts,
  };
}
