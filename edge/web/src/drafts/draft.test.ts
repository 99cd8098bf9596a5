import fc from 'fast-check';
import t from 'tap';
import { type Draft, emptyDraft, isWorthKeeping, sending, sent, typed } from './draft.ts';
import { draftStore, type TextStorage } from './draft-store.ts';

function ids() {
  let last = 0;
  return () => {
    last += 1;
    return `id ${last}`;
  };
}

t.test('a text sent again after a lost response and an edit back is one post', async (t) => {
  const newId = ids();
  const first = sending(typed(emptyDraft, 'hello'), 0, newId);
  const changed = typed(typed(first.draft, 'hello!'), 'hello');
  t.equal(sending(changed, 1_000, newId).requestId, first.requestId);
});

t.test('another text is another post; so is the same text after the response', async (t) => {
  const newId = ids();
  const first = sending(typed(emptyDraft, 'hello'), 0, newId);
  const other = sending(typed(first.draft, 'hello you'), 0, newId);
  t.not(other.requestId, first.requestId);
  const answered = sent(first.draft, 'hello');
  t.not(sending(typed(answered, 'hello'), 0, newId).requestId, first.requestId);
});

t.test('an attempt that the server has forgotten gets a new id', async (t) => {
  const newId = ids();
  const first = sending(typed(emptyDraft, 'hello'), 0, newId);
  t.not(sending(first.draft, 24 * 3_600_000, newId).requestId, first.requestId);
});

t.test('text typed during posting stays', async (t) => {
  const { draft } = sending(typed(emptyDraft, 'hello'), 0, ids());
  t.equal(sent(draft, 'hello').text, '');
  t.equal(sent(typed(draft, 'hello and then'), 'hello').text, 'and then');
  t.equal(sent(typed(draft, 'something else'), 'hello').text, 'something else');
});

t.test('one text keeps one id until it is answered, whatever the edits', async (_t) => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('type' as const), text: fc.constantFrom('a', 'b', 'ab', '__proto__') }),
    fc.record({ kind: fc.constantFrom('send' as const, 'answer' as const) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const newId = ids();
      const unanswered = new Map<string, string>();
      let draft: Draft = emptyDraft;
      for (const one of steps) {
        if (one.kind === 'type') draft = typed(draft, one.text);
        else if (one.kind === 'send') {
          const { text } = draft;
          const attempt = sending(draft, 0, newId);
          draft = attempt.draft;
          if ((unanswered.get(text) ?? attempt.requestId) !== attempt.requestId) return false;
          unanswered.set(text, attempt.requestId);
        } else {
          const [text] = unanswered.keys();
          if (text === undefined) continue;
          draft = sent(draft, text);
          unanswered.delete(text);
        }
      }
      return true;
    }),
  );
});

function storage(): TextStorage & { texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => void texts.set(key, text),
    removeItem: (key) => void texts.delete(key),
  };
}

t.test('drafts are stored by account and place, and survive a reload', async (t) => {
  const kept = storage();
  const { draft, requestId } = sending(typed(emptyDraft, 'a reply'), 0, ids());
  draftStore('1', kept).set('reply:7', draft);
  const again = draftStore('1', kept);
  t.equal(again.get('reply:7').text, 'a reply');
  t.equal(sending(again.get('reply:7'), 1, () => 'another').requestId, requestId);
  t.equal(again.get('home').text, '');
  t.equal(draftStore('2', kept).get('reply:7').text, '');
});

t.test('non-empty drafts are counted, for the question before signing out', async (t) => {
  const kept = storage();
  const drafts = draftStore('1', kept);
  drafts.set('home', typed(emptyDraft, '  '));
  t.equal(drafts.count(), 0);
  drafts.set('home', typed(emptyDraft, 'x'));
  t.equal(drafts.count(), 1);
  t.ok(isWorthKeeping(drafts.get('home')));
  drafts.clear();
  t.equal(drafts.count(), 0);
  t.equal(kept.texts.size, 0);
});

t.test("another window's change is seen; broken or full storage costs nothing but the reload", async (t) => {
  const kept = storage();
  let tell = (_: string | null) => {};
  const drafts = draftStore('1', kept, (work) => {
    tell = work;
  });
  draftStore('1', kept).set('home', typed(emptyDraft, 'from another window'));
  tell('skein.drafts.1');
  t.equal(drafts.get('home').text, 'from another window');
  kept.texts.set('skein.drafts.1', '{broken');
  tell(null);
  t.equal(drafts.get('home').text, '');
  const full = {
    ...kept,
    setItem: () => {
      throw new Error('full');
    },
  };
  const inMemory = draftStore('3', full);
  inMemory.set('home', typed(emptyDraft, 'x'));
  t.equal(inMemory.get('home').text, 'x');
});
