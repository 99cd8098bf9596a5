import { create, type MessageInitShape } from '@bufbuild/protobuf';
import t from 'tap';
import {
  ActionTaken_Kind as ActionKind,
  ActionTakenSchema,
  EntryCreatedSchema,
  EntryRemovedSchema,
  RelationChangedSchema,
  RelationChanged_Kind as RelationKind,
} from '../../../gen/ts/skein/event/v1/event_pb.ts';
import { testClock } from '../../../platform/clock.ts';
import { idAtTime } from '../../../platform/ids.ts';
import { smallNetwork } from '../testing/network.ts';
import { actionEvents, followEvents, postEvents } from './deeds.ts';

const p1 = idAtTime(testClock().nowMs());

/** The events as ada's notifications see them; each is delivered ten times. */
function start() {
  const network = smallNetwork();
  const { app, clock } = network;
  let events = 0;
  const context = (actorId: string, requestId = 'r') => ({
    eventId: String(++events).padStart(19, '0'),
    actorId,
    requestId,
    timeMs: clock.nowMs(),
    signal: new AbortController().signal,
  });
  const tenTimes = async (deliver: () => void | Promise<void>) => {
    for (let n = 0; n < 10; n++) await deliver();
  };
  const post = postEvents(app);
  return {
    ...network,
    action(kind: ActionKind, actorId: string, postId: string, targetUserId = 'ada') {
      const at = context(actorId);
      const event = create(ActionTakenSchema, { kind, postId, targetUserId });
      return tenTimes(() => actionEvents(app).actionTaken(event, at));
    },
    relation(kind: RelationKind, actorId: string, targetId: string) {
      const at = context(actorId);
      const event = create(RelationChangedSchema, { kind, targetId });
      return tenTimes(() => followEvents(app).relationChanged(event, at));
    },
    created(actorId: string, init: MessageInitShape<typeof EntryCreatedSchema>) {
      const at = context(actorId);
      return tenTimes(() => post.entryCreated(create(EntryCreatedSchema, init), at));
    },
    removed(actorId: string, init: MessageInitShape<typeof EntryRemovedSchema>, requestId?: string) {
      const at = context(actorId, requestId);
      return tenTimes(() => post.entryRemoved(create(EntryRemovedSchema, init), at));
    },
  };
}

t.test('likes notify and are taken back; views, shares and follows of topic action are not', async (t) => {
  const { action, list } = start();
  for (const kind of [ActionKind.VIEW, ActionKind.SHARE, ActionKind.FOLLOW, ActionKind.OPEN])
    await action(kind, 'bob', 'p');
  await action(ActionKind.LIKE, 'ada', 'p');
  t.strictSame(await list(), []);
  await action(ActionKind.LIKE, 'bob', 'p');
  await action(ActionKind.LIKE, 'eva', 'p');
  t.strictSame(await list(), ['like p eva bob 2']);
  await action(ActionKind.UNLIKE, 'bob', 'p');
  t.strictSame(await list(), ['like p eva 1']);
});

t.test('a block takes back the follows of both directions', async (t) => {
  const { relation, list } = start();
  await relation(RelationKind.FOLLOWED, 'bob', 'ada');
  await relation(RelationKind.FOLLOWED, 'eva', 'ada');
  await relation(RelationKind.FOLLOWED, 'mia', 'ada');
  await relation(RelationKind.MUTED, 'ada', 'bob');
  t.strictSame(await list(), ['follow mia eva bob 3']);
  await relation(RelationKind.BLOCKED, 'ada', 'bob');
  await relation(RelationKind.BLOCKED, 'eva', 'ada');
  t.strictSame(await list(), ['follow mia 1']);
  await relation(RelationKind.UNFOLLOWED, 'mia', 'ada');
  t.strictSame(await list(), []);
});

t.test('posts and reposts, and their removal, by a moderator too', async (t) => {
  const { created, removed, list } = start();
  const reply = { entryId: p1, subjectId: p1, subjectAuthorId: 'bob', replyToAuthorId: 'ada' };
  await created('bob', { ...reply, mentionedUserIds: ['ada'] });
  const repost = { entryId: 'r1', subjectId: 'own', subjectAuthorId: 'ada' };
  await created('eva', repost);
  await created('ada', { entryId: 'r2', subjectId: 'own', subjectAuthorId: 'ada' });
  t.strictSame(await list(), ['repost own eva 1', `reply ${p1} bob 1`]);
  await removed('moderator', { entryId: p1, subjectId: p1, subjectAuthorId: 'bob' });
  t.strictSame(await list(), ['repost own eva 1']);
  await removed('eva', repost);
  await created('eva', repost);
  t.strictSame(await list(), []);
});

t.test(
  "a purge removes what the account's posts notified of, and writes nothing for the account",
  async (t) => {
    const { created, removed, list, rows } = start();
    await created('bob', { entryId: p1, subjectId: p1, subjectAuthorId: 'bob', replyToAuthorId: 'ada' });
    await removed('bob', { entryId: p1, subjectId: p1, subjectAuthorId: 'bob' }, '');
    t.strictSame(await list(), []);
    t.equal(await rows.revision('bob/2026-01'), 0);
  },
);
