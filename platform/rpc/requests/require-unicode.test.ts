import fc from 'fast-check';
import t from 'tap';
import { reasonOf } from '../../errors.ts';
import { requireUnicode, requireUnicodeQuery } from './require-unicode.ts';

function reasonFor(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (reason) {
    return reasonOf(reason);
  }
}
const ofJson = (json: string | Uint8Array) => reasonFor(() => requireUnicode(Buffer.from(json as string)));
const ofQuery = (search: string) => reasonFor(() => requireUnicodeQuery(search));

t.test('invalid UTF-8 is refused anywhere: overlong, truncated, surrogates, beyond Unicode', async (t) => {
  for (const bytes of [
    [0xe9],
    [0xc0, 0x80],
    [0xc3],
    [0xe3, 0x81],
    [0xed, 0xa0, 0x80],
    [0xf4, 0x90, 0x80, 0x80],
    [0xff],
    [0x80],
  ]) {
    const broken = Buffer.from(bytes);
    for (const json of [
      ['{"text":"caf', '"}'],
      ['{"', '":""}'],
      ['', '{}'],
      ['{}', ''],
    ]) {
      const whole = Buffer.concat([Buffer.from(json[0]!), broken, Buffer.from(json[1]!)]);
      t.equal(ofJson(whole), 'MESSAGE_MALFORMED', whole.toString('latin1'));
    }
  }
});

t.test('an escaped lone surrogate is refused, in names and values; a pair is accepted', async (t) => {
  for (const json of [
    '{"text":"\\ud800"}',
    '{"text":"\\uDC00\\uD800"}',
    '{"a":["x\\udfffy"]}',
    '{"\\ud83d":1}',
    '"\\ud83d\\u0041"',
  ]) {
    t.equal(ofJson(json), 'MESSAGE_MALFORMED', json);
  }
  for (const json of [
    '{"text":"\\ud83d\\ude00"}',
    '{"text":"\\\\ud800"}',
    '{"text":"\\u00e9"}',
    '{"text":"\ufffd"}',
    '{"text":"\\ufffd"}',
    '{"text":"\\ud8"}',
    '{"text":"\\\\\\ud83d\\ude00"}',
  ]) {
    t.equal(ofJson(json), undefined, json);
  }
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const escaped = text.replace(
        /[^\x20-\x7e]|["\\]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
      return ofJson(`{"text":"${escaped}"}`) === undefined;
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 }), (units) => {
      const text = String.fromCharCode(...units);
      const escaped = units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
      return (ofJson(`["${escaped}"]`) === undefined) === text.isWellFormed();
    }),
  );
});

t.test('a query is checked after percent-decoding', async (t) => {
  for (const search of [
    '?message=%7B%22text%22%3A%22caf%E9%22%7D',
    '?message=%ED%A0%80',
    '?encoding=%ff',
    '?x=%C3',
  ]) {
    t.equal(ofQuery(search), 'MESSAGE_MALFORMED', search);
  }
  for (const search of [
    '',
    '?message=%7B%7D',
    '?message=caf%C3%A9',
    '?message=100%',
    '?message=%zz',
    '?message=%EF%BF%BD',
    '?message=a+b',
  ]) {
    t.equal(ofQuery(search), undefined, search);
  }
});
