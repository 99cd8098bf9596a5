import { UserChanged_Kind } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import { type EventHandlers, ignore } from '../../hosting/consume.ts';
import type { UseCases } from '../app/use-cases.ts';

/** Indexes people when their account changes in any way. A purged account is removed from posts of others too. */
export function userEvents(app: Pick<UseCases, 'refreshPeople' | 'forgetPerson'>): EventHandlers<'user'> {
  return {
    userChanged: ({ userId, kind }) =>
      kind === UserChanged_Kind.PURGED ? app.forgetPerson(userId) : app.refreshPeople([userId]),
    sessionEnded: ignore,
  };
}
