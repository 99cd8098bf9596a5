import fc from 'fast-check';
import t from 'tap';
import type { ResumePoint } from '../../../platform/streams/resume-point.ts';
import { settle } from '../../../platform/testing/until.ts';
import type { ShownRow } from '../domain/shown-row.ts';
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
  t.strictSame(
    (await looks()).found,
    ['-', '+like c b a 3'],
    'likes between two looks are one row: only the row before is removed',
  );
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

t.test('a row that fills is removed once a look, not once a deed', async (t) => {
  const network = smallNetwork();
  const { app, deed, clock } = network;
  const { looks } = stream(network);
  await looks();
  let removed = 0;
  for (let look = 0; look < 10; look++) {
    for (let n = 0; n < 30; n++) await app.notify(deed('like', `${look}-${n}`));
    clock.advance(1);
    removed += (await looks()).found.filter((each) => each === '-').length;
  }
  t.equal(removed, 9);
});

t.test('a row that came before the change that made it is removed, too', async (t) => {
  const network = smallNetwork();
  const { app, deed, clock } = network;
  const { source, looks } = stream(network);
  await looks();
  // More than one look reads. The row is shown as it is now.
  for (let n = 0; n < 110; n++) await app.notify(deed('like', `${n}`));
  clock.advance(1);
  const { entries, more } = await source.look();
  t.strictSame([entries.map(({ actorCount }) => actorCount), more], [[110], true]);
  await app.notify(deed('like', 'last'));
  const { notices } = await source.look();
  t.ok(
    notices.some((notice) => 'removedId' in notice && notice.removedId === entries[0]!.id),
    'the shown row is removed',
  );
  t.strictSame((await looks()).found, ['+like last 109 108 111']);
});

t.test('a client that lists, follows, loses its network and resumes has the rows of the list', async (t) => {
  const step = fc.oneof(
    fc.record({
      what: fc.constant('do' as const),
      kind: fc.constantFrom('like', 'follow'),
      actor: fc.nat(5),
    }),
    fc.record({
      what: fc.constant('undo' as const),
      kind: fc.constantFrom('like', 'follow'),
      actor: fc.nat(5),
    }),
    // More than one look reads.
    fc.record({ what: fc.constant('crowd' as const), size: fc.constantFrom(3, 3, 3, 110) }),
    fc.record({ what: fc.constant('look' as const), cut: fc.boolean() }),
    fc.record({ what: fc.constant('list' as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
      const network = smallNetwork();
      const { app, deed, clock } = network;
      const shown = new Map<string, string>();
      const words = ({ kind, actors, actorCount }: ShownRow) =>
        `${kind} ${actors.map(textOf).join(' ')} ${actorCount}`;
      const list = async () => {
        const point = await app.startPoint('ada');
        const { items } = await app.listRows('ada', { belowId: undefined, size: 100, kinds: new Set() });
        return { point, rows: items.map((row) => [row.id, words(row)] as const) };
      };
      const listAgain = async () => {
        const { point, rows } = await list();
        shown.clear();
        for (const [id, row] of rows) shown.set(id, row);
        return { point, source: app.openStream('ada')(point, () => {}) };
      };
      let { point, source } = await listAgain();
      const look = async () => {
        const found = await source.look();
        for (const notice of found.notices) if ('removedId' in notice) shown.delete(notice.removedId);
        for (const row of found.entries) shown.set(row.id, words(row));
        ({ point } = found);
        // Rows that wait for the next look are as they were before it: each change wakes the stream once more.
        return found.more || found.entries.length > 0 || found.notices.length > 0;
      };
      let people = 0;
      for (const each of steps) {
        clock.advance(1);
        if (each.what === 'do') await app.notify(deed(each.kind as 'like', `${each.actor}`));
        if (each.what === 'undo') await app.takeBack(deed(each.kind as 'like', `${each.actor}`));
        if (each.what === 'crowd')
          for (let n = 0; n < each.size; n++) await app.notify(deed('like', `crowd ${people++}`));
        if (each.what === 'list') ({ point, source } = await listAgain());
        if (each.what === 'look') await look();
        // What was read is kept, and the network is lost.
        if (each.what === 'look' && each.cut) source = app.openStream('ada')(point, () => {});
      }
      clock.advance(1);
      while (await look());
      t.strictSame([...shown].sort(), [...(await list()).rows].sort(), JSON.stringify(steps));
    }),
    { numRuns: 50 },
  );
});
