import { fromBinary } from '@bufbuild/protobuf';
import t from 'tap';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { type BadRequest, pathOf } from '../../services/hosting/examples.ts';
import { services } from '../../services/registry.ts';
import { type Outcome, rawCaller } from './bad-input/caller.ts';
import { attemptsPerHandle, castLimits, makeCast, maxFollowing } from './bad-input/cast.ts';
import { collectExamples, gapsOf, methodsOf } from './bad-input/collect.ts';
import { codes, promises } from './bad-input/contract.ts';
import { httpRows } from './bad-input/http.ts';
import { everywhere, rightCaller } from './bad-input/rows/everywhere.ts';
import { unknownIds } from './bad-input/rows/ids.ts';
import { later, nowhere } from './bad-input/rows/later.ts';
import { isPaged, pageTokenRows, walk } from './bad-input/rows/pages.ts';
import { requestIdRows } from './bad-input/rows/request-ids.ts';
import { changedTables, type Digest, openStored } from './bad-input/stored.ts';
import { openMint } from './bad-input/tokens.ts';
import { runNetwork } from './network.ts';

const methods = methodsOf(services);

// Thousands of calls, each with a digest of everything stored.
t.setTimeout(120_000);

t.test('bad input gets a precise error and changes nothing', async (t) => {
  const dataDir = t.testdir();
  const network = await runNetwork(dataDir, {
    SKEIN_MAX_FOLLOWING: String(maxFollowing),
    ...castLimits,
    SKEIN_SIGN_INS_PER_HANDLE: String(attemptsPerHandle),
    SKEIN_PASSWORDS_PER_SESSION: String(attemptsPerHandle),
    SKEIN_SIGN_UPS_PER_HANDLE: String(attemptsPerHandle),
    SKEIN_REFRESH_GRACE: '0ms',
  });
  t.teardown(() => network.close());
  const caller = rawCaller(network.grpcAddress);
  t.teardown(() => caller.close());
  const mint = await openMint(dataDir);
  const cast = await makeCast(network, caller, mint);
  const examples = await collectExamples(services, cast);
  const { good, untilLimited, unserved } = examples;
  const rows = [
    ...(await requestIdRows(cast, good)),
    ...(await everywhere(cast, mint, good)),
    ...unknownIds(cast, good),
    ...(await pageTokenRows(cast, caller, good)),
    ...examples.bad,
    ...later(cast, unserved),
    ...nowhere(cast),
  ];
  const stored = openStored(dataDir);
  t.teardown(() => stored.close());
  await stored.quiet();
  const start = stored.digest();

  /** Failed rows with their problems, and the state after the last one. */
  const problemsOf = async (todo: readonly BadRequest[]): Promise<string[]> => {
    const wrong: string[] = [];
    let before = stored.digest();
    for (const row of todo) {
      const outcome = await caller.call(row.path, row.method, row.request, row.as);
      const after = stored.digest();
      const faults = faultsOf(row, outcome, before, after);
      if (faults.length > 0) wrong.push(`${row.path.split('.').at(-1)}, ${row.wrong}: ${faults.join('; ')}`);
      before = after;
    }
    return wrong;
  };

  await t.test('every served RPC has a good and a bad example', async (t) => {
    t.strictSame(gapsOf(examples), []);
    t.comment(`${methods.length} RPCs, ${unserved.length} of them not served; ${rows.length} bad requests`);
  });

  await t.test('every error that the contract documents has an example', async (t) => {
    const tried = new Set([...rows, ...untilLimited].map(({ path, reason }) => `${path} ${reason}`));
    for (const [method, reason] of examples.testedElsewhere) tried.add(`${pathOf(method)} ${reason}`);
    const untried = good.flatMap(({ method }) =>
      promises(method)
        .map((reason) => `${pathOf(method)} ${reason}`)
        .filter((each) => !tried.has(each)),
    );
    // For tokens that outlive their account, which needs a second process.
    t.strictSame(
      untried.filter((each) => !each.endsWith(' ACCOUNT_DEACTIVATED')),
      [],
    );
  });

  const groups = Map.groupBy(rows, ({ path }) => path.split('.').at(-1)!.split('/')[0]!);
  for (const [service, todo] of groups) {
    await t.test(`${service}: ${todo.length} rows`, async (t) => {
      t.strictSame(await problemsOf(todo), []);
    });
  }

  await t.test(`limits of attempts: ${untilLimited.length} rows`, async (t) => {
    t.strictSame(await problemsOf(untilLimited), []);
  });

  await t.test('Connect with JSON over HTTP', async (t) => {
    const before = stored.digest();
    const faults = await httpRows(network.httpUrl, cast);
    t.strictSame(faults, []);
    t.strictSame(changedTables(before, stored.digest()), []);
  });

  await t.test('deep paging neither repeats nor skips, and changes nothing', async (t) => {
    for (const one of good.filter(isPaged)) {
      const found = await walk(caller, one, rightCaller(cast, one));
      t.equal(
        new Set(found).size,
        found.length,
        `${pathOf(one.method)}: ${found.length} pages without a repeat`,
      );
      t.ok(found.length > 1);
    }
  });

  await t.test('nothing has changed later, either', async (t) => {
    await stored.quiet();
    const claims = changedTables(start, stored.digest()).filter((table) => !table.endsWith('.claim'));
    t.strictSame(claims, []);
  });

  await t.test('a refresh token used long after its successor ends its session', async (t) => {
    const { rotatedTwice } = cast;
    const request = { refreshToken: rotatedTwice.refreshToken };
    const { refreshSession, listSessions } = AuthService.method;
    const theft = await caller.call(pathOf(refreshSession), refreshSession, request, {});
    t.strictSame([theft.reason, theft.code], ['REFRESH_TOKEN_REUSED', codes.get('REFRESH_TOKEN_REUSED')]);
    const as = cast.as(rotatedTwice);
    t.equal((await caller.call(pathOf(listSessions), listSessions, {}, as)).reason, 'SESSION_REVOKED');
  });

  await t.test("every row's original request is valid, and the digest detects its changes", async (t) => {
    const before = stored.digest();
    for (const one of good) {
      const { code, message } = await caller.call(
        pathOf(one.method),
        one.method,
        one.request,
        rightCaller(cast, one),
      );
      t.equal(code, 0, `${pathOf(one.method)} ${message}`);
    }
    const changed = changedTables(before, stored.digest());
    for (const table of ['user.db.account', 'user.db.session', 'graph.db.follow', 'post.db.post']) {
      t.ok(changed.includes(table), table);
    }
  });
});

function faultsOf(row: BadRequest, outcome: Outcome, before: Digest, after: Digest): string[] {
  const faults: string[] = [];
  const expect = (what: string, found: unknown, wanted: unknown) => {
    if (JSON.stringify(found) !== JSON.stringify(wanted)) {
      faults.push(
        `${what} is ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)} (${outcome.message})`,
      );
    }
  };
  if (row.reason === 'OK') {
    expect('code', outcome.code, 0);
    if (outcome.answer && row.method && row.check) {
      expect('check', row.check(fromBinary(row.method.output, outcome.answer) as never), true);
    }
  } else {
    expect('code', outcome.code, codes.get(row.reason));
    expect('reason', outcome.reason, row.reason);
    expect('domain', outcome.domain, 'skein');
    expect('fields', outcome.fields, row.field === undefined ? [] : [row.field]);
    expect('retry', outcome.retry, row.retry ?? false);
    for (const [name, value] of Object.entries(row.metadata ?? {})) {
      expect(`metadata ${name}`, outcome.metadata[name], value);
    }
  }
  const changed = changedTables(before, after).filter((table) => !row.may?.change.includes(table));
  if (changed.length > 0) faults.push(`changed ${changed.join(', ')}`);
  return faults;
}
