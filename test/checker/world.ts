import { type CallOptions, ConnectError } from '@connectrpc/connect';
import type { ReasonName } from '../../platform/domain-error.ts';
import { codeOfReason, reasonOf } from '../../platform/errors.ts';
import { Mismatch, WrongAtOnce } from './compare.ts';
import type { History } from './history.ts';
import type { LiveNotifications } from './live-notifications.ts';
import type { LiveStream } from './live-stream.ts';
import { type Model, personOf, type Session } from './model/state.ts';
import type { Rebuild } from './operations/rebuilds.ts';
import type { Random } from './random.ts';
import type { SearchIndexState } from './search-index.ts';
import type { Api, Server } from './server.ts';
import type { Tally } from './tally.ts';
import type { Past } from './write.ts';

/** The context of every operation: the server, the model, and the random numbers of this step. */
export interface World {
  readonly model: Model;
  readonly tally: Tally;
  readonly history: History;
  /** Acknowledged writes with a request_id, oldest first. */
  readonly past: Past[];
  /** Access tokens of ended sessions. */
  readonly endedTokens: string[];
  /** When the last of them ended, by performance.now(). */
  lastEndedMs: number;
  /** Saved positions in home timelines. */
  readonly bookmarks: Bookmark[];
  readonly streams: LiveStream[];
  readonly notificationStreams: LiveNotifications[];
  /** The number of writes in the model. */
  writes: number;
  /** The newest id of all posts and reposts. */
  newestId: string;
  /** The newest id when the server started. */
  bornId: string;
  server: Server;
  /** How many times the server was started. */
  starts: number;
  /** An account that the model does not have, and that nothing else finds. */
  readonly operator: { readonly accessToken: string };
  readonly index: SearchIndexState;
  rebuild: Rebuild | undefined;
  random: Random;
  step: number;
}

/** A page token, and the content of the timeline when it was issued. */
export interface Bookmark {
  readonly viewerId: string;
  readonly token: string;
  /** The last entry before it. */
  readonly lastId: string | undefined;
  readonly entryIds: ReadonlySet<string>;
}

/** Clients of the currently running server. */
export function api(world: World): Api {
  return world.server.api;
}

const callMs = 20_000;

/** Call options with the token of an open session of the user; without a token for undefined. */
export function as(world: World, personId: string | undefined): CallOptions {
  if (personId === undefined) return { timeoutMs: callMs };
  const { sessions, handle } = personOf(world.model, personId);
  if (sessions.length === 0) throw new Error(`${handle} has no open session to call with`);
  // Not random, because the number of calls must not change later steps of a seed.
  return asSession(sessions[world.step % sessions.length]!);
}

export function asSession({ accessToken }: Pick<Session, 'accessToken'>): CallOptions {
  return { timeoutMs: callMs, headers: { authorization: `Bearer ${accessToken}` } };
}

/** Keeps the tokens of sessions that just ended, which must no longer work. */
export function keepEnded(world: World, ended: readonly Pick<Session, 'accessToken'>[]): void {
  world.endedTokens.push(...ended.map(({ accessToken }) => accessToken));
  world.lastEndedMs = performance.now();
}

/** Expects a call of an ended session to be refused, as soon as every process must know of it. */
export async function refusedAsEnded(world: World, call: () => Promise<unknown>): Promise<void> {
  const leftMs = world.lastEndedMs + world.server.revokedWithinMs - performance.now();
  if (leftMs > 0) await new Promise((resolve) => setTimeout(resolve, Math.ceil(leftMs)));
  await requireRefused(world, 'any RPC', 'SESSION_REVOKED', call);
}

/**
 * Expects a refusal with the code of its reason.
 * @throws Mismatch when the call is accepted
 */
export async function requireRefused(
  world: World,
  rpc: string,
  reason: ReasonName,
  call: () => Promise<unknown>,
): Promise<void> {
  let answer: unknown;
  try {
    answer = await call();
  } catch (error) {
    if (reasonOf(error) !== reason || (error as ConnectError).code !== codeOfReason[reason]) {
      throw new Mismatch(`${rpc} is refused`, reason, describe(error));
    }
    world.tally.count('refusals', `${rpc} ${reason}`);
    return;
  }
  const text = JSON.stringify(answer, (_, value) => (typeof value === 'bigint' ? String(value) : value));
  throw new Mismatch(`${rpc} is refused`, reason, text);
}

/** @throws Mismatch when the call is refused */
export async function requireAccepted<T>(rpc: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Mismatch) throw error;
    throw new WrongAtOnce(`${rpc} is taken`, 'an answer', describe(error));
  }
}

export function describe(error: unknown): string {
  const reason = reasonOf(error);
  return error instanceof ConnectError ? `${error.message}${reason ? ` (${reason})` : ''}` : String(error);
}
