import { PostService } from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { type BadRequest, badInto, type Cast, claimStays, type Expected } from '../../hosting/examples.ts';

/** Four people joined by zero-width joiners: one visible character of 25 bytes. */
const family = '👨‍👩‍👧‍👦';

/** PostService: texts, and which posts a user may change. */
export function postBad(cast: Cast): BadRequest[] {
  const rows: BadRequest[] = [];
  const ada = badInto(rows, cast.as(cast.ada));
  const rpcs = PostService.method;
  const { createPost, deletePost, batchGetPosts } = rpcs;
  const { posts } = cast;

  const text = (wrong: string, value: string, expected: Expected) =>
    ada(createPost, wrong, { text: value }, { field: 'text', ...expected });
  const tooLong = (length: number, unit: string, limit = unit === 'bytes' ? 4000 : 280): Expected => ({
    reason: 'TEXT_TOO_LONG',
    metadata: { length: String(length), limit: String(limit), unit },
  });
  for (const [name, empty] of [
    ['no text', ''],
    ['blanks', ' \u00a0\u2003'],
    ['line feeds', '\n\r\n\r'],
    ['zero-width spaces and joiners', '\u200b\u200d\u2060'],
    ['a byte order mark', '\ufeff'],
    ['ideographic spaces', '\u3000\u3000'],
    ['a braille blank', '\u2800'],
    ['a Hangul filler', '\u3164'],
    ['an object replacement', '\ufffc'],
    ['a null note head', '\u{1d159}'],
    ['controls of direction', '\u2067\u202e\u2069'],
  ] as const) {
    text(name, empty, { reason: 'TEXT_EMPTY' });
  }
  for (const control of ['\0', '\u0001', '\t', '\u000b', '\u000c', '\u001b', '\u007f', '\u0085', '\u009f']) {
    const code = `U+${control.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    text(`the control character ${code}`, `a${control}b`, { reason: 'TEXT_CONTROL_CHARACTER' });
  }
  text('9 marks on a letter', `😀a${'\u0335'.repeat(9)}`, {
    reason: 'TEXT_CHARACTER_INVALID',
    metadata: { position: '10' },
  });
  text('281 letters', 'x'.repeat(281), tooLong(281, 'graphemes'));
  text('281 letters with two bytes each', 'é'.repeat(281), tooLong(281, 'graphemes'));
  text('281 letters in two code points each', 'e\u0301'.repeat(281), tooLong(281, 'graphemes'));
  text('281 flags', '🇩🇪'.repeat(281), tooLong(281, 'graphemes'));
  text('160 families of 25 bytes, and a letter', `${family.repeat(160)}x`, tooLong(4001, 'bytes'));
  text('281 families', family.repeat(281), tooLong(281 * 25, 'bytes'));
  // The first accent composes with its letter: á and 2,000 accents of two bytes.
  text('4,002 bytes of one character', `a${'\u0301'.repeat(2001)}`, tooLong(4002, 'bytes'));
  text('60,000 letters', 'x'.repeat(60_000), tooLong(60_000, 'bytes'));
  text(
    'a link and 258 letters',
    `${'x'.repeat(257)} https://example.org/a`,
    tooLong(257 + 1 + 23, 'graphemes'),
  );
  text('13 short links', 'https://a.de '.repeat(13).trim(), tooLong(13 * 23 + 12, 'graphemes'));

  const elsewhere = [
    ['of nobody', '1000000000000000000', 'POST_NOT_FOUND'],
    ['with an invalid id', 'nope', 'POST_NOT_FOUND'],
    ['from the future', '9223372036854775807', 'POST_NOT_FOUND'],
    ['above any id', '99999999999999999999', 'POST_NOT_FOUND'],
    ['deleted', posts.deleted, 'POST_NOT_FOUND'],
    ['of a deactivated account', posts.dora, 'POST_NOT_FOUND'],
    ['of an author who has blocked the caller', posts.cleo, 'BLOCKED'],
  ] as const;
  for (const [name, id, reason] of elsewhere) {
    ada(
      createPost,
      `a reply to a post ${name}`,
      { text: 'a', replyToPostId: id },
      { reason, field: 'reply_to_post_id' },
    );
    ada(
      createPost,
      `a quote of a post ${name}`,
      { text: 'a', quotedPostId: id },
      { reason, field: 'quoted_post_id' },
    );
  }
  const cleo = cast.as(cast.cleo);
  const blocked = (name: string): Expected => ({ reason: 'BLOCKED', field: name });
  ada(
    createPost,
    'a reply to an author whom the caller has blocked',
    { text: 'a', replyToPostId: posts.ada },
    blocked('reply_to_post_id'),
    cleo,
  );
  ada(
    createPost,
    'a quote of an author whom the caller has blocked',
    { text: 'a', quotedPostId: posts.ada },
    blocked('quoted_post_id'),
    cleo,
  );
  ada(
    createPost,
    'unknown media',
    { text: 'a', mediaIds: ['nope'] },
    { reason: 'MEDIA_NOT_FOUND', field: 'media_ids[0]' },
  );
  ada(
    createPost,
    'a bad reply and a good quote',
    { text: 'a', replyToPostId: 'nope', quotedPostId: posts.bob },
    { reason: 'POST_NOT_FOUND', field: 'reply_to_post_id' },
  );

  for (const method of [rpcs.likePost, rpcs.repostPost]) {
    ada(method, 'a post of an author who has blocked the caller', { postId: posts.cleo }, blocked('post_id'));
    ada(
      method,
      'a post of an author whom the caller has blocked',
      { postId: posts.ada },
      blocked('post_id'),
      cleo,
    );
  }
  // Removing a missing like or repost changes nothing.
  ada(rpcs.unlikePost, 'a post that the caller does not like', { postId: posts.bob }, { reason: 'OK' });
  ada(rpcs.unrepostPost, 'a post that the caller has not reposted', { postId: posts.bob }, { reason: 'OK' });
  ada(rpcs.likePost, 'again', { postId: posts.ada }, { reason: 'OK' }, cast.as(cast.bob));
  ada(rpcs.repostPost, 'again', { postId: posts.ada }, { reason: 'OK' }, cast.as(cast.bob));

  const notOwner: Expected = { reason: 'NOT_OWNER', field: 'post_id' };
  ada(deletePost, "another's post", { postId: posts.bob }, notOwner);
  ada(deletePost, "another's post, as its reader", { postId: posts.ada }, notOwner, cast.as(cast.bob));
  const hidden: Expected = { reason: 'POST_NOT_FOUND', field: 'post_id' };
  ada(deletePost, 'a post of an author who has blocked the caller', { postId: posts.cleo }, hidden);
  ada(
    deletePost,
    'a post that is deleted',
    { postId: posts.deleted },
    { reason: 'POST_NOT_FOUND', field: 'post_id' },
    cast.as(cast.moderator),
  );

  for (const method of [
    rpcs.getPost,
    rpcs.getThread,
    rpcs.listReplies,
    rpcs.listLikers,
    rpcs.listReposters,
    rpcs.listQuotes,
  ]) {
    ada(
      method,
      'a post of an author who has blocked the caller',
      { postId: posts.cleo },
      { reason: 'POST_NOT_FOUND', field: 'post_id' },
    );
  }
  const postIds = [posts.bob, posts.bob, 'nope', posts.cleo, posts.deleted, posts.dora, 'nope'];
  ada(
    batchGetPosts,
    'duplicate, unknown, deleted and hidden ids',
    { postIds },
    {
      reason: 'OK',
      check: (answer: { posts: { id: string }[]; missingIds: string[] }) =>
        answer.posts.map(({ id }) => id).join() === posts.bob &&
        answer.missingIds.join() === ['nope', posts.cleo, posts.deleted, posts.dora].join(),
    },
  );
  const requestId = 'refused';
  const refused = 'refused, with a request_id';
  ada(
    createPost,
    refused,
    { text: 'a', replyToPostId: 'nope', requestId },
    { reason: 'POST_NOT_FOUND', field: 'reply_to_post_id', ...claimStays('post') },
  );
  ada(deletePost, refused, { postId: posts.bob, requestId }, { ...notOwner, ...claimStays('post') });
  ada(
    rpcs.likePost,
    refused,
    { postId: 'nope', requestId },
    { reason: 'POST_NOT_FOUND', field: 'post_id', ...claimStays('post') },
  );
  // A request that is refused before its claim leaves no trace.
  ada(
    createPost,
    'no text, with a request_id',
    { text: '', requestId: 'empty' },
    { reason: 'TEXT_EMPTY', field: 'text' },
  );
  return rows;
}
