import t, { type Test } from 'tap';
import { timeOf } from '../../../platform/ids.ts';
import { until } from '../../../platform/testing/until.ts';
import { type Person, servedTimelines } from '../../../test/harness/served-timelines.ts';
import { liveTail } from '../adapters/live-tail.ts';
import type { TimelineOverrides } from '../compose.ts';
import { deliveredWatermarkByLog } from '../domain/log-delivered-watermark.ts';
import { lowestAnnouncedWatermark } from '../domain/lowest-announced-watermark.ts';

/** The cluster branches of the profile, where processes share the fan-out. Doubles replace Redis and Kafka. */
async function sharing(t: Test, env: Record<string, string> = {}) {
  const faults = { losing: false, failing: false, lost: 0 };
  const seen = { registeredMs: 0, built: 0, mergedAtRead: [] as string[], watched: 0 };
  /** Calls the loss watchers, as a Redis failover does. */
  let nodeChanged = () => {};
  const timeline: TimelineOverrides = {
    rings: (real) => ({
      ...real,
      async push(entry, readerIds) {
        if (faults.failing) throw new Error('the rings are broken');
        if (!faults.losing) return real.push(entry, readerIds);
        faults.lost += readerIds.length;
        return [...readerIds];
      },
      async complete(...ring) {
        const done = await real.complete(...ring);
        seen.built += 1;
        return done;
      },
    }),
    pulls: (real) => ({
      ...real,
      note(authorId, entryId) {
        seen.mergedAtRead.push(entryId);
        real.note(authorId, entryId);
      },
    }),
    fanOut: (host) => ({
      watermark: {
        reuseMs: 20,
        deliveredWatermarkMs: ({ announcedWatermarkMs, lag, ownOffsets }) =>
          deliveredWatermarkByLog({
            clock: host.clock,
            announcedWatermarkMs: lowestAnnouncedWatermark(
              () => [{ process: 'post', untilMs: announcedWatermarkMs }],
              host.clock,
            ),
            lag: async () => (await lag()) ?? [],
            own: ownOffsets,
            register: {
              load: async () => undefined,
              raise: async (deliveredWatermarkMs) => {
                seen.registeredMs = deliveredWatermarkMs;
              },
            },
            onError: (error) => t.fail(String(error)),
          }),
      },
      liveTail: liveTail(host),
      replay: {
        retained: { lifeMs: 60_000, max: 100 },
        onLoss(replay) {
          nodeChanged = replay;
          seen.watched += 1;
          return () => {
            seen.watched -= 1;
          };
        },
      },
    }),
  };
  const served = await servedTimelines(t, env, timeline);
  const [ada, bob] = (await served.people('ada', 'bob')) as [Person, Person];
  await ada.follow(bob);
  const ringOfAda = async () => {
    const before = seen.built;
    await ada.home();
    await until('a ring to be built', () => seen.built > before);
  };
  return { served, faults, seen, ada, bob, ringOfAda, nodeChanged: () => nodeChanged() };
}

t.test('a stream sends what is posted and what is removed, and the watermark follows the log', async (t) => {
  const { ada, bob, seen } = await sharing(t);
  const feed = ada.stream();
  await until('the stream to be open', () => feed.heartbeats() > 0);
  const [kept, deleted] = [await bob.post('kept'), await bob.post('deleted')];
  await until('both to come', () => feed.entryIds.includes(kept) && feed.entryIds.includes(deleted));
  await bob.posts.deletePost({ postId: deleted });
  await until('the removal to come', () => feed.removedIds.includes(deleted));
  t.strictSame(feed.removedIds, [deleted], 'the removal is sent once, from the tail only');
  t.strictSame((await ada.home()).ids, [kept]);
  await until('the watermark to pass both', async () => {
    await ada.home();
    return seen.registeredMs > timeOf(deleted);
  });
  await feed.cut();
});

t.test('a push that an engine acknowledged and then lost is repeated', async (t) => {
  const { served, ada, bob, faults, seen, ringOfAda, nodeChanged } = await sharing(t);
  const before = await bob.post('before');
  await ringOfAda();
  faults.losing = true;
  const lost = await bob.post('lost');
  await until('the push to be lost', () => faults.lost > 0);
  await until('the watermark to pass it', async () => {
    await ada.home();
    return seen.registeredMs > timeOf(lost) + 1_000;
  });
  t.strictSame((await ada.home()).ids, [before], 'the entry is missing');
  faults.losing = false;
  nodeChanged();
  await until('it to be pushed again', async () => (await ada.home()).ids.includes(lost));
  t.strictSame((await ada.home()).ids, [lost, before]);
  t.equal(seen.watched, 1);
  await served.close();
  t.equal(seen.watched, 0, 'the watch ends with the process');
});

t.test('an entry that can’t be pushed is merged at read in every process', async (t) => {
  const { ada, bob, faults, seen, ringOfAda } = await sharing(t);
  await ringOfAda();
  faults.failing = true;
  const id = await bob.post('not pushed');
  const notes = () => seen.mergedAtRead.filter((entryId) => entryId === id).length;
  await until('the fan-out consumer and the tail of each process to note it', () => notes() >= 2);
  t.ok((await ada.home()).ids.includes(id));
});
