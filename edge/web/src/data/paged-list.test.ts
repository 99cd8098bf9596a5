import { Code } from '@connectrpc/connect';
import t from 'tap';
import { fail } from '../../../../platform/errors.ts';
import { pagedList } from './paged-list.ts';

/** Pages of numbers as a server would send them, `size` at a time. */
function numbers(pages: Readonly<Record<string, { items: string[]; nextPageToken: string }>>) {
  const asked: string[] = [];
  let broken = false;
  const list = pagedList<string>(
    async (token) => {
      asked.push(token);
      if (broken) throw new Error('broken');
      return pages[token]!;
    },
    (item) => item,
  );
  return {
    list,
    asked,
    breaks(now: boolean) {
      broken = now;
    },
  };
}

t.test('a list continues until the token is empty, each item once', async (t) => {
  const { list, asked } = numbers({
    '': { items: ['a', 'b'], nextPageToken: '2' },
    2: { items: ['b', 'c'], nextPageToken: '' },
  });
  for (let n = 0; n < 4; n += 1) await list.more();
  t.strictSame(list.state().items, ['a', 'b', 'c']);
  t.strictSame(asked, ['', '2']);
});

t.test('an empty page is not the end', async (t) => {
  const { list } = numbers({
    '': { items: [], nextPageToken: '2' },
    2: { items: ['a'], nextPageToken: '3' },
  });
  await list.more();
  t.strictSame(list.state().items, ['a']);
  t.equal(list.state().nextPageToken, '3');
});

t.test('a failed page is reported and can be requested again', async (t) => {
  const { list, breaks } = numbers({
    '': { items: ['a'], nextPageToken: '2' },
    2: { items: ['b'], nextPageToken: '' },
  });
  await list.more();
  breaks(true);
  await list.more();
  t.match(list.state().failure, { message: 'broken' });
  t.strictSame(list.state().items, ['a']);
  breaks(false);
  await list.more();
  t.strictSame(list.state().items, ['a', 'b']);
  t.equal(list.state().failure, undefined);
});

t.test("the user's own item is at the end at once, stays there, and is not duplicated", async (t) => {
  const { list } = numbers({
    '': { items: ['a'], nextPageToken: '2' },
    2: { items: ['b'], nextPageToken: '3' },
    3: { items: ['c', 'own'], nextPageToken: '' },
  });
  await list.more();
  list.add('own', 'end');
  t.strictSame(list.state().items, ['a', 'own']);
  await list.more();
  t.strictSame(list.state().items, ['a', 'b', 'own']);
  await list.more();
  t.strictSame(list.state().items, ['a', 'b', 'c', 'own']);
});

t.test('concurrent requests get one page; after a close nothing changes', async (t) => {
  const { list, asked } = numbers({ '': { items: ['a'], nextPageToken: '2' } });
  const first = list.more();
  await list.more();
  await first;
  t.strictSame(asked, ['']);
  list.close();
  list.add('late', 'start');
  t.strictSame(list.state().items, ['a']);
});

t.test('a list whose page token is no longer valid starts again at the next try', async (t) => {
  let items = ['a', 'b'];
  const list = pagedList<string>(
    async (token) => {
      if (token !== '') throw fail(Code.InvalidArgument, 'PAGE_TOKEN_INVALID', 'too old');
      return { items, nextPageToken: 'old' };
    },
    (item) => item,
  );
  await list.more();
  await list.more();
  t.strictSame(list.state().items, ['a', 'b'], 'what was listed stays until then');
  items = ['c', 'a'];
  await list.more();
  t.strictSame(list.state().items, ['c', 'a']);
  t.equal(list.state().failure, undefined);
});

t.test('a removed item does not come back with a page that is loading, nor with a later one', async (t) => {
  const { list } = numbers({
    '': { items: ['a', 'b', 'c'], nextPageToken: '2' },
    2: { items: ['c', 'd'], nextPageToken: '' },
  });
  await list.more();
  list.add('e', 'end');
  list.remove('a');
  t.strictSame(list.state().items, ['b', 'c', 'e']);
  const loading = list.more();
  for (const item of ['b', 'c', 'e']) list.remove(item);
  await loading;
  t.strictSame(list.state().items, ['d']);
});
