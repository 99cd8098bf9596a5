import { setTimeout as pause } from 'node:timers/promises';
import { credentials } from '@grpc/grpc-js';
import { Check, DgraphClient, DgraphClientStub, Mutation, Operation, Request } from 'dgraph-js';
import { explainTlsFailure } from '../engines/explain-tls-failure.ts';
import { dgraphError, isAborted, isRefused, isUnavailable } from './errors.ts';

export interface DgraphAccess {
  /** `host:port` of the alphas; any of them may answer. */
  readonly alphas: readonly string[];
  readonly login?: { readonly user: string; readonly password: string };
  /** Absent: plaintext. */
  readonly tls?: { readonly ca?: Buffer };
}

/** Variables of a query by name, including the `$`. */
export type Variables = Readonly<Record<string, string>>;

/** Runs a query and gives the results by block name. A block without results is an empty list. */
export type Ask = <Answer extends object>(query: string, variables?: Variables) => Promise<Answer>;

/** Collects changes as N-Quads, which are written when the transaction commits. */
export interface Transaction {
  readonly ask: Ask;
  set(...quads: readonly string[]): void;
  remove(...quads: readonly string[]): void;
  /** Calls back after this transaction has committed. */
  afterCommit(hook: () => void): void;
}

/** N-Quads that are set and deleted when a condition on the query's variables holds. */
export interface Conditional {
  /** Such as `eq(len(found), 0)`. */
  readonly when: string;
  readonly set: readonly string[];
  readonly remove?: readonly string[];
}

/**
 * Transactions on Dgraph. Dgraph detects conflicts between writes of the same value of the same node (and of the same
 * key of an @upsert index), never between a write and a read. A transaction must therefore write whatever must not
 * change beside it. Every call has a time limit and fails with DomainError DEPENDENCY_UNAVAILABLE when no alpha
 * answers, CONFLICT after too many conflicts.
 */
export interface Dgraph {
  /** Runs `fn` on one snapshot that contains everything acknowledged before. */
  read<T>(fn: (ask: Ask) => Promise<T>): Promise<T>;
  /**
   * Runs `fn` in a transaction and resolves after its commit. `fn` runs again after a conflict. When it throws, or
   * writes nothing, nothing changes.
   */
  write<T>(fn: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * A transaction in one round trip: a query, and changes of its results. Gives the results from before the changes.
   */
  upsert<Answer extends object>(
    query: string,
    variables: Variables,
    changes: readonly Conditional[],
  ): Promise<Answer>;
  /** Sets a part of the schema; the rest is unchanged. Repeatable. */
  alter(schema: string): Promise<void>;
  /** Deletes predicates with all their values. */
  drop(predicates: readonly string[]): Promise<void>;
  close(): void;
}

/** How long a query or commit may take, in milliseconds. */
const LIMIT_MS = 4_000;
/** How long a schema change may take: it may build an index. */
const SCHEMA_LIMIT_MS = 60_000;
/** Of the transactions in a conflict, one always commits. */
const TRIES = 40;

/**
 * Connects, and signs in where the access has a login. It signs in again when an alpha does not know the token: tokens
 * expire, and an alpha that was down has issued none.
 *
 * @throws DomainError DEPENDENCY_UNAVAILABLE when no alpha answers, EngineRefused
 */
export async function openDgraph(access: DgraphAccess): Promise<Dgraph> {
  const channel = access.tls ? credentials.createSsl(access.tls.ca) : credentials.createInsecure();
  const stubs = access.alphas.map((address) => new DgraphClientStub(address, channel));
  const client = new DgraphClient(...stubs);
  // The client's own close prints to standard output.
  const close = () => {
    for (const stub of stubs) stub.grpcClient().close();
  };
  const within = (ms: number) => ({ deadline: Date.now() + ms });

  /** Signs in at every alpha that answers; without a login it checks only that they answer. */
  const enter = (stub: DgraphClientStub) =>
    access.login
      ? stub.login(access.login.user, access.login.password, undefined, undefined, within(LIMIT_MS))
      : stub.checkVersion(new Check(), undefined, within(LIMIT_MS));
  const enterAny = async (): Promise<void> => {
    await Promise.any(stubs.map(enter)).catch(async ({ errors }: AggregateError) => {
      const error = dgraphError(errors.find(isRefused) ?? errors[0]);
      throw await explainTlsFailure('dgraph', { addresses: access.alphas, tls: access.tls }, error);
    });
  };

  const bounded = async <T>(work: () => Promise<T>, mayRepeat: boolean): Promise<T> => {
    let signedInAgain = false;
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        // A refused call changed nothing.
        if (access.login && isRefused(error) && !signedInAgain) {
          signedInAgain = true;
          await enterAny();
          continue;
        }
        const again = isAborted(error) ? attempt < TRIES : mayRepeat && attempt < 3 && isUnavailable(error);
        if (!again) throw dgraphError(error);
        // Jitter, so that the transactions do not conflict again.
        await pause(Math.random() * Math.min(100, 5 * attempt));
      }
    }
  };

  const asking =
    (txn: ReturnType<DgraphClient['newTxn']>): Ask =>
    async <Answer extends object>(query: string, variables: Variables = {}) =>
      (await txn.queryWithVars(query, variables, undefined, within(LIMIT_MS))).getJson() as Answer;

  try {
    await enterAny();
  } catch (error) {
    close();
    throw error;
  }

  return {
    read: (fn) => bounded(() => fn(asking(client.newTxn({ readOnly: true }))), true),
    write: (fn) =>
      bounded(async () => {
        const txn = client.newTxn();
        const sets: string[] = [];
        const removals: string[] = [];
        const hooks: (() => void)[] = [];
        const answer = await fn({
          ask: asking(txn),
          set: (...quads) => void sets.push(...quads),
          remove: (...quads) => void removals.push(...quads),
          afterCommit: (hook) => void hooks.push(hook),
        });
        // A transaction that wrote nothing needs no discard: Dgraph does not track its reads.
        if (sets.length + removals.length === 0) return answer;
        await txn.doRequest(committing([mutationOf(sets, removals)]), undefined, within(LIMIT_MS));
        for (const hook of hooks) hook();
        return answer;
      }, false),
    upsert: <Answer extends object>(
      query: string,
      variables: Variables,
      changes: readonly Conditional[],
    ): Promise<Answer> =>
      bounded(async () => {
        const request = committing(
          changes.map(({ set, remove = [], when }) => mutationOf(set, remove, when)),
        );
        request.setQuery(query);
        for (const [name, content] of Object.entries(variables)) request.getVarsMap().set(name, content);
        const response = await client.newTxn().doRequest(request, undefined, within(LIMIT_MS));
        return response.getJson() as Answer;
      }, false),
    alter: (schema) =>
      bounded(async () => {
        const operation = new Operation();
        operation.setSchema(schema);
        await client.alter(operation, undefined, within(SCHEMA_LIMIT_MS));
      }, true),
    async drop(predicates) {
      for (const predicate of predicates) {
        await bounded(async () => {
          const operation = new Operation();
          operation.setDropAttr(predicate);
          await client.alter(operation, undefined, within(SCHEMA_LIMIT_MS));
        }, true);
      }
    },
    close,
  };
}

function mutationOf(sets: readonly string[], removals: readonly string[], when?: string): Mutation {
  const mutation = new Mutation();
  mutation.setSetNquads(Buffer.from(sets.join('\n')));
  mutation.setDelNquads(Buffer.from(removals.join('\n')));
  if (when) mutation.setCond(`@if(${when})`);
  return mutation;
}

function committing(mutations: readonly Mutation[]): Request {
  const request = new Request();
  request.setMutationsList([...mutations]);
  request.setCommitNow(true);
  return request;
}
