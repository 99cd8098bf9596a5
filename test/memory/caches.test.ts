import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import t from 'tap';

const script = fileURLToPath(new URL('caches.ts', import.meta.url));
/** `make test-memory` sends a million. */
const posts = process.env.POSTS ?? '30000';

t.test(`after ${posts} small posts the caches take no more memory than their limits say`, async (t) => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', script, '--posts', posts]);
  const { limits, external, heap } = JSON.parse(stdout) as Record<'limits' | 'external' | 'heap', number>;
  t.ok(external > 0.05 * limits, `${external} bytes outside of the heap are in use`);
  t.ok(external < 1.5 * limits, `${external} bytes outside of the heap, limits of ${limits}`);
  t.ok(external + heap < 1.5 * limits, `and ${heap} bytes in it`);
});
