import t from 'tap';
import { domainErrorLike } from '../testing/domain-error-like.ts';
import { settle, until } from '../testing/until.ts';
import { fairWorkQueue } from './fair-work-queue.ts';
import { OWASP_COST, passwords } from './passwords.ts';
import { formatPhc, parsePhc } from './phc.ts';

// A 64th of the memory: the same rules, but faster.
const cheap = { memoryKib: 304, passes: 2, lanes: 1 };

t.test("passwords are argon2id with OWASP's costs", async (t) => {
  const { hash, verify, isStale } = passwords();
  t.strictSame(OWASP_COST, { memoryKib: 19_456, passes: 2, lanes: 1 });
  const stored = await hash('correct horse');
  t.match(stored, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  t.ok(await verify('correct horse', stored));
  t.notOk(await verify('correct horsf', stored));
  t.notOk(isStale(stored));
});

t.test('a stored password contains its costs and salt', async (t) => {
  const { hash, verify } = passwords({ cost: cheap });
  const [one, other] = await Promise.all([hash('secret'), hash('secret')]);
  t.not(one, other, 'a salt of its own');
  t.ok(await passwords({ cost: { ...cheap, passes: 3 } }).verify('secret', one), 'verified as it was made');
  t.ok(passwords({ cost: { ...cheap, passes: 3 } }).isStale(one), 'and known to be of other costs');
  t.ok(await verify('secret', formatPhc(parsePhc(one))), 'the PHC string keeps all');
  t.ok(await verify('caf\u00e9', await hash('cafe\u0301')), 'however the keyboard types it');

  for (const bad of [
    '',
    'secret',
    one.replace('argon2id', 'argon2i'),
    one.replace('m=304', 'm=9999999'),
    `${one}=`,
  ]) {
    await t.rejects(verify('secret', bad), /PHC string|out of bounds/, bad);
  }
});

t.test('an unknown handle takes the same work and never matches', async (t) => {
  const { verify, hash } = passwords();
  const stored = await hash('x');
  // CPU time, so other programs on the machine do not count.
  const time = async (of: string | undefined) => {
    const start = process.cpuUsage();
    t.notOk(await verify('y', of));
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1_000;
  };
  const best = async (of: string | undefined) => Math.min(await time(of), await time(of), await time(of));
  const [known, unknown] = [await best(stored), await best(undefined)];
  t.ok(unknown > known / 3 && unknown < known * 3, 'within noise', { known, unknown });
});

t.test('a flood of sign-ins waits in a bounded queue and is refused beyond it', async (t) => {
  const { verify } = passwords({ cost: cheap, concurrency: 2, maxWaiting: 3 });
  const answers = await Promise.allSettled(Array.from({ length: 8 }, () => verify('x', undefined)));
  t.equal(answers.filter(({ status }) => status === 'fulfilled').length, 5);
  const refused = answers.filter((answer) => answer.status === 'rejected');
  t.equal(refused.length, 3);
  t.match(refused[0]?.reason, domainErrorLike('OVERLOADED'));
  t.ok(refused[0]?.reason.retryAfterMs > 0);
  t.equal(await verify('x', undefined), false, 'and all is well afterwards');
});

t.test('jobs run in order with bounded concurrency, and cancelled ones are dropped', async (t) => {
  const work = fairWorkQueue({ concurrency: 2, maxWaiting: 2, jobMs: 50 });
  const ends: Array<() => void> = [];
  const started: string[] = [];
  const run = (name: string, signal?: AbortSignal) =>
    work.run(
      () => {
        started.push(name);
        return new Promise<string>((resolve) => ends.push(() => resolve(name)));
      },
      { signal },
    );
  const gone = new AbortController();
  const all = [run('a'), run('b'), run('c', gone.signal), run('d')];
  t.strictSame(started, ['a', 'b']);
  await t.rejects(run('e'), domainErrorLike('OVERLOADED', { retryAfterMs: 75 }));
  gone.abort(new Error('gave up'));
  await t.rejects(all[2]!, /gave up/);
  await t.rejects(run('f', gone.signal), /gave up/);
  ends[0]!();
  await until('d runs', () => started.length === 3);
  t.strictSame(started, ['a', 'b', 'd'], 'the freed slot went to the next who still waits');
  for (const end of ends) end();
  t.strictSame(await Promise.all([all[0], all[1], all[3]]), ['a', 'b', 'd']);
  await t.rejects(
    work.run(() => Promise.reject(new Error('failed'))),
    /failed/,
  );
  t.equal(await work.run(async () => 1), 1, 'a failed job frees its slot');
});

t.test('known sources go before strangers, and take their places in a full queue', async (t) => {
  const work = fairWorkQueue({ concurrency: 1, maxWaiting: 3, jobMs: 50 });
  const ends: Array<() => void> = [];
  const started: string[] = [];
  const refused: string[] = [];
  const run = (name: string, isKnown = false) =>
    work
      .run(
        () => {
          started.push(name);
          return new Promise<void>((resolve) => ends.push(resolve));
        },
        { from: name, isKnown },
      )
      .catch(() => refused.push(name));
  const all = ['s0', 's1', 's2', 's3', 's4'].map((name) => run(name));
  all.push(...['k1', 'k2'].map((name) => run(name, true)));
  await until('room for them', () => refused.length === 3);
  t.equal(refused[0], 's4', 'the queue was full');
  all.push(run('k3', true), run('k4', true), run('s5'));
  await until('the rest to be refused', () => refused.length === 6);
  t.strictSame(refused.toSorted(), ['k4', 's1', 's2', 's3', 's4', 's5']);
  while (ends.length > 0) {
    ends.shift()!();
    await settle();
  }
  t.strictSame(started, ['s0', 'k1', 'k2', 'k3']);
  await Promise.all(all);
});

t.test('one flooding source does not exclude others from the queue', async (t) => {
  const work = fairWorkQueue({ concurrency: 1, maxWaiting: 6, jobMs: 50 });
  const ends: Array<() => void> = [];
  const started: string[] = [];
  const refused: string[] = [];
  const run = (name: string) =>
    work
      .run(
        () => {
          started.push(name);
          return new Promise<void>((resolve) => ends.push(resolve));
        },
        { from: name[0] },
      )
      .catch(() => refused.push(name));
  const all = ['f0', 'f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7'].map(run);
  await until('the flood to be refused', () => refused.length === 1);
  t.strictSame(refused, ['f7'], 'the queue is full');
  all.push(run('a1'), run('b1'), run('f8'), run('a2'));
  await until('others to be let in', () => refused.length === 5);
  t.strictSame(refused.toSorted(), ['f4', 'f5', 'f6', 'f7', 'f8'], 'the flood makes room, the latest first');
  while (ends.length > 0) {
    ends.shift()!();
    await settle();
  }
  t.strictSame(started, ['f0', 'f1', 'a1', 'b1', 'f2', 'a2', 'f3'], 'they take turns');
  await Promise.all(all);
});
