import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import { type Dgraph, type DgraphAccess, openDgraph } from '../../platform/dgraph/dgraph.ts';
import { edge, value } from '../../platform/dgraph/quads.ts';
import { EngineRefused } from '../../platform/engines/engine-refused.ts';
import { credentialsOf } from './credentials.ts';
import type { Place } from './place.ts';

/** Dgraph's default account, with a public default password. */
const first = { user: 'groot', password: 'password' };

/**
 * The permissions of clients: read, write and alter every predicate but those of accounts. Both values are Dgraph's.
 */
const everything = { predicate: 'dgraph.all', permission: 7 };

/**
 * Connects as a client does. In a secure place it creates the clients' account the first time, and locks the default
 * one.
 *
 * @param user the clients' account
 */
export async function askDgraph(place: Place, address: string, user: string): Promise<void> {
  const ask = async (db: Dgraph) => void (await db.read((query) => query('schema {}')));
  const credentials = credentialsOf(place);
  if (credentials === undefined) return connected({ alphas: [address] }, ask);

  const tls = { ca: readFileSync(credentials.caFile) };
  const as = (login: { user: string; password: string }) => ({ alphas: [address], tls, login });
  const client = { user, password: credentials.password('dgraph') };
  await connected(as(client), ask).catch(async (error: unknown) => {
    if (!(error instanceof EngineRefused)) throw error;
    const administrator = { ...first, password: credentials.password('dgraph-administrator') };
    // An interrupted run is repeated from the start: the default account's new password is set first.
    await connected(as(first), (db) => lock(db, administrator.password)).catch((cause: unknown) => {
      if (!(cause instanceof EngineRefused)) throw cause;
    });
    await connected(as(administrator), (db) => makeAccount(db, client));
    await connected(as(client), ask);
  });
}

/** Checks Dgraph's health endpoint; a secure zero requires a client certificate. */
export async function healthy(place: Place, port: number): Promise<void> {
  const credentials = credentialsOf(place);
  const options = { host: '127.0.0.1', port, path: '/health', signal: AbortSignal.timeout(5_000) };
  const answer = Promise.withResolvers<http.IncomingMessage>();
  const request =
    credentials === undefined
      ? http.get(options, answer.resolve)
      : https.get(
          {
            ...options,
            ca: readFileSync(credentials.caFile),
            cert: readFileSync(credentials.certificateFile),
            key: readFileSync(credentials.keyFile),
          },
          answer.resolve,
        );
  request.once('error', answer.reject);
  const response = await answer.promise;
  const said = await text(response);
  if (response.statusCode !== 200) throw new Error(said);
}

async function connected(access: DgraphAccess, work: (db: Dgraph) => Promise<void>): Promise<void> {
  const db = await openDgraph(access);
  try {
    await work(db);
  } finally {
    db.close();
  }
}

const FIND = `query find($name: string) {
  user(func: eq(dgraph.xid, $name)) @filter(type(dgraph.type.User)) { uid }
}`;
type Found = { readonly user: readonly { readonly uid: string }[] };

async function lock(db: Dgraph, password: string): Promise<void> {
  await db.write(async (tx) => {
    const { user } = await tx.ask<Found>(FIND, { $name: first.user });
    for (const { uid } of user) tx.set(value(`<${uid}>`, 'dgraph.password', password));
  });
}

async function makeAccount(
  db: Dgraph,
  { user, password }: { user: string; password: string },
): Promise<void> {
  await db.write(async (tx) => {
    if ((await tx.ask<Found>(FIND, { $name: user })).user.length > 0) return;
    tx.set(
      value('_:rule', 'dgraph.type', 'dgraph.type.Rule'),
      value('_:rule', 'dgraph.rule.predicate', everything.predicate),
      value('_:rule', 'dgraph.rule.permission', everything.permission),
      value('_:group', 'dgraph.type', 'dgraph.type.Group'),
      value('_:group', 'dgraph.xid', 'clients'),
      edge('_:group', 'dgraph.acl.rule', '_:rule'),
      value('_:user', 'dgraph.type', 'dgraph.type.User'),
      value('_:user', 'dgraph.xid', user),
      value('_:user', 'dgraph.password', password),
      edge('_:user', 'dgraph.user.group', '_:group'),
    );
  });
}
