import t from 'tap';
import type { ResumePoint } from '../../../platform/streams/resume-point.ts';
import { settle } from '../../../platform/testing/until.ts';
import { countedRows, type SmallNetwork, smallNetwork, textOf } from '../testing/network.ts';

/** Ada's stream; each look as words. */
function stream({ app }: SmallNetwork, from?: ResumePoint) {
  let wakes = 0;
  const source = app.openStream('ada')(from, () => {
    wakes += 1;
  });
  return {
    source,
    wakes: () => wakes,
    /** Looks while there is more. */
    async looks() {
      const found: string[] = [];
      let point: ResumePoint;
      let held: ResumePoint;
      for (let more = true; more; ) {
        const look = await source.look();
        for (const row of look.entries)
          found.push(`+${row.kind} ${row.actors.map(textOf).join(' ')} ${row.actorCount}`);
        for (const notice of look.notices)
          found.push('removedId' in notice ? '-' : `read, ${notice.unreadCount} left`);
        ({ more, point, held } = look);
      }
      return { found, point: point!, held: held! };
    },
  };
}

t.test('a stream tells of a row again under its new id, after it has removed the old one', async (t) => {
  const network = smallNetwork();
  const { app, deed, clock } = network;
  const { looks, wakes } = stream(network);
  t.strictSame((await looks()).found, []);
  clock.advance(1);
  await app.notify(deed('like', 'a'));
  t.equal(wakes(), 1);
  t.strictSame((await looks()).found, ['+like a 1']);
  await app.notify(deed('like', 'b'));
  await app.notify(deed('like', 'c'));
  t.strictSame((await looks()).found, ['-', '-', '+like c b a 3'], 'likes between two looks are one row');
  await app.takeBack(deed('like', 'a'));
  t.strictSame((await looks()).found, ['+like c b 2'], 'same id, other people');
  await app.takeBack(deed('like', 'c'));
  await app.takeBack(deed('like', 'b'));
  t.strictSame((await looks()).found, ['-', '-']);
  t.strictSame((await looks()).found, []);
});

t.test('resumed from any position, each row comes once', async (t) => {
  const network = smallNetwork();
  const { app, deed, clock } = network;
  const { point: start } = await stream(network).looks();
  clock.advance(1);
  await app.notify(deed('like', 'a', 'p1'));
  const { found, point } = await stream(network, start).looks();
  t.strictSame(found, ['+like a 1']);
  await app.notify(deed('like', 'b', 'p1'));
  await app.notify(deed('follow', 'b'));
  const later = stream(network, point);
  const first = await later.source.look();
  t.strictSame([first.entries.length, first.notices.length, first.more], [0, 1, true]);
  const again = await stream(network, first.point).looks();
  t.strictSame(
    again.found,
    ['-', '+like b a 2', '+follow b 1'],
    'a client that was cut between them gets both',
  );
  t.strictSame((await later.looks()).found, ['+like b a 2', '+follow b 1']);
  clock.advance(20 * 86_400_000);
  t.strictSame((await stream(network, again.point).looks()).found, []);
  t.strictSame((await stream(network, start).looks()).found, ['-', '+like b a 2', '+follow b 1']);
  clock.advance(90 * 86_400_000);
  await t.rejects(stream(network, start).looks(), { reason: 'RESUME_TOKEN_TOO_OLD' } as never);
});

t.test('a read mark reaches other devices with the unread count', async (t) => {
  const network = smallNetwork();
  const { app, deed, clock } = network;
  await app.notify(deed('follow', 'a'));
  await app.notify(deed('like', 'a'));
  const { looks } = stream(network);
  await looks();
  clock.advance(1);
  const { items } = await app.listRows('ada', { belowId: undefined, size: 5, kinds: new Set() });
  await app.markRead('ada', items[1]!.id);
  t.strictSame((await looks()).found, ['read, 1 left']);
  await app.markRead('ada', items[0]!.id);
  await app.markRead('ada', items[1]!.id);
  t.strictSame((await looks()).found, ['read, 0 left']);
});

t.test('a mark reaches a device that resumes as long as its token is accepted', async (t) => {
  const network = smallNetwork();
  const { app, deed, clock } = network;
  await app.notify(deed('follow', 'a'));
  const { point } = await stream(network).looks();
  clock.advance(1);
  const { newestId } = await app.listRows('ada', { belowId: undefined, size: 5, kinds: new Set() });
  await app.markRead('ada', newestId);
  clock.advance(89 * 86_400_000);
  t.strictSame((await stream(network, point).looks()).found, ['read, 0 left']);
  clock.advance(86_400_000);
  await t.rejects(stream(network, point).looks(), { reason: 'RESUME_TOKEN_TOO_OLD' } as never);
});

t.test('a heartbeat of an idle stream is one read', async (t) => {
  const { calls, around } = countedRows();
  const network = smallNetwork(around);
  const { app, clock, deed } = network;
  await app.notify(deed('like', 'a'));
  const { source, looks } = stream(network);
  await looks();
  calls.length = 0;
  for (let n = 0; n < 3; n++) {
    clock.advance(1_000);
    t.ok(await source.unchanged!());
  }
  t.strictSame(calls, ['revisions', 'revisions', 'revisions']);
  source.close();
});

t.test('an idle stream compares, and a lost hint is found without one', async (t) => {
  const network = smallNetwork();
  const { app, deed, clock } = network;
  const { source, looks } = stream(network);
  t.equal(await source.unchanged!(), undefined, 'before its first look it does not know');
  await looks();
  clock.advance(1_000);
  const point = await source.unchanged!();
  t.ok(point && point.sent.size === 0);
  await app.notify(deed('like', 'a'));
  t.equal(await source.unchanged!(), undefined);
  t.strictSame((await looks()).found, ['+like a 1']);
  t.ok(await source.unchanged!());
  clock.advance(1_000);
  t.ok((await source.unchanged!())!.floor > point!.floor);
  source.close();
  await settle();
});
