import t from 'tap';
import { services } from './registry.ts';

t.test('a process reaches each service that it calls once, and the user service for its guard', async (t) => {
  for (const { name } of services.built) {
    t.ok(services.calleesOf(name).has('user'), `the guard of ${name} asks whether sessions are open`);
  }
  const callees = services.calleesOf('timeline');
  t.ok(callees.has('post') && callees.has('graph'));
  t.equal(callees.size, 3);
});
