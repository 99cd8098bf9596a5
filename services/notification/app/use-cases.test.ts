import fc from 'fast-check';
import t from 'tap';
import { domainErrorLike } from '../../../platform/testing/domain-error-like.ts';
import { finalVersion, isOfPost, type Kind, kinds } from '../domain/deed.ts';
import { countedRows, smallNetwork } from '../testing/network.ts';

const day = 86_400_000;

t.test(
  'deeds of one kind, post and day are one row with the newest three people and the count',
  async (t) => {
    const { app, deed, list, clock } = smallNetwork();
    for (const actor of ['a', 'b', 'c', 'd']) await app.notify(deed('like', actor));
    await app.notify(deed('follow', 'x'));
    await app.notify(deed('like', 'a', 'other'));
    await app.notify(deed('repost', 'b'));
    t.strictSame(await list(), ['repost post b 1', 'like other a 1', 'follow x 1', 'like post d c b 4']);
    clock.advance(day);
    await app.notify(deed('like', 'e'));
    t.strictSame((await list()).slice(0, 2), ['like post e 1', 'repost post b 1'], 'a new day, a new row');
    await app.notify(deed('follow', 'y', '', { timeMs: clock.nowMs() - day }));
    t.strictSame((await list())[0], 'follow y x 2', 'a deed that arrives late belongs to its own day');
    t.strictSame(await list(['follow']), ['follow y x 2']);
    t.strictSame(await list([], 2), await list(), 'pages give the same rows');
  },
);

t.test('what is taken back is gone, and the row follows', async (t) => {
  const { app, deed, list } = smallNetwork();
  for (const actor of ['a', 'b', 'c', 'd', 'e']) await app.notify(deed('like', actor));
  await app.takeBack(deed('like', 'd'));
  t.strictSame(await list(), ['like post e c b 4']);
  await app.takeBack(deed('like', 'e'));
  t.strictSame(await list(), ['like post c b a 3']);
  for (const actor of ['a', 'b', 'c']) await app.takeBack(deed('like', actor));
  t.strictSame(await list(), []);
  t.equal(await app.unreadCount('ada'), 0);
  await app.notify(deed('like', 'b'));
  t.strictSame(await list(), ['like post b 1'], 'and may be done again');
});

t.test('people of a row are in the order of arrival, whatever is delivered again', async (t) => {
  const { app, deed, list } = smallNetwork();
  const [late, ...follows] = ['e', 'a', 'b', 'c'].map((actor) => deed('follow', actor));
  const [unfollowed, again] = [deed('follow', 'b'), deed('follow', 'b')];
  for (const follow of follows) await app.notify(follow);
  for (const follow of follows) await app.notify(follow);
  t.strictSame(await list(), ['follow c b a 3'], 'a deed keeps its place');
  await app.notify(late!);
  t.strictSame(await list(), ['follow e c b 4'], 'a deed that was done first and arrives last is the latest');
  for (let times = 0; times < 2; times++) {
    await app.takeBack(unfollowed);
    await app.notify(again);
    t.strictSame(await list(), ['follow b e c 4'], 'done again, it is the latest');
    await app.notify(follows[1]!);
  }
  t.strictSame(await list(), ['follow b e c 4']);
});

t.test('a deed is taken back in a later month', async (t) => {
  const { app, deed, list, clock } = smallNetwork();
  await app.notify(deed('follow', 'a'));
  clock.advance(40 * day);
  t.strictSame(await list(), ['follow a 1']);
  await app.takeBack(deed('follow', 'a'));
  t.strictSame(await list(), []);
  await app.notify(deed('follow', 'a'));
  clock.advance(40 * day);
  await app.notify(deed('follow', 'a'));
  t.strictSame(await list(), ['follow a 1'], 'followed twice without a removal between: one row');
});

t.test('a deed of a process whose clock is already in the next month', async (t) => {
  const { app, deed, list, clock } = smallNetwork();
  clock.advance(31 * day - 1);
  const timeMs = clock.nowMs() + 5;
  await app.notify(deed('follow', 'a', '', { timeMs }));
  t.strictSame(await list(), ['follow a 1']);
  t.equal(await app.unreadCount('ada'), 1);
  await app.takeBack(deed('follow', 'a', '', { timeMs }));
  clock.advance(day);
  t.strictSame(await list(), []);
});

t.test('a notification expires 90 days after its day', async (t) => {
  const { app, deed, list, clock } = smallNetwork();
  await app.notify(deed('follow', 'a'));
  const old = deed('follow', 'late');
  clock.advance(90 * day);
  t.strictSame(await list(), ['follow a 1']);
  clock.advance(day);
  t.strictSame(await list(), []);
  await app.notify(old);
  t.strictSame(await list(), []);
});

t.test('each deed counts once, whatever is delivered again and in any order', async (t) => {
  const step = fc.record({
    actor: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    kind: fc.constantFrom('like', 'follow'),
    undo: fc.boolean(),
    later: fc.constantFrom(0, 0, day, 20 * day),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 14 }),
      fc.array(fc.nat({ max: 999 }), { minLength: 1, maxLength: 60 }),
      async (steps, order) => {
        const { app, deed, list, clock } = smallNetwork();
        const start = clock.nowMs();
        let atMs = start;
        const events = steps.map(({ actor, kind, undo, later }) => {
          atMs += later;
          return {
            undo,
            deed: deed(kind as 'like', actor, kind === 'like' ? 'post' : '', {
              timeMs: Math.min(atMs, start + 80 * day),
            }),
          };
        });
        clock.advance(80 * day);
        const deliver = async ({ undo, deed }: (typeof events)[number]) =>
          void (await (undo ? app.takeBack(deed) : app.notify(deed)));
        // Some events in any order, several times, and then each at least once.
        for (const n of events.length === 0 ? [] : order) await deliver(events[n % events.length]!);
        for (const event of events.toReversed()) await deliver(event);
        const last = new Map<string, (typeof events)[number]>();
        for (const event of events) last.set(`${event.deed.kind} ${event.deed.actorId}`, event);
        const expected = new Map<string, Set<string>>();
        for (const { undo, deed } of last.values()) {
          if (undo) continue;
          const name = `${deed.kind} ${new Date(deed.timeMs).toISOString().slice(0, 10)}`;
          expected.set(name, (expected.get(name) ?? new Set()).add(deed.actorId));
        }
        const counts = (rows: Iterable<string>) => [...rows].sort();
        const found = (await list()).map((row) => `${row.split(' ')[0]} ${row.split(' ').at(-1)}`);
        t.strictSame(
          counts(found),
          counts([...expected].map(([name, actors]) => `${name.split(' ')[0]} ${actors.size}`)),
        );
        return (await app.unreadCount('ada')) === expected.size;
      },
    ),
    { numRuns: 150 },
  );
});

t.test('a deleted post takes back what it said to anyone, and what others did with it', async (t) => {
  const { app, deed, list } = smallNetwork();
  const reply = deed('reply', 'bob', 'p1', { key: 'p1' });
  await app.notifyOfPosts([[reply]]);
  await app.notify(deed('like', 'eva', 'own'));
  await app.notify(deed('repost', 'eva', 'own', { key: 'r1' }));
  t.equal((await list()).length, 3);
  const { timeMs } = reply;
  await app.removePost({ postId: 'p1', authorId: 'bob', isPurged: false, timeMs });
  t.strictSame(await list(), ['repost own eva 1', 'like own eva 1']);
  await app.takeBack(deed('repost', 'moderator', 'own', { key: 'r1', version: finalVersion }));
  await app.removePost({ postId: 'own', authorId: 'ada', isPurged: false, timeMs });
  t.strictSame(await list(), []);
  t.equal(await app.unreadCount('ada'), 0);
  await app.notifyOfPosts([[reply]]);
  await app.notify(deed('like', 'mia', 'own'));
  await app.notify(deed('repost', 'eva', 'own', { key: 'r1' }));
  t.strictSame(await list(), [], 'later deliveries change nothing');
});

t.test('deeds of many posts are stored once each, those of removed posts are not', async (t) => {
  const { calls, around } = countedRows();
  const { app, deed, list, clock, hidden } = smallNetwork(around);
  hidden.add('blocked');
  const mentions = ['a', 'b', 'gone', 'blocked'].map((actor) => [
    deed('mention', actor, `by ${actor}`, { key: `by ${actor}` }),
    deed('mention', actor, `by ${actor}`, { key: `by ${actor}`, readerId: 'eva' }),
  ]);
  await app.removePost({ postId: 'by gone', authorId: 'gone', isPurged: false, timeMs: clock.nowMs() });
  await app.updateSettings('eva', { like: 'nobody' });
  calls.length = 0;
  await app.notifyOfPosts(mentions);
  const reads = (name: string) => calls.filter((call) => call === name).length;
  t.strictSame([reads('revisions'), reads('find')], [1, 1], 'settings of all readers are read together');
  await Promise.all([app.notifyOfPosts(mentions), app.notifyOfPosts(mentions.toReversed())]);
  t.strictSame(await list(), ['mention by b b 1', 'mention by a a 1']);
  t.equal(await app.unreadCount('eva'), 2);
  await app.removePost({ postId: 'by a', authorId: 'a', isPurged: false, timeMs: clock.nowMs() });
  await app.notifyOfPosts(mentions);
  t.strictSame(await list(), ['mention by b b 1']);
});

t.test('a post that is removed while it notifies leaves nothing', async (t) => {
  const { app, deed, list, clock, rows } = smallNetwork();
  const mention = deed('mention', 'bob', 'p1', { key: 'p1' });
  await app.takeBack({ ...mention, version: finalVersion });
  clock.advance(day);
  await app.notify(mention);
  t.strictSame(await list(), []);
  t.equal(await rows.revision('ada/2026-01'), 1);
});

t.test('a removal that arrives before its deed wins', async (t) => {
  const { app, deed, list } = smallNetwork();
  const { timeMs } = deed('like', 'x');
  await app.removePost({ postId: 'p1', authorId: 'bob', isPurged: false, timeMs });
  await app.notifyOfPosts([[deed('mention', 'bob', 'p1', { key: 'p1' })]]);
  t.strictSame(await list(), []);
});

t.test('blocked and muted people notify of nothing, and disappear from rows', async (t) => {
  const { app, deed, list, hidden } = smallNetwork();
  hidden.add('b');
  await app.notify(deed('like', 'b'));
  t.strictSame(await list(), []);
  for (const actor of ['c', 'd', 'e', 'f', 'g']) await app.notify(deed('like', actor));
  await app.notify(deed('follow', 'g'));
  hidden.add('g').add('e');
  t.strictSame(await list(), ['like post f d c 3']);
  hidden.clear();
  t.strictSame(await list(), ['follow g 1', 'like post g f e 5']);
  hidden.add('c');
  t.strictSame(await list(), ['follow g 1', 'like post g f e 4'], 'nor are they counted');
});

t.test('each audience of each kind', async (t) => {
  const postOf = (kind: Kind, actor: string) => {
    if (kind === 'follow') return '';
    return isOfPost(kind) ? `by ${actor}` : 'post';
  };
  const audiences = { nobody: [], following: ['friend'], everybody: ['stranger', 'friend'] } as const;
  for (const kind of kinds)
    for (const [audience, actors] of Object.entries(audiences)) {
      const { app, deed, list, followed } = smallNetwork();
      followed.add('friend');
      await app.updateSettings('ada', { [kind]: audience });
      for (const each of kinds)
        for (const actor of ['friend', 'stranger'])
          await app.notify(deed(each, actor, postOf(each, actor), { key: `${each} ${actor}` }));
      const people = (each: Kind) => (each === kind ? actors : audiences.everybody);
      const rowsOf = (each: Kind): string[] => {
        if (isOfPost(each))
          return people(each)
            .toReversed()
            .map((actor) => `${each} by ${actor} ${actor} 1`);
        if (people(each).length === 0) return [];
        const post = each === 'follow' ? [] : ['post'];
        return [[each, ...post, ...people(each), people(each).length].join(' ')];
      };
      const expected = kinds.flatMap(rowsOf);
      t.strictSame(await list(), expected.toReversed(), `${kind}: ${audience}`);
    }
});

t.test('settings of each kind: nobody, people whom the reader follows, everybody', async (t) => {
  const { app, deed, list, followed } = smallNetwork();
  followed.add('friend');
  t.match(await app.updateSettings('ada', { like: 'nobody', follow: 'following' }), {
    like: 'nobody',
    follow: 'following',
    reply: 'everybody',
  });
  for (const actor of ['friend', 'stranger']) {
    await app.notify(deed('like', actor));
    await app.notify(deed('follow', actor));
    await app.notify(deed('repost', actor));
  }
  t.strictSame(await list(), ['repost post stranger friend 2', 'follow friend 1']);
  await app.updateSettings('ada', { like: 'everybody' });
  t.match(await app.getSettings('ada'), { like: 'everybody', follow: 'following' });
  await app.notify(deed('like', 'stranger'));
  t.equal((await list())[0], 'like post stranger 1');
});

t.test('a mark reads everything up to it and never moves back', async (t) => {
  const { app, deed, list } = smallNetwork();
  const rowIds = async () =>
    (await app.listRows('ada', { belowId: undefined, size: 20, kinds: new Set() })).items.map(({ id }) => id);
  for (const post of ['p1', 'p2', 'p3', 'p4']) await app.notify(deed('like', 'a', post));
  const [, third, second] = await rowIds();
  t.equal(await app.unreadCount('ada'), 4);
  t.equal(await app.markRead('ada', third!), 1);
  t.equal(await app.markRead('ada', second!), 1);
  t.equal(await app.readMark('ada'), third);
  await app.notify(deed('like', 'b', 'p1'));
  t.equal(await app.unreadCount('ada'), 2, 'a new deed makes its row unread');
  t.equal((await list()).length, 4);
  await t.rejects(app.markRead('ada', '1'), domainErrorLike('NOT_FOUND', { field: 'up_to_id' }));
  await t.rejects(app.markRead('bob', third!), domainErrorLike('NOT_FOUND'), 'the ids of others are unknown');
});

t.test('an opened row lists everybody, by any id that it had', async (t) => {
  const { app, deed } = smallNetwork();
  const ids: string[] = [];
  for (let n = 0; n < 7; n++) {
    await app.notify(deed('like', `a${n}`));
    const { items } = await app.listRows('ada', { belowId: undefined, size: 1, kinds: new Set() });
    ids.push(items[0]!.id);
  }
  const open = async (id: string) => {
    const found: string[] = [];
    let belowId: string | undefined;
    do {
      const page = await app.listActors('ada', id, { belowId, size: 3 });
      found.push(...page.items.map((actor) => new TextDecoder().decode(actor)));
      belowId = page.belowId;
    } while (belowId !== undefined);
    return found;
  };
  const all = ['a6', 'a5', 'a4', 'a3', 'a2', 'a1', 'a0'];
  t.strictSame(await open(ids.at(-1)!), all);
  t.strictSame(await open(ids[2]!), all);
  await t.rejects(app.listActors('ada', 'x', { belowId: undefined, size: 3 }), domainErrorLike('NOT_FOUND'));
});

t.test('a post liked 5,000 times costs 1,000 rows, and then one read for each like', async (t) => {
  let commits = 0;
  let reads = 0;
  const { app, deed, list, calls, rows } = smallNetwork((real) => ({
    ...real,
    async get(...asked) {
      reads += 1;
      return real.get(...asked);
    },
    async commit(...changes) {
      commits += 1;
      return real.commit(...changes);
    },
  }));
  for (let n = 0; n < 1_001; n++) await app.notify(deed('like', `a${n}`));
  t.equal(commits, 1_001, 'the last one says that there are more');
  const before = calls.count;
  commits = 0;
  reads = 0;
  for (let n = 0; n < 4_000; n++) await app.notify(deed('like', `b${n}`));
  t.strictSame([commits, calls.count - before, reads], [0, 0, 4_000]);
  t.strictSame(await list(), ['like post a999 a998 a997 1000 or more']);
  const stored = await rows.newest('ada/2026-01', { from: 'm|', below: 'm}', limit: 5_000 });
  t.equal(stored.length, 1_000);
  await app.takeBack(deed('like', 'a999'));
  await app.takeBack(deed('like', 'b1'));
  t.strictSame(await list(), ['like post a998 a997 a996 999 or more']);
});

t.test('deeds that are taken back make room, and leave few rows', async (t) => {
  const { app, deed, list, rows } = smallNetwork();
  const stored = async (section: string) =>
    (await rows.newest('ada/2026-01', { from: `${section}|like|`, below: `${section}|like}`, limit: 1_000 }))
      .length;
  for (let n = 0; n < 1_001; n++) await app.notify(deed('like', `a${n}`));
  for (let n = 0; n < 990; n++) await app.takeBack(deed('like', `a${n}`));
  t.strictSame(
    await list(),
    ['like post a999 a998 a997 10 or more'],
    'nobody knows how many others are left',
  );
  await app.notify(deed('like', 'b'));
  t.strictSame(await list(), ['like post b a999 a998 11 or more']);
  for (let n = 990; n < 998; n++) await app.takeBack(deed('like', `a${n}`));
  t.strictSame(await list(), ['like post b a999 a998 3 or more']);
  for (let n = 998; n < 1_000; n++) await app.takeBack(deed('like', `a${n}`));
  await app.takeBack(deed('like', 'b'));
  t.strictSame(await list(), []);
  for (let n = 0; n < 300; n++) {
    await app.notify(deed('like', `c${n}`));
    await app.takeBack(deed('like', `c${n}`));
  }
  t.strictSame([await stored('d'), await stored('m')], [100, 0]);
  await app.notify(deed('like', 'd'));
  t.strictSame(await list(), ['like post d 1'], 'an empty row starts anew');
});

t.test('likes that are taken back on later days, and were never stored, leave few rows', async (t) => {
  const { app, deed, rows } = smallNetwork();
  for (let n = 0; n < 500; n++) await app.takeBack(deed('like', `a${n}`));
  t.equal((await rows.newest('ada/2026-01', { from: 'd|', below: 'd}', limit: 1_000 })).length, 100);
});

t.test('the unread count is counted when something has changed, or has expired', async (t) => {
  const { calls, around } = countedRows();
  const { app, deed, clock } = smallNetwork(around);
  const counted = async () => {
    calls.length = 0;
    const count = await app.unreadCount('ada');
    return [count, calls.includes('newest') ? 'counted' : 'known'];
  };
  await app.notify(deed('follow', 'a'));
  t.strictSame(await counted(), [1, 'counted']);
  t.strictSame(await counted(), [1, 'known']);
  await app.notify(deed('like', 'a'));
  t.strictSame(await counted(), [2, 'counted']);
  await app.takeBack(deed('like', 'a'));
  t.strictSame(await counted(), [1, 'counted']);
  t.strictSame(await counted(), [1, 'known']);
  const { items } = await app.listRows('ada', { belowId: undefined, size: 5, kinds: new Set() });
  t.equal(await app.markRead('ada', items[0]!.id), 0);
  t.strictSame(await counted(), [0, 'known']);
  await app.notify(deed('follow', 'b'));
  t.strictSame(await counted(), [1, 'counted']);
  clock.advance(90 * day);
  t.strictSame((await counted())[0], 1);
  clock.advance(day);
  t.strictSame((await counted())[0], 0);
});
