import t from 'tap';
import { purge } from './app/purge.ts';
import { memoryRows } from './testing/memory-rows.ts';

const day = 86_400_000;
const nowMs = Date.UTC(2026, 2, 1);

t.test('a purged account leaves no notification, setting or mark behind; others keep theirs', async (t) => {
  const rows = memoryRows({ nowMs: () => nowMs });
  const months = ['2026-03', '2026-02', '2026-01', '2025-12', 'own'];
  const parts = ['ada', 'bob'].flatMap((name) => months.map((month) => `${name}/${month}`));
  for (const part of parts) await rows.commit(part, 0, [{ key: 'a', value: part }]);
  await purge(rows, 'ada', { nowMs, ttlMs: 80 * day });
  t.strictSame(
    [...(await rows.find(parts, 'a')).keys()],
    months.map((month) => `bob/${month}`),
  );
});
