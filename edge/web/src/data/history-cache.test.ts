import t from 'tap';
import { createHistoryCache } from './history-cache.ts';

function lists() {
  const closed: string[] = [];
  const list = (name: string) => () => ({ name, close: () => closed.push(name) });
  return { closed, list };
}

t.test('navigating back restores the list, a new visit opens a new one', async (t) => {
  const { list, closed } = lists();
  const visits = createHistoryCache();
  const first = visits.open('1', 'timeline', list('first'));
  t.equal(visits.open('1', 'timeline', list('again')), first);
  t.equal(visits.open('2', 'timeline', list('second')).name, 'second');
  t.equal(visits.open('1', 'followers', list('others')).name, 'others');
  t.same(closed, []);
  visits.close();
  t.same(closed.sort(), ['first', 'others', 'second']);
});

t.test('the state opened longest ago is dropped beyond the limit', async (t) => {
  const { list, closed } = lists();
  const visits = createHistoryCache(2);
  visits.open('1', 'a', list('a'));
  visits.open('2', 'b', list('b'));
  visits.open('1', 'a', list('a again'));
  visits.open('3', 'c', list('c'));
  t.same(closed, ['b']);
  t.equal(visits.open('2', 'b', list('b anew')).name, 'b anew');
});
