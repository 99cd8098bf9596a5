import type { DescMethod } from '@bufbuild/protobuf';
import { UserChanged_Kind } from '../../gen/ts/skein/event/v1/event_pb.ts';
import { type EventHandlers, ignore } from './consume.ts';

/** The changes of an account that other services act on, each with the event of topic `user` that announces it. */
const moments = {
  hidden: UserChanged_Kind.DEACTIVATED,
  restored: UserChanged_Kind.RESTORED,
  purged: UserChanged_Kind.PURGED,
} as const;

export type Moment = keyof typeof moments;

/**
 * Does a service's work for one change of one account. A run may be aborted at any point and repeated; the next run continues
 * where it ended. It checks the signal between transactions.
 */
export type AccountWork = (userId: string, signal: AbortSignal) => Promise<void>;

/** What a service does at one change of an account. */
export interface AccountStep<Engines, Settings> {
  /** A sentence for the page of services. */
  readonly says: string;
  /** Absent where the service does nothing on the event. */
  readonly work?: (engines: Engines, settings: Settings) => AccountWork;
}

/** What a service does when an account is purged. */
export interface PurgeStep<Engines, Settings> extends AccountStep<Engines, Settings> {
  /** Tables of the embedded profile that keep the account's id but no other data of it: `file.table` -> the reason. */
  readonly idStays?: Readonly<Record<string, string>>;
}

/** What a service does at each change of an account. */
export interface Account<Engines = never, Settings = never>
  extends Readonly<Record<Moment, AccountStep<Engines, Settings>>> {
  readonly purged: PurgeStep<Engines, Settings>;
  /** How the owner exports everything that the service keeps of the account. */
  readonly exported: {
    readonly says: string;
    /** The RPCs that the owner calls. The export reads every page of those that list, so that it can be resumed. */
    readonly by: readonly DescMethod[];
  };
}

/** A step without work. @param reason why the service needs none */
export function noWork(reason: string): AccountStep<unknown, unknown> {
  return { says: reason };
}

/** An account for a service that keeps no data of accounts. @param reason why it keeps none */
export function keepsNothing(reason: string): Account<unknown, unknown> {
  const step = noWork(reason);
  return { hidden: step, restored: step, purged: step, exported: { says: reason, by: [] } };
}

/**
 * Repeats a step for an account, one transaction each, so that other writes can run between. @param step whether more is left
 */
export function inSteps(step: (userId: string) => Promise<boolean>): AccountWork {
  return async (userId, signal) => {
    do signal.throwIfAborted();
    while (await step(userId));
  };
}

/** @throws Error where a service does not say what it does at each change of an account */
export function checkAccount(name: string, account: Account | undefined): void {
  for (const moment of [...momentNames, 'exported'] as const) {
    if (!account?.[moment]?.says.trim()) {
      throw new Error(`${name} does not say what it does when an account is ${moment}`);
    }
  }
}

export const momentNames = Object.keys(moments) as readonly Moment[];

/** Whether the service consumes topic `user` because of its account steps. */
export function actsOnEvents(account: Account): boolean {
  return momentNames.some((moment) => account[moment].work !== undefined);
}

/** The handlers of topic `user` that run a service's account steps. */
export function accountEvents<Engines, Settings>({
  account,
  engines,
  settings,
}: {
  account: Account<Engines, Settings>;
  engines: Engines;
  settings: Settings;
}): EventHandlers<'user'> {
  const workOf = new Map(
    momentNames.flatMap((moment) => {
      const work = account[moment].work?.(engines, settings);
      return work ? [[moments[moment] as UserChanged_Kind, work] as const] : [];
    }),
  );
  return {
    userChanged: ({ kind, userId }, { signal }) => workOf.get(kind)?.(userId, signal),
    sessionEnded: ignore,
  };
}
