import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import t from 'tap';
import { ownedCopy } from './owned-copy.ts';

t.test('a copy equals the original', async () => {
  const leaf = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constant('\ud800 alone'),
    fc.integer(),
    fc.bigInt(),
    fc.boolean(),
    fc.constant(undefined),
    fc.constant(null),
    fc.uint8Array(),
  );
  // Assigning it sets the prototype; no object that is kept has this key.
  const key = fc.string().filter((text) => text !== '__proto__');
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('value')),
      fc.dictionary(key, tie('value'), { noNullPrototype: true }),
      fc.array(fc.tuple(fc.string(), tie('value'))).map((pairs) => new Map(pairs)),
      fc.array(fc.string()).map((texts) => new Set(texts)),
    ),
  }));
  await fc.assert(
    fc.property(value, (given) => {
      const { value: kept, bytes } = ownedCopy(given);
      t.strictSame(kept, given);
      return bytes >= 0;
    }),
    { numRuns: 200 },
  );
});

t.test('copied bytes have their own memory of exact size', async (t) => {
  const pooled = Buffer.from('a short message');
  t.ok(pooled.buffer.byteLength > 1_000, 'as it comes, it is a slice of a pool');
  const { value, bytes } = ownedCopy({ message: pooled, part: new Uint8Array(1_000).subarray(10, 20) });
  t.equal(value.message.buffer.byteLength, pooled.length);
  t.equal(value.part.buffer.byteLength, 10);
  t.ok(Buffer.isBuffer(value.message) && !Buffer.isBuffer(value.part));
  t.ok(bytes > 2 * 300, 'the objects that own the bytes count, too');
  t.equal(ownedCopy(value.part).value, value.part, 'what is alone in its memory is not copied again');
});

t.test('rows of SQLite are plain values', async (t) => {
  const db = new DatabaseSync(':memory:');
  t.teardown(() => db.close());
  t.same(ownedCopy(db.prepare("SELECT 'a' AS id, 1 AS n").get()).value, { id: 'a', n: 1 });
});

t.test('values of unknown size are refused', async (t) => {
  class Secretive {
    readonly #held = new Uint8Array(1_000);
    size = () => this.#held.length;
  }
  for (const value of [new Secretive(), new Date(), Promise.resolve(), () => {}, Symbol('s')]) {
    t.throws(() => ownedCopy({ value }), TypeError);
  }
});
