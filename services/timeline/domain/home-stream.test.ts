import fc from 'fast-check';
import t, { type Test } from 'tap';
import {
  packResumePoint,
  type ResumePoint,
  unpackResumePoint,
} from '../../../platform/streams/resume-point.ts';
import { domainErrorLike } from '../../../platform/testing/domain-error-like.ts';
import { type SmallNetwork, smallNetwork, viewerId } from '../testing/small-network.ts';
import type { HomeStream } from './home-stream.ts';
import { ringedTimelines } from './ringed-timelines.ts';
import { queriedTimelines } from './timelines.ts';

const authors = ['2000000000000000000', '3000000000000000000', '4000000000000000000'];
const everybody = [viewerId, ...authors];

const step = fc.record({
  kind: fc.constantFrom(
    'post',
    'post',
    'mint',
    'store',
    'deliver',
    'deliver',
    'repeat',
    'next',
    'heartbeat',
    'heartbeat',
    'reconnect',
    'drop',
    'rebuild',
    'delete',
  ),
  who: fc.constantFrom(...everybody),
  push: fc.boolean(),
  n: fc.nat({ max: 1000 }),
});

/** A client: the entries it received, and each message's token with the number of entries received by then. */
class Client {
  readonly #net: SmallNetwork;
  got: string[] = [];
  skipped = 0;
  readonly tokens: { bytes: Uint8Array; got: number }[] = [];
  #stream: HomeStream;

  constructor(net: SmallNetwork) {
    this.#net = net;
    this.#stream = net.stream();
  }

  /** As platform/streams does at a heartbeat without a hint. Returns whether there was something. */
  async heartbeat(): Promise<boolean> {
    const before = this.#net.watermark();
    const point = await this.#stream.unchanged!();
    if (point === undefined) return this.next();
    if (point.floor > before) throw new Error('the floor is above the watermark');
    this.tokens.push({ bytes: packResumePoint(point), got: this.got.length });
    this.skipped += 1;
    return false;
  }

  async next(): Promise<boolean> {
    const before = this.#net.watermark();
    const { entries, point, more } = await this.#stream.next();
    const floors = this.tokens.map(({ bytes }) => unpackResumePoint(bytes).floor);
    const highest = floors.sort().at(-1) ?? '';
    if (point.floor > before && point.floor > highest) throw new Error('the floor is above the watermark');
    this.got.push(...entries.map(({ entry }) => entry.entryId));
    this.tokens.push({ bytes: packResumePoint(point), got: this.got.length });
    return more || entries.length > 0;
  }

  /** Resumes from any earlier message. The client keeps the entries received by then and drops later ones. */
  resume(n: number): void {
    const at = n % Math.max(1, this.tokens.length);
    const token = this.tokens[at];
    if (token === undefined) return;
    this.got = this.got.slice(0, token.got);
    this.tokens.splice(at + 1);
    this.#stream = this.#net.stream(unpackResumePoint(token.bytes));
  }
}

t.test(
  'in whatever order entries arrive, a stream sends each once, across reconnects from any earlier token',
  async (t) => {
    let sent = 0;
    let resumed = 0;
    let skipped = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 80, size: 'max' }), async (steps) => {
        const net = smallNetwork();
        net.follow(...authors);
        for (const author of everybody) net.post(author);
        await net.deliverAll();
        const old = new Set(net.timeline());
        const client = new Client(net);
        await client.next();
        const waiting: { store(): void }[] = [];
        for (const { kind, who, push, n } of steps) {
          if (kind === 'post') net.post(who, push);
          else if (kind === 'mint') waiting.push(net.mint(who, push));
          else if (kind === 'store') waiting.splice(n % Math.max(1, waiting.length), 1)[0]?.store();
          else if (kind === 'deliver') await net.deliver(n);
          else if (kind === 'repeat') await net.deliver(n, true);
          else if (kind === 'next') await client.next();
          else if (kind === 'heartbeat') await client.heartbeat();
          else if (kind === 'drop') await net.rings.drop(viewerId);
          else if (kind === 'rebuild') net.follow(...net.following());
          else if (kind === 'delete') net.deleted.add(net.timeline()[n % 4] ?? '');
          else {
            client.resume(n);
            resumed += 1;
          }
        }
        for (const { store } of waiting) store();
        await net.deliverAll();
        while (await client.heartbeat());
        skipped += client.skipped;
        const expected = net.timeline().filter((id) => !old.has(id));
        sent += client.got.length;
        const once = new Set(client.got);
        return (
          once.size === client.got.length &&
          client.got.every((id) => !old.has(id)) &&
          expected.every((id) => once.has(id))
        );
      }),
      { numRuns: 200 },
    );
    t.comment(`streams: ${sent} entries sent, ${resumed} reconnects, ${skipped} heartbeats without a look`);
    t.ok(sent > 800 && resumed > 200 && skipped > 200);
  },
);

function pagesOf(net: SmallNetwork, t: Test) {
  return ringedTimelines({
    ...net,
    watermark: { now: async () => net.watermark() },
    reference: queriedTimelines(net.sources, net.rules),
    maxBuilding: 1,
    onError: (error) => t.fail(String(error)),
  });
}

async function drain(stream: HomeStream): Promise<{ got: string[]; point: ResumePoint }> {
  const got: string[] = [];
  for (;;) {
    const { entries, point, more } = await stream.next();
    got.push(...entries.map(({ entry }) => entry.entryId));
    if (!more) return { got, point };
  }
}

t.test(
  'a stream without a token starts now; after a long absence a stream sends entries in order of id, batch by batch',
  async (t) => {
    const net = smallNetwork();
    net.follow(...authors);
    net.post(authors[0]!);
    await net.deliverAll();
    const stream = net.stream();
    const { entries, point, more } = await stream.next();
    t.strictSame({ entries, more }, { entries: [], more: false });
    const posted = Array.from({ length: 100 }, (_, n) => net.post(authors[n % 3]!, n % 2 === 0));
    await net.deliverAll();
    const late = net.stream(point, 20);
    const first = await late.next();
    t.equal(first.entries.length, 20);
    t.equal(first.more, true);
    t.equal(first.point.floor, posted[20], 'the floor rises with the sent entries');
    t.equal(first.point.sent.size, 0);
    const { got, point: end } = await drain(late);
    t.strictSame(got, posted.slice(20));
    t.strictSame(end, { floor: net.watermark(), sent: new Set([posted[99]]) });
  },
);

t.test(
  'the floor stays at the oldest entry that is not fanned out, and entries above it are sent once',
  async (t) => {
    const net = smallNetwork();
    net.follow(...authors);
    const { point } = await net.stream().next();
    const slow = net.mint(authors[0]!, true);
    const fast = net.post(authors[1]!);
    await net.deliver(0);
    const stream = net.stream(point);
    const first = await stream.next();
    t.strictSame(
      first.entries.map(({ entry }) => entry.entryId),
      [fast],
    );
    t.strictSame(first.point, { floor: slow.id, sent: new Set([fast]) });
    t.strictSame((await drain(net.stream(first.point))).got, []);
    slow.store();
    t.strictSame((await drain(stream)).got, [], 'announced, not yet pushed');
    await net.deliverAll();
    t.strictSame((await drain(stream)).got, [slow.id]);
  },
);

t.test('the reader’s own posts and entries merged at read arrive without a push', async (t) => {
  const net = smallNetwork();
  net.follow(...authors);
  const stream = net.stream();
  await stream.next();
  const own = net.post(viewerId);
  t.strictSame((await drain(stream)).got, [own]);
  const famous = net.post(authors[2]!, false);
  await net.deliverAll();
  t.strictSame((await drain(stream)).got, [famous]);
});

t.test('a token that is over 800 entries behind, or below the ring’s bound, is too old', async (t) => {
  const net = smallNetwork();
  net.follow(...authors);
  const { point } = await net.stream().next();
  for (let n = 0; n < 800; n++) net.post(authors[n % 3]!);
  await net.deliverAll();
  t.equal((await drain(net.stream(point, 100))).got.length, 800);
  net.post(authors[0]!);
  await net.deliverAll();
  const refused = domainErrorLike('RESUME_TOKEN_TOO_OLD', { field: 'resume_token' });
  await t.rejects(net.stream(point).next(), refused);
  await t.rejects(net.stream({ floor: '0'.repeat(19), sent: new Set() }).next(), refused);
});

t.test(
  'while something holds the watermark far down, streams still start and continue for a while',
  async (t) => {
    const net = smallNetwork();
    net.follow(...authors);
    net.mint(authors[0]!, true);
    for (let n = 0; n < 900; n++) net.post(authors[1]!);
    await net.deliverAll();
    const stream = net.stream();
    t.strictSame((await stream.next()).entries, [], 'without a token: from now on');
    await net.keeper.build(viewerId);
    const page = await pagesOf(net, t).home(viewerId, 20);
    const sent = new Set(page.entries.map(({ entry }) => entry.entryId));
    const listed = net.stream({ floor: page.streamFromId!, sent }, 100);
    await drain(listed);
    const posted = Array.from({ length: 300 }, () => net.post(authors[2]!));
    await net.deliverAll();
    t.strictSame((await drain(stream)).got, posted);
    t.strictSame((await drain(listed)).got, posted);
  },
);

t.test('where most new entries are removed, a message needs few rounds of visibility checks', async (t) => {
  const net = smallNetwork();
  let rounds = 0;
  const { gather } = net.sources.hydration;
  Object.assign(net.sources.hydration, {
    gather: (...asked: Parameters<typeof gather>) => {
      rounds += 1;
      return gather(...asked);
    },
  });
  net.follow(authors[0]!);
  const { point } = await net.stream().next();
  const posted = Array.from({ length: 780 }, () => net.post(authors[0]!));
  await net.deliverAll();
  const stand = posted.filter((_, n) => n < 17 || n % 40 === 0);
  for (const id of posted) if (!stand.includes(id)) net.deleted.add(id);
  const stream = net.stream(point, 20);
  const { entries, more } = await stream.next();
  t.strictSame(
    entries.map(({ entry }) => entry.entryId),
    stand.slice(0, 20),
  );
  t.equal(more, true);
  t.ok(rounds <= 10, `${rounds} rounds`);
  t.strictSame((await drain(stream)).got, stand.slice(20));
});

t.test('a new follow while the ring is full does not end a stream', async (t) => {
  const net = smallNetwork();
  net.follow(...authors.slice(0, 2));
  for (let n = 0; n < 900; n++) net.post(authors[n % 2]!);
  for (let n = 0; n < 900; n++) net.post(authors[2]!);
  await net.deliverAll();
  const stream = net.stream();
  await stream.next();
  const slow = net.mint(authors[0]!, true);
  const before = net.post(authors[1]!);
  await net.deliverAll();
  t.strictSame((await drain(stream)).got, [before]);
  net.follow(...authors);
  const after = net.post(authors[2]!);
  await net.deliverAll();
  t.strictSame((await drain(stream)).got, [after]);
  slow.store();
  await net.deliverAll();
  t.strictSame((await drain(stream)).got, [slow.id]);
});
