import { DatabaseSync } from 'node:sqlite';
import { createClient } from '@connectrpc/connect';
import { pino } from 'pino';
import t, { type Test } from 'tap';
import { GraphService } from '../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { CountSubject, LogLevel, OperationKind, OperationState } from '../../gen/ts/skein/ops/v1/ops_pb.ts';
import { OpsService } from '../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { TimelineService } from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { UserMeshService } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { Role } from '../../gen/ts/skein/user/v1/user_pb.ts';
import { reasonOf } from '../../platform/errors.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { cheapPasswords } from '../../platform/testing/cheap-passwords.ts';
import { until } from '../../platform/testing/until.ts';
import { startProcess } from '../../services/hosting/start-process.ts';
import { services } from '../../services/registry.ts';
import type { TimelineOverrides } from '../../services/timeline/compose.ts';
import { asServices } from '../harness/as-services.ts';
import { openMint } from './bad-input/tokens.ts';

const password = 'correct horse battery';

/** SQLITE_BUSY: another connection has a transaction. */
const busy = 5;

/** A network whose rings can be broken, and an operator. */
async function operated(t: Test) {
  const dataDir = t.testdir();
  const lines: string[] = [];
  const faults = { pushFails: false, pushLoses: false, lostPushes: 0 };
  const timeline: TimelineOverrides = {
    rings: (real) => ({
      ...real,
      async push(entry, readerIds) {
        if (faults.pushFails) throw new Error('the rings are broken');
        if (!faults.pushLoses) return real.push(entry, readerIds);
        faults.lostPushes += readerIds.length;
        return [];
      },
    }),
  };
  const network = await startProcess({
    services,
    env: { SKEIN_DATA_DIR: dataDir, SKEIN_GRPC_PORT: '0', SKEIN_HTTP_PORT: '0' },
    log: pino({ level: 'warn' }, { write: (line) => lines.push(line) }),
    overrides: { user: { passwords: cheapPasswords() }, timeline },
    processFigures: false,
  });
  const transport = grpcTransport({ address: `127.0.0.1:${network.grpcPort}` });
  t.teardown(async () => {
    transport.close();
    await network.close();
  });
  const auth = createClient(AuthService, transport);
  const signUp = async (handle: string) => {
    const { account, tokens } = await auth.signUp({ handle, password });
    return { id: account!.user!.id, headers: { authorization: `Bearer ${tokens!.accessToken}` } };
  };
  await signUp('ops');
  const mint = await openMint(dataDir);
  const setRole = async (handle: string, role: Role) => {
    await createClient(UserMeshService, asServices(transport, mint.service)).setRole({ handle, role });
  };
  await setRole('ops', Role.OPERATOR);
  const { tokens } = await auth.signIn({ handle: 'ops', password });
  const operator = { headers: { authorization: `Bearer ${tokens!.accessToken}` } };
  return {
    dataDir,
    lines,
    faults,
    signUp,
    setRole,
    operator,
    ops: createClient(OpsService, transport),
    graph: createClient(GraphService, transport),
    posts: createClient(PostService, transport),
    timelines: createClient(TimelineService, transport),
  };
}

t.test('a role is granted and revoked at once, whatever tokens say', async (t) => {
  const { ops, signUp, setRole, operator } = await operated(t);
  const ada = await signUp('ada');
  const figures = (as: typeof operator) => ops.getFigures({}, as).then(() => 'answered', reasonOf);
  t.equal(await figures(ada), 'ROLE_REQUIRED');
  await setRole('ada', Role.OPERATOR);
  t.equal(await figures(ada), 'answered');
  for (const lesser of [Role.MODERATOR, Role.USER]) {
    await setRole('ops', lesser);
    t.equal(await figures(operator), 'ROLE_REQUIRED', 'his token says operator for minutes yet');
  }
  t.equal(await figures(ada), 'answered');
});

t.test("an operator sees the process's metrics and the lag of its consumers", async (t) => {
  const { ops, operator } = await operated(t);
  const { processes, missingInstances } = await ops.getFigures(
    { namePrefixes: ['skein_rpc_handled'] },
    operator,
  );
  t.strictSame(missingInstances, []);
  t.equal(processes.length, 1);
  const [own] = processes;
  t.match(own, { instance: /^skein-/, version: /^\d/, serving: true });
  t.ok(own!.services.includes('timeline') && own!.services.includes('ops'));
  const signUps = own!.figures.find(
    ({ labels }) => labels.method === 'skein.user.v1.AuthService/SignUp' && labels.code === 'ok',
  );
  t.match(signUps, { name: 'skein_rpc_handled_total', value: 1 });
  t.ok(own!.figures.every(({ name }) => name.startsWith('skein_rpc_handled')));
  const all = (await ops.getFigures({ service: 'post' }, operator)).processes[0]!.figures;
  t.ok(all.some(({ name }) => name === 'skein_rpc_seconds_bucket'));
  t.strictSame((await ops.getFigures({ service: 'trend' }, operator)).processes, [], 'nobody hosts it yet');

  const { lags } = await ops.listConsumerLags({ group: 'timeline-fan-out' }, operator);
  t.ok(lags.length > 0);
  t.ok(lags.every(({ topic, eventCount }) => topic === 'post' && eventCount >= 0n));
});

t.test('a dead letter is inspected, retried and discarded', async (t) => {
  const { ops, operator, signUp, graph, posts, timelines, faults } = await operated(t);
  const [ada, bob] = [await signUp('ada'), await signUp('bob')];
  await graph.followUser({ userId: ada.id }, bob);
  await timelines.listHomeTimeline({}, bob);
  faults.pushFails = true;
  const { post } = await posts.createPost({ text: 'a post that can not be pushed' }, ada);
  const letters = async () => (await ops.listDeadLetters({ topic: 'post' }, operator)).deadLetters;
  await until('it is given up on', async () => (await letters()).length === 1);
  const [letter] = await letters();
  t.match(letter, { group: 'timeline-fan-out', key: ada.id, attemptCount: 6, error: /the rings are broken/ });
  t.match(JSON.parse(letter!.valueJson), { actorId: ada.id });
  const { entries } = await timelines.listHomeTimeline({}, bob);
  t.equal(entries[0]?.post?.id, post!.id, 'and is merged at read meanwhile');

  const deadLetterId = letter!.id;
  const again = await ops.retryDeadLetter({ deadLetterId, requestId: 'one' }, operator);
  t.match(again, { taken: false, deadLetter: { id: deadLetterId } });
  t.equal((await letters()).length, 1, 'given up on again, it stays');
  faults.pushFails = false;
  t.equal(
    (await ops.retryDeadLetter({ deadLetterId, requestId: 'one' }, operator)).taken,
    false,
    'done once',
  );
  t.equal((await ops.retryDeadLetter({ deadLetterId, requestId: 'two' }, operator)).taken, true);
  t.strictSame(await letters(), []);
  const gone = await ops.retryDeadLetter({ deadLetterId }, operator).catch(reasonOf);
  t.equal(gone, 'NOT_FOUND');

  faults.pushFails = true;
  await posts.createPost({ text: 'another one' }, ada);
  await until('it is given up on', async () => (await letters()).length === 1);
  const discard = { deadLetterId: (await letters())[0]!.id, requestId: 'away' };
  await ops.discardDeadLetter(discard, operator);
  await ops.discardDeadLetter(discard, operator);
  t.strictSame(await letters(), []);
});

t.test(
  'all dead letters are retried as an operation with progress, which can be stopped and resumed',
  async (t) => {
    const { ops, operator, signUp, graph, posts, timelines, faults } = await operated(t);
    const [ada, bob] = [await signUp('ada'), await signUp('bob')];
    await graph.followUser({ userId: ada.id }, bob);
    await timelines.listHomeTimeline({}, bob);
    faults.pushFails = true;
    const count = 3;
    for (let n = 0; n < count; n++) await posts.createPost({ text: `post ${n}` }, ada);
    const letters = async () => (await ops.listDeadLetters({ topic: 'post' }, operator)).deadLetters;
    await until('they are given up on', async () => (await letters()).length === count, 30_000);

    const request = { topic: 'post', requestId: 'all' };
    const { operation } = await ops.retryDeadLetters(request, operator);
    const operationId = operation!.id;
    t.match(operation, {
      kind: OperationKind.RETRY_DEAD_LETTERS,
      state: OperationState.RUNNING,
      doneCount: 0n,
    });
    t.equal(
      (await ops.retryDeadLetters({ topic: 'post' }, operator)).operation!.id,
      operationId,
      'it runs already',
    );
    const now = async () => (await ops.getOperation({ operationId }, operator)).operation!;
    await until('the first to be done', async () => (await now()).doneCount > 0n, 30_000);
    await ops.stopOperation({ operationId }, operator);
    t.match(await now(), {
      state: OperationState.STOPPED,
      totalCount: BigInt(count),
      retries: { takenCount: 0n },
    });
    t.equal((await letters()).length, count, 'given up on again they stay');
    faults.pushFails = false;
    await ops.resumeOperation({ operationId }, operator);
    await until('the end', async () => (await now()).state === OperationState.SUCCEEDED, 30_000);
    const { doneCount, retries } = await now();
    t.equal(doneCount, BigInt(count), 'none is tried twice');
    t.equal(retries!.takenCount + retries!.returnedCount, BigInt(count));
    t.equal((await letters()).length, Number(retries!.returnedCount));

    await ops.retryDeadLetters({ topic: 'post', requestId: 'rest' }, operator);
    await until('all to be taken', async () => (await letters()).length === 0, 30_000);
    const { operations } = await ops.listOperations({ pageSize: 1 }, operator);
    t.equal(operations.length, 1);
    t.not(operations[0]!.id, operationId, 'the one started last first');
    const running = await ops.listOperations({ state: OperationState.STOPPED }, operator);
    t.strictSame(running.operations, []);
    t.equal(
      (await ops.retryDeadLetters(request, operator)).operation!.id,
      operationId,
      'the same id is done once',
    );
    const reused = ops.retryDeadLetters({ ...request, topic: 'user' }, operator).catch(reasonOf);
    t.equal(await reused, 'REQUEST_ID_REUSED');
  },
);

t.test('a ring that lost entries is right again after a rebuild', async (t) => {
  const { ops, operator, signUp, graph, posts, timelines, faults } = await operated(t);
  const [ada, bob] = [await signUp('ada'), await signUp('bob')];
  await graph.followUser({ userId: ada.id }, bob);
  await posts.createPost({ text: 'the first' }, ada);
  await ops.rebuildRing({ userId: bob.id }, operator);
  faults.pushLoses = true;
  await posts.createPost({ text: 'the lost one' }, ada);
  const lag = async () => (await ops.listConsumerLags({ topic: 'post' }, operator)).lags;
  await until('a push is lost', () => faults.lostPushes > 0);
  await until('it is fanned out', async () => (await lag()).every(({ eventCount }) => eventCount === 0n));
  faults.pushLoses = false;
  const home = async () => (await timelines.listHomeTimeline({}, bob)).entries.map(({ post }) => post!.text);
  t.strictSame(await home(), ['the first'], 'the fault is real');
  t.equal((await ops.rebuildRing({ userId: bob.id }, operator)).entryCount, 2);
  t.strictSame(await home(), ['the lost one', 'the first']);
});

t.test('counts that do not agree with their rows are listed, and corrected if asked to', async (t) => {
  const { ops, operator, signUp, graph, posts, dataDir } = await operated(t);
  const [ada, bob] = [await signUp('ada'), await signUp('bob')];
  await graph.followUser({ userId: ada.id }, bob);
  const { post } = await posts.createPost({ text: 'tea' }, ada);
  await posts.likePost({ postId: post!.id }, bob);
  /** Writes to a service's file beside the service, which is in this process: between its transactions. */
  const spoil = async (file: string, sql: string) => {
    const db = new DatabaseSync(`${dataDir}/${file}`, { timeout: 0 });
    await until(`${file} is free`, () => {
      try {
        db.exec(sql);
        return true;
      } catch (error) {
        if ((error as { errcode?: number }).errcode !== busy) throw error;
        return false;
      }
    });
    db.close();
  };
  await spoil('post.db', 'UPDATE post SET like_count = 5');
  await spoil('graph.db', `UPDATE person SET follower_count = 3 WHERE user_id = '${ada.id}'`);
  // A service sees what another has written to its file when it has written itself.
  await graph.muteUser({ userId: bob.id }, ada);
  const verified = async (request: { subject?: CountSubject; repair?: boolean }) => {
    const { operation } = await ops.verifyCounts(request, operator);
    t.match(operation, { kind: OperationKind.VERIFY_COUNTS, counts: request });
    const now = async () => (await ops.getOperation({ operationId: operation!.id }, operator)).operation!;
    await until('the end', async () => (await now()).state === OperationState.SUCCEEDED);
    const { counts, doneCount, totalCount } = await now();
    t.equal(doneCount, totalCount);
    return counts!;
  };
  const likes = { subjectId: post!.id, name: 'like_count', storedValue: 5n, countedValue: 1n };
  const followers = { subjectId: ada.id, name: 'follower_count', storedValue: 3n, countedValue: 1n };
  const all = await verified({});
  t.match(all, { mismatchCount: 2n, repairedCount: 0n, mismatches: [likes, followers] });
  const people = await verified({ subject: CountSubject.USERS, repair: true });
  t.match(people, { mismatchCount: 1n, repairedCount: 1n, mismatches: [followers] });
  t.match(await verified({ repair: true }), { mismatchCount: 1n, repairedCount: 1n, mismatches: [likes] });
  t.match(await verified({}), { mismatchCount: 0n, mismatches: [] });
  t.match(await posts.getPost({ postId: post!.id }, ada), { post: { counts: { likeCount: 1n } } });
  t.match(await graph.getCounts({ userId: ada.id }, ada), { counts: { followerCount: 1n } });
});

t.test('the log level is raised for a while, and then reset', async (t) => {
  const { ops, operator, lines } = await operated(t);
  const calls = () => lines.filter((line) => line.includes('"msg":"call"')).length;
  const ask = () => ops.listDeadLetters({}, operator);
  await ask();
  t.equal(calls(), 0, 'successful calls are not logged at the level warn');
  const { instances } = await ops.setLogLevel(
    { level: LogLevel.DEBUG, service: 'post', duration: { nanos: 400_000_000 } },
    operator,
  );
  t.equal(instances.length, 1);
  await ask();
  t.ok(calls() > 0);
  await until('the while is over', async () => {
    const before = calls();
    await ask();
    return calls() === before;
  });
});
