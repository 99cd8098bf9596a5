import { create, toJson } from '@bufbuild/protobuf';
import t from 'tap';
import { PostSchema } from '../../gen/ts/skein/post/v1/post_pb.ts';
import { entityCases, textCases } from '../../services/post/text/testing/cases.ts';
import { output } from './output.ts';
import { personLine, postText } from './render.ts';
import { terminalSafe } from './terminal-safe.ts';

const isolates = /[\u2068\u2069]/g;
const acting = /\p{Bidi_Control}|(?!\n)\p{Cc}|[\u2028\u2029]/u;
const texts = [...entityCases, ...textCases].map(({ text }) => text);

t.test('controls are spelled out, and right-to-left lines are isolated', async (t) => {
  t.equal(terminalSafe('plain 日本語 👩‍👩‍👧'), 'plain 日本語 👩‍👩‍👧');
  t.equal(terminalSafe('a\u202eb\u2069\u001b[2J\u009b'), 'a<U+202E>b<U+2069><U+001B>[2J<U+009B>');
  t.equal(terminalSafe('שלום\nab\nسلام\u200f'), '\u2068שלום\u2069\nab\n\u2068سلام<U+200F>\u2069');
});

t.test('user text cannot control the terminal, in a post or a name', async (t) => {
  for (const text of texts) {
    const name = JSON.stringify(text);
    const post = create(PostSchema, { id: '1', text, author: { handle: 'ada', displayName: text } });
    const lines = postText(post).split('\n');
    t.notMatch(lines.join('\n').replace(isolates, ''), acting, name);
    for (const line of lines) {
      const [opened, closed] = [line.split('\u2068').length, line.split('\u2069').length];
      t.equal(opened, closed, `${name}: what is isolated ends within its line`);
    }
    t.equal(personLine(post.author!).includes('\n'), false, 'a name is one line');
  }
});

t.test('JSON keeps its values, and cannot control the terminal', async (t) => {
  for (const text of texts.filter((each) => each.isWellFormed())) {
    let line = '';
    const out = output({ json: true, out: (written) => (line += written), err: () => {} });
    const post = create(PostSchema, { text });
    out.message(PostSchema, post, '');
    t.notMatch(line, acting, JSON.stringify(text));
    t.same(JSON.parse(line), toJson(PostSchema, post));
  }
});

t.test("a server's error message cannot control the terminal either", async (t) => {
  let stderr = '';
  const out = output({ json: false, out: () => {}, err: (text) => (stderr += text) });
  out.note('refused: \u001b]0;title\u0007 \u202e');
  t.equal(stderr, 'refused: <U+001B>]0;title<U+0007> <U+202E>\n');
});
