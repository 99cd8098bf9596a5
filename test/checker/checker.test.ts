import t from 'tap';
import { check } from './check.ts';

t.test(
  'the server answers as the model does, across restarts and kill -9',
  { timeout: 300_000 },
  async (t) => {
    // A fixed seed; make test-all and make checker use others.
    const seed = 1;
    const agrees = await check({ steps: 1_200, seed, print: (line) => t.comment(line) });
    t.ok(agrees, `seed ${seed}`);
  },
);
