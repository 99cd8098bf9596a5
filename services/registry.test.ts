import t from 'tap';
import { services } from './registry.ts';

t.test('a process may call each declared service, and the user service for its guard', async (t) => {
  for (const { name } of services.built) {
    t.ok(services.calleesOf(name).has('user'), `the guard of ${name} checks sessions`);
  }
  const callees = services.calleesOf('timeline');
  t.ok(callees.has('post') && callees.has('graph'));
  t.equal(callees.size, 3);
});
