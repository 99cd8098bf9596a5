import type { DescMethod, DescService } from '@bufbuild/protobuf';
import { type Config, type Groups, loadConfig } from '../../platform/config.ts';
import type { AnyEngine } from '../../platform/engines/engine.ts';
import { topics as allTopics } from '../product/topics.ts';
import { type Account, accountEvents, actsOnEvents } from './account.ts';
import { consume } from './consume.ts';
import type { ExamplesModule } from './examples.ts';
import type { ClusterHost, Composed, Host, HostOf, Profile } from './host.ts';

export { inSteps, keepsNothing, noWork } from './account.ts';

/** What others need to know of a service; everything that is listed anywhere derives from it. */
export interface ServiceFacts {
  /** Lower-case letters: the service's folder, its process, and the subject of its token. */
  readonly name: string;
  /** What everybody may reach, through the edge. */
  readonly public: readonly DescService[];
  /** What only services of the mesh may reach. */
  readonly mesh?: readonly DescService[];
  /** Mesh-only services of this contract that every process of a cluster answers for itself. */
  readonly ofEachProcess?: readonly DescService[];
  /** Where it listens when it is a process of its own. */
  readonly port: number;
}

/** The process refuses what is not declared. */
export interface Topics {
  readonly publishes: readonly string[];
  /** By consumer group: each group sees every event of its topics. */
  readonly consumes: Readonly<Record<string, readonly string[]>>;
}

export interface BuiltFacts extends ServiceFacts {
  /** What it calls of others, RPC by RPC: no other transport is handed to it, and callees refuse the rest. */
  readonly calls: readonly DescMethod[];
  readonly topics: Topics;
  /** Which engines its adapters of the cluster profile ask for: what all services name is what a deployment starts. */
  readonly engines: readonly AnyEngine[];
  /** The names of the secrets that it is given, shared with others that name them, too. */
  readonly secrets: readonly string[];
  /** The most that its caches take which no setting bounds, in bytes by what they hold; docs/config.md adds them up. */
  readonly memory?: Readonly<Record<string, number>>;
}

/** What stands behind the ports, by profile: nothing else of a service knows one. */
export type Adapters<Engines, Settings> = {
  readonly [P in Profile]: (host: HostOf[P], settings: Settings) => Engines | Promise<Engines>;
};

export interface Definition<S extends Groups, Engines, Overrides> extends BuiltFacts {
  readonly settings: S;
  /** What becomes of an account here. Its events are consumed in a group of the service's name. */
  readonly account: Account<NoInfer<Engines>, Config<NoInfer<S>>>;
  /** Good and bad requests of its RPCs, for tests of all services. */
  readonly examples: () => Promise<ExamplesModule>;
  /** Loaded when a process hosts the service: tables of services are read without its drivers. */
  readonly adapters: () => Promise<Adapters<Engines, Config<S>>>;
  /** The composition root: ports -> handlers, consumers, sweeps. Overrides are the seam for tests. */
  readonly compose: () => Promise<{
    compose(
      host: Host,
      engines: Engines,
      settings: Config<S>,
      overrides?: Overrides,
    ): Composed | Promise<Composed>;
  }>;
}

/** A service of the network, as the table of services has it. */
export interface Service<Overrides = object> extends Required<BuiltFacts> {
  readonly settings: Groups;
  /** Absent where the service is not built yet. */
  readonly account?: Account;
  readonly examples?: () => Promise<ExamplesModule>;
  /**
   * Composes it in a process; absent, its RPCs answer UNIMPLEMENTED.
   *
   * @throws ConfigError
   */
  compose?(host: HostOf[Profile], overrides?: Overrides): Promise<Composed>;
}

/** A service that runs: it is composed wherever a process hosts it. */
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

/** Opens for a service the engines that it declares. @throws Error where it asks for another, or for fewer */
async function withDeclared<T>(
  { name, engines }: Pick<BuiltFacts, 'name' | 'engines'>,
  host: ClusterHost,
  open: (host: ClusterHost) => T | Promise<T>,
): Promise<T> {
  const idle = new Set<AnyEngine>(engines);
  const opened = await open({
    ...host,
    async engine(engine) {
      if (!engines.includes(engine)) throw new Error(`${name} does not declare that it uses ${engine.name}`);
      idle.delete(engine);
      return host.engine(engine);
    },
  });
  for (const engine of idle) throw new Error(`${name} declares that it uses ${engine.name}, and does not`);
  return opened;
}

/** A service that is in the contract and not built yet. */
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
