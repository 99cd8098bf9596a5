import { Code } from '@connectrpc/connect';
import fc from 'fast-check';
import t from 'tap';
import { fail } from '../errors.ts';
import { maxLineLength } from './bounded-line.ts';
import { createLog } from './log.ts';
import { redactText } from './redact.ts';

function logged(write: (log: ReturnType<typeof createLog>) => void): {
  line: string;
  fields: Record<string, unknown>;
} {
  let line = '';
  write(createLog({ level: 'debug', destination: { write: (text) => (line = text) } }));
  return { line, fields: JSON.parse(line) as Record<string, unknown> };
}

const long = 'text "with" things to escape\n'.repeat(100_000);

t.test('a line is never longer than its limit, and stays a line of JSON', async (t) => {
  const error = fail(Code.InvalidArgument, 'FIELD_INVALID', long);
  const writes: Record<string, Parameters<typeof logged>[0]> = {
    'a long field': (log) => log.info({ error: long }, 'call'),
    'a long message': (log) => log.info(long),
    'a field within a field': (log) => log.warn({ request: { path: long } }, 'call'),
    'an error with a long text': (log) => log.error({ err: error }, 'call'),
    'an error of others': (log) => log.error({ err: new Error(long, { cause: new Error(long) }) }, 'call'),
    'many fields': (log) =>
      log.info(Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`f${n}`, n]))),
  };
  for (const [what, write] of Object.entries(writes)) {
    const { line, fields } = logged(write);
    t.ok(line.length <= maxLineLength, `${what}: ${line.length} characters`);
    t.ok(line.endsWith('}\n'), what);
    t.match(fields, { level: String, time: String, msg: String }, what);
  }
});

t.test('truncation is per text: the rest of the line stays', async (t) => {
  const { fields } = logged((log) => log.warn({ error: long, method: 'PostService/CreatePost' }, 'call'));
  t.match(fields, { method: 'PostService/CreatePost', msg: 'call', error: /…$/ });
});

t.test('a token is hidden in a text that was truncated through it', async (t) => {
  const token = `eyJhbGciOiJFUzI1NiJ9.${'p'.repeat(400)}.${'s'.repeat(400)}`;
  const { line } = logged((log) => log.info({ text: token }, 'call'));
  t.notMatch(line, /ppp|sss/);
});

t.test('tokens are hidden anywhere in a text', async (t) => {
  const pattern = /eyJ[\w-]{5,}\.[\w-]+\.[\w-]*|sk[rd]1(?:\.[\w-]+)+/i;
  const piece = fc.constantFrom(
    'eyJ',
    'abcde',
    '.',
    '.',
    'skr1',
    'skd1',
    '"',
    ' ',
    'Bearer ',
    '\\n',
    'x-_',
    '5',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
      // Nothing that the simple pattern would find is left.
      const shown = redactText(pieces.join('')).replaceAll('[hidden]', '#');
      return !pattern.test(shown);
    }),
  );
  t.equal(redactText('a eyJabcde.b.c d'), 'a [hidden] d');
  t.equal(redactText('a skr1.b.7.c, skd1.x'), 'a [hidden], [hidden]');
  t.equal(redactText('"Bearer opaque" eyJabcde'), '"Bearer [hidden]" eyJabcde');
});

t.test(
  'hiding is linear in the number of characters: ten million are done',
  { timeout: 20_000 },
  async (t) => {
    // A search that restarts at each of these scans ten million characters each time.
    for (const unit of ['eyJ', 'eyJ.', 'skr1', 'skr1.1', 'bearer ', 'eyJabcde.', '.', 'eyJaaaaa-']) {
      const text = unit.repeat(Math.ceil(10_000_000 / unit.length));
      t.ok(redactText(text).length > 0, unit);
    }
  },
);
