import t from 'tap';
import { domainErrorLike } from '../../../platform/testing/domain-error-like.ts';
import { countedRows, smallNetwork, textOf } from '../testing/network.ts';

type App = ReturnType<typeof smallNetwork>['app'];
const setMuted = async (app: App, readerId: string, postId: string, muted: boolean) =>
  app.setThreadMuted(readerId, await app.rootIdOf(readerId, postId), muted);

t.test('a muted thread notifies of nothing, whichever of its posts muted it', async (t) => {
  const { app, deed, list } = smallNetwork();
  await app.notify(deed('like', 'a', 'root-1'));
  await app.notify(deed('reply', 'a', 'other-2', { key: 'other-2' }));
  await setMuted(app, 'ada', 'root-7', true);
  await app.notify(deed('reply', 'b', 'root-3', { key: 'root-3' }));
  t.strictSame(await list(), ['reply other-2 a 1']);
  await setMuted(app, 'ada', 'root-1', false);
  await app.notify(deed('reply', 'b', 'root-4', { key: 'root-4' }));
  t.strictSame(await list(), ['reply root-4 b 1', 'reply other-2 a 1', 'like root-1 a 1']);
});

t.test('whether a thread is muted is known by each of its posts', async (t) => {
  const { app } = smallNetwork();
  const muted = () => Promise.all(['root', 'root-1', 'other'].map((id) => app.isThreadMuted('ada', id)));
  t.strictSame(await muted(), [false, false, false]);
  await setMuted(app, 'ada', 'root-1', true);
  t.strictSame(await muted(), [true, true, false]);
  t.equal(await app.isThreadMuted('bob', 'root'), false, 'for its reader only');
  await setMuted(app, 'ada', 'root', false);
  t.strictSame(await muted(), [false, false, false]);
});

t.test('muted threads are listed in pages, the newest first, each reader their own', async (t) => {
  const { app } = smallNetwork();
  const list = async (size: number, readerId = 'ada') => {
    const pages: string[] = [];
    let belowId: string | undefined;
    do {
      const page = await app.listMutedThreads(readerId, { belowId, size });
      pages.push(page.items.map(({ rootId }) => rootId).join(' '));
      belowId = page.belowId;
    } while (belowId !== undefined);
    return pages;
  };
  t.strictSame(await list(2), ['']);
  for (const id of ['b', 'd', 'a', 'c', 'b']) await setMuted(app, 'ada', `${id}-1`, true);
  await setMuted(app, 'bob', 'x', true);
  t.strictSame(await list(3), ['d c b', 'a']);
  t.strictSame(await list(2), ['d c', 'b a'], 'no empty page follows a full one');
  t.strictSame(await list(2, 'bob'), ['x']);
  await app.updateSettings('ada', { like: 'nobody' });
  await setMuted(app, 'ada', 'c', false);
  t.strictSame(await list(20), ['d b a']);
});

t.test('a muted thread whose first post is gone stays listed, and can be unmuted', async (t) => {
  const { app, deletedPosts } = smallNetwork();
  const list = async () => (await app.listMutedThreads('ada', { belowId: undefined, size: 20 })).items;
  await setMuted(app, 'ada', 'root-1', true);
  t.equal(textOf((await list())[0]!.root!), 'root');
  deletedPosts.add('root');
  t.strictSame(await list(), [{ rootId: 'root', root: undefined }]);
  t.equal(await app.isThreadMuted('ada', 'root'), true);
  await setMuted(app, 'ada', 'root', false);
  t.strictSame(await list(), []);
  const notFound = domainErrorLike('POST_NOT_FOUND', { field: 'post_id' });
  await t.rejects(setMuted(app, 'ada', 'root', false), notFound);
  await t.rejects(setMuted(app, 'ada', 'root', true), notFound);
  await app.setThreadMuted('ada', 'root', false);
  await t.rejects(app.isThreadMuted('ada', 'root'), notFound);
});

t.test('a page of muted threads costs one read and one hydration', async (t) => {
  const counted = countedRows();
  const { app, calls } = smallNetwork(counted.around);
  for (let n = 0; n < 5; n++) await setMuted(app, 'ada', `p${n}`, true);
  counted.calls.length = 0;
  const before = calls.count;
  await app.listMutedThreads('ada', { belowId: undefined, size: 4 });
  t.strictSame([counted.calls, calls.count - before], [['newest'], 1]);
});
