import type { DescMethod } from '@bufbuild/protobuf';
import { UserChanged_Kind } from '../../gen/ts/skein/event/v1/event_pb.ts';
import { type EventHandlers, ignore } from './consume.ts';

/** The moments of an account's life that other services act on, by the event of topic `user` that announces each. */
const moments = {
  hidden: UserChanged_Kind.DEACTIVATED,
  restored: UserChanged_Kind.RESTORED,
  purged: UserChanged_Kind.PURGED,
} as const;

export type Moment = keyof typeof moments;

/**
 * Does the work of a moment for one account. It may be repeated, and broken off at any place: it then continues where
 * it was. It looks at the signal between transactions.
 */
export type AccountWork = (userId: string, signal: AbortSignal) => Promise<void>;

/** What a service does at one moment. */
export interface AccountStep<Engines, Settings> {
  /** In words, for the page of services. */
  readonly says: string;
  /** Absent where the service has nothing to do when the event comes. */
  readonly work?: (engines: Engines, settings: Settings) => AccountWork;
}

/** What a service does when an account is purged. */
export interface PurgeStep<Engines, Settings> extends AccountStep<Engines, Settings> {
  /** Tables of the embedded profile that still have the account's id, and nothing else of it: `file.table`, and why. */
  readonly idStays?: Readonly<Record<string, string>>;
}

/** What becomes of an account in a service, moment by moment. */
export interface Account<Engines = never, Settings = never>
  extends Readonly<Record<Moment, AccountStep<Engines, Settings>>> {
  readonly purged: PurgeStep<Engines, Settings>;
  /** How its owner gets everything that the service keeps of it. */
  readonly exported: {
    readonly says: string;
    /** RPCs that the owner calls; those that list are followed to their last page, which makes the export resumable. */
    readonly by: readonly DescMethod[];
  };
}

/** The service has nothing to do when the event comes. @param reason why that is right */
export function noWork(reason: string): AccountStep<unknown, unknown> {
  return { says: reason };
}

/** The service keeps nothing of an account. @param reason why that is so */
export function keepsNothing(reason: string): Account<unknown, unknown> {
  const step = noWork(reason);
  return { hidden: step, restored: step, purged: step, exported: { says: reason, by: [] } };
}

/** Repeats a step for an account, a transaction each time, so that other writes get their turn. @param step is more left? */
export function inSteps(step: (userId: string) => Promise<boolean>): AccountWork {
  return async (userId, signal) => {
    do signal.throwIfAborted();
    while (await step(userId));
  };
}

/** @throws Error where a service leaves open what becomes of accounts, or says it without words */
export function checkAccount(name: string, account: Account | undefined): void {
  for (const moment of [...momentNames, 'exported'] as const) {
    if (!account?.[moment]?.says.trim()) {
      throw new Error(`${name} does not say what it does when an account is ${moment}`);
    }
  }
}

export const momentNames = Object.keys(moments) as readonly Moment[];

/** Whether the service consumes topic `user` for the sake of accounts. */
export function actsOnEvents(account: Account): boolean {
  return momentNames.some((moment) => account[moment].work !== undefined);
}

/** What a service does on topic `user` for the sake of accounts. */
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
