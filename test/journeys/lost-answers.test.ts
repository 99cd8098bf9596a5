import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import t from 'tap';
import { Access } from '../../gen/ts/skein/options/v1/options_pb.ts';
import { accessOf } from '../../platform/auth/access.ts';
import { hasSecrets } from '../../platform/secret-fields.ts';
import { pathOf } from '../../services/hosting/examples.ts';
import { services } from '../../services/registry.ts';
import { rawCaller } from './bad-input/caller.ts';
import { castLimits, makeCast } from './bad-input/cast.ts';
import { collectExamples } from './bad-input/collect.ts';
import { openMint } from './bad-input/tokens.ts';
import { runNetwork } from './network.ts';

t.setTimeout(60_000);

/** What is stored when a process ends after it did a write and before it finished the claim. Returns how many claims there were. */
function unfinishClaims(dataDir: string, requestId: string): number {
  let unfinished = 0;
  const isLock = (name: string) => name === 'lock.db';
  for (const name of readdirSync(dataDir).filter((each) => each.endsWith('.db') && !isLock(each))) {
    const db = new DatabaseSync(join(dataDir, name), { timeout: 5_000 });
    const hasClaims = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'claim'").get() !== undefined;
    const sql = 'UPDATE claim SET finished = 0, response = NULL WHERE finished = 1 AND scope LIKE ?';
    if (hasClaims) unfinished += Number(db.prepare(sql).run(`%\n${requestId}`).changes);
    db.close();
  }
  return unfinished;
}

t.test('a write that was done, and whose answer was lost, is taken again under its request_id', async (t) => {
  const dataDir = t.testdir();
  const network = await runNetwork(dataDir, castLimits);
  t.teardown(() => network.close());
  const caller = rawCaller(network.grpcAddress);
  t.teardown(() => caller.close());
  const cast = await makeCast(network, caller, await openMint(dataDir));
  const { good } = await collectExamples(services, cast);
  for (const { method, repeated } of good) {
    if (repeated === undefined || typeof repeated === 'string') continue;
    const as = cast.as(accessOf(method) === Access.OPERATOR ? cast.operator : cast.max);
    const requestId = `the answer of ${method.name} is lost`;
    const send = () => caller.call(pathOf(method), method, { ...repeated.first, requestId }, as);
    const first = await send();
    t.equal(unfinishClaims(dataDir, requestId), 1, `${pathOf(method)}: a claim was finished`);
    const again = await send();
    t.same([first.code, again.code], [0, 0], `${pathOf(method)}: ${first.message} ${again.message}`);
    if (!hasSecrets(method.output))
      t.strictSame(again.answer, first.answer, `${pathOf(method)}: the answer is the same`);
  }
});
