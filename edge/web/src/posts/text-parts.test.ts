import t from 'tap';
import { findEntities } from '../../../../services/post/text/entities.ts';
import { entityCases } from '../../../../services/post/text/testing/cases.ts';
import { partsOf } from './text-parts.ts';

t.test('a text is split into entities and the rest', async (t) => {
  for (const { text, finds } of entityCases) {
    const { mentions, ...found } = findEntities(text);
    const parts = partsOf({
      text,
      ...found,
      mentions: mentions.map((mention) => ({ ...mention, userId: mention.handle })),
    });
    const name = JSON.stringify(text);
    t.equal(parts.map((part) => part.text).join(''), text, name);
    t.same(
      parts.filter(({ entity }) => entity !== undefined).map((part) => part.text),
      finds,
      name,
    );
  }
});

t.test('entities that do not fit the text lose nothing of it', async (t) => {
  const link = (start: number, end: number) => ({ start, end, url: 'https://x.com' });
  const parts = partsOf({
    text: '😀 x.com',
    mentions: [],
    hashtags: [{ start: 3, end: 5 }],
    links: [link(2, 7), link(5, 99)],
  });
  t.same(
    parts.map(({ text }) => text),
    ['😀 ', 'x.com'],
  );
});
