import t from 'tap';
import { serviceNames } from './hosting/names.ts';
import { calleesOf } from './registry.ts';

t.test('a process reaches each service that it calls once, and the user service for its guard', async (t) => {
  for (const name of serviceNames) {
    const names = [...calleesOf(name)];
    t.equal(new Set(names).size, names.length, name);
    t.ok(names.length === 0 || names.includes('user'), 'its guard asks whether sessions are open');
  }
  t.strictSame([...calleesOf('timeline')].sort(), ['graph', 'post', 'user']);
});
