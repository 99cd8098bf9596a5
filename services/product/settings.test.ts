import { create, toBinary } from '@bufbuild/protobuf';
import t from 'tap';
import { BatchGetAuthorHeadsRequestSchema } from '../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { ListHomeTimelineResponseSchema } from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { loadConfig } from '../../platform/config.ts';
import { maxItems } from '../../platform/rpc/item-limit.ts';
import { maxMessageBytes } from '../../platform/rpc/limits.ts';
import { maxTextBytes } from './message-bounds.ts';
import { productSettings } from './settings.ts';

t.test('the defaults are the figures of the requirements', async (t) => {
  const { product } = loadConfig({ product: productSettings }, {});
  t.match(product, { textLimit: 280, textMaxBytes: 4000, famousFollowers: 10_000, maxFollowing: 5000 });
  t.match(product, { accessTokenTtlMs: 900_000, heartbeatMs: 15_000, clockSkewMs: 500 });
  t.match(product, {
    idempotencyTtlMs: 86_400_000,
    foldWindowMs: 43_200_000,
    restoreWindowMs: 2_592_000_000,
  });
});

t.test('contradicting settings are refused', async (t) => {
  const load = (env: Record<string, string>) => () => loadConfig({ product: productSettings }, env);
  t.throws(load({ SKEIN_ACCESS_TOKEN_TTL: '10s' }), /streams end before their first heartbeat/);
  t.throws(load({ SKEIN_ACCESS_TOKEN_TTL: '10s', SKEIN_CLOCK_SKEW: '6s' }), /twice SKEIN_CLOCK_SKEW/);
  t.throws(load({ SKEIN_TEXT_MAX_BYTES: '100' }), /a character takes a byte/);
});

t.test('no setting allows more than a message can contain', async (t) => {
  const load = (env: Record<string, string>) => () => loadConfig({ product: productSettings }, env);
  const most = maxItems(BatchGetAuthorHeadsRequestSchema, 'authorIds') - 1;
  t.doesNotThrow(load({ SKEIN_MAX_FOLLOWING: String(most) }));
  t.throws(
    load({ SKEIN_MAX_FOLLOWING: String(most + 1) }),
    /SKEIN_MAX_FOLLOWING must be at most 5000 accounts/,
  );
  const texts = (bytes: number) =>
    load({ SKEIN_TEXT_LIMIT: String(bytes), SKEIN_TEXT_MAX_BYTES: String(bytes) });
  t.doesNotThrow(texts(maxTextBytes));
  t.throws(texts(maxTextBytes + 1), /SKEIN_TEXT_LIMIT .*SKEIN_TEXT_MAX_BYTES /s);
  t.ok(maxTextBytes > 4_000, 'the default is far below it');
});

t.test('a full page of quotes with the longest texts, names and links fits one response', async (t) => {
  const text = 'x'.repeat(maxTextBytes);
  const id = '1'.repeat(19);
  const author = { id, handle: 'h'.repeat(30), displayName: 'n'.repeat(1_600), bio: 'b'.repeat(5_120) };
  const counts = { replyCount: 1n, repostCount: 1n, likeCount: 1n, quoteCount: 1n };
  const post = { id, authorId: id, text, links: [{ start: 0, end: 9_999, url: text }], author, counts };
  const quoted = { content: { case: 'post' as const, value: post } };
  const entries = Array.from({ length: 100 }, () => ({ entryId: id, post: { ...post, quoted } }));
  const page = create(ListHomeTimelineResponseSchema, { entries, nextPageToken: 't'.repeat(1_024) });
  t.ok(toBinary(ListHomeTimelineResponseSchema, page).length < maxMessageBytes);
});
