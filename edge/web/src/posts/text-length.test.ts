import t from 'tap';
import * as rules from '../../../../services/post/text/post-text.ts';
import { lengthCases, textCases } from '../../../../services/post/text/testing/cases.ts';
import { textLengthOf } from './text-length.ts';

t.test('the composer counts as the server does', async (t) => {
  for (const { text, length } of lengthCases) {
    t.equal(textLengthOf(text, rules).left, 280 - length, JSON.stringify(text));
  }
  const tooLong = textLengthOf('👩‍👩‍👧'.repeat(281), rules);
  t.equal(tooLong.left, -1);
  t.match(tooLong.fault, { reason: 'TEXT_TOO_LONG' });
});

t.test('the composer knows what the server refuses, and why', async (t) => {
  for (const { text, reason } of textCases) {
    t.equal(textLengthOf(text, rules).fault?.reason, reason, JSON.stringify(text));
  }
});

t.test('without loaded rules nothing is reported about a text', async (t) => {
  t.same(textLengthOf('x', undefined), { left: undefined, fault: undefined });
});
