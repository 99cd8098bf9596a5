import t from 'tap';
import { bootstrap } from './bootstrap.ts';
import { prod } from './values/prod.ts';

t.test('figures without a fixed port of the admin interface are refused', async (t) => {
  t.throws(() => bootstrap({ ...prod, adminPort: 0 }), { message: /stats needs an adminPort other than 0/ });
});
