import fc from 'fast-check';
import t from 'tap';
import { Characters } from './characters.ts';
import { type Entities, entitiesOf, findEntities } from './entities.ts';
import { textLength } from './post-text.ts';
import { entityCases } from './testing/cases.ts';

interface Entity {
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

/** All entities in order of position, each with its text. */
function listed({ mentions, hashtags, links }: Entities): Entity[] {
  return [
    ...mentions.map(({ handle, ...span }) => ({ ...span, value: `@${handle}` })),
    ...hashtags.map(({ tag, ...span }) => ({ ...span, value: `#${tag}` })),
    ...links.map(({ url, ...span }) => ({ ...span, value: url })),
  ].sort((a, b) => a.start - b.start);
}

function written(text: string): string[] {
  const points = [...text];
  return listed(findEntities(text)).map(({ start, end }) => points.slice(start, end).join(''));
}

const groups = Map.groupBy(entityCases, ({ group }) => group);
for (const [group, cases] of groups) {
  t.test(group, async (t) => {
    for (const { text, finds } of cases) t.same(written(text), finds, JSON.stringify(text));
  });
}

t.test('an entity has its value: a handle, a tag in lower case and NFC, a URL with its scheme', async (t) => {
  t.same(findEntities('😀😀 ＃Mü 😀 x.com ＠Bob https://a.b #\u0130'), {
    mentions: [{ start: 15, end: 19, handle: 'Bob' }],
    hashtags: [
      { start: 3, end: 6, tag: 'mü' },
      { start: 32, end: 34, tag: 'i\u0307' },
    ],
    links: [
      { start: 9, end: 14, url: 'https://x.com' },
      { start: 20, end: 31, url: 'https://a.b' },
    ],
  });
});

const pieces = [
  ...'@ # ＠ ＃ $ & . , : ; / ? ! ( ) [ ] { } < > " \' * _ - ~ | \\ =',
  ...'a ü 1 я 日 の ー ท ี น न े ש ״ ־ · ・ 〜 ་ 。 、 「 」 （ ） 😀 ❤ 🇩 👍 🏽 𝐚'.split(' '),
  '\u0301',
  '\u200b',
  '\u200c',
  '\u200d',
  '\u202e',
  '\u2067',
  '\u2069',
  '\ufe0f',
  '\u20e3',
  '\ud800',
  '\udc00',
  ' ',
  '\n',
  ...[
    'http://',
    'https://',
    'HTTPS://',
    '://',
    'www.',
    '.com',
    'example.com',
    'bob',
    '.co.uk',
    'x.dev/',
    '[::1]',
  ],
];
const any = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 25 }).map((parts) => parts.join('')),
  },
  { weight: 2, arbitrary: fc.constantFrom(...entityCases.map(({ text }) => text)) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
);

t.test(
  'for any string, entities lie within the text, match their slice of it, and do not overlap',
  async () => {
    fc.assert(
      fc.property(any, (text) => {
        const points = [...text];
        const { mentions, hashtags, links } = findEntities(text);
        const slice = ({ start, end }: { start: number; end: number }) => points.slice(start, end).join('');
        const right =
          mentions.every((entity) => slice(entity).slice(1) === entity.handle) &&
          hashtags.every((entity) => slice(entity).slice(1).toLowerCase().normalize('NFC') === entity.tag) &&
          links.every((entity) => [slice(entity), `https://${slice(entity)}`].includes(entity.url));
        const all = listed({ mentions, hashtags, links });
        return (
          right &&
          all.every(
            ({ start, end }, at) => start >= 0 && start < end && end <= (all[at + 1]?.start ?? points.length),
          )
        );
      }),
      { numRuns: 1000 },
    );
  },
);

t.test('the entities of a and of b are the entities of a + space + b', async () => {
  fc.assert(
    fc.property(any, any, (a, b) => {
      const offset = [...a].length + 1;
      const expected = [
        ...listed(findEntities(a)),
        ...listed(findEntities(b)).map(({ start, end, value }) => ({
          start: start + offset,
          end: end + offset,
          value,
        })),
      ];
      t.same(listed(findEntities(`${a} ${b}`)), expected);
    }),
    { numRuns: 1000 },
  );
});

t.test(
  'invisible characters and direction controls are no part of a hashtag or mention, and do not end a link',
  async () => {
    const joiners = /\p{Join_Control}|\p{Variation_Selector}|\u180e/u;
    fc.assert(
      fc.property(any, (text) => {
        const points = [...text];
        const { mentions, hashtags, links } = findEntities(text);
        const inside = ({ start, end }: { start: number; end: number }) => points.slice(start, end);
        const invisible = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Cc}\p{Cs}]/u;
        return (
          mentions.every((entity) => !inside(entity).some((point) => invisible.test(point))) &&
          hashtags.every(
            (entity) => !inside(entity).some((point) => invisible.test(point) && !joiners.test(point)),
          ) &&
          // The last two are Japanese sound marks.
          hashtags.every((entity) => /[\p{L}\p{M}\p{N}_\u309b\u309c]/u.test(points[entity.end - 1]!)) &&
          links.every((entity) => !/\p{Bidi_Control}/u.test(inside(entity).join(''))) &&
          links.every((entity) => !/^[\u200b-\u200d\u2060\ufeff]$/.test(points[entity.end - 1]!))
        );
      }),
      { numRuns: 1000 },
    );
  },
);

/** The most reads of characters, per character of the whole text. */
const MAX_STEPS = 40;

t.test('recognition is linear: any 4,000 bytes take a bounded number of steps', async (t) => {
  const adversarial = [
    ...pieces,
    ...[
      'a.',
      '(',
      '([{',
      'a@',
      '#a',
      'http:',
      'http://a@',
      'https://a.b/(',
      'https://a.b/.',
      '=a',
      'a-',
      '"a',
      '@a_',
      '=a.com',
      ' a.b/(',
      '😀@a#b',
    ],
    ...[
      'https://aя',
      'https://a.bя',
      'я.',
      'a.я',
      '#a·',
      '#ア・',
      '@a.',
      'a@a.',
      'https://x:',
      'https://a,',
      'a\u0301',
      '日\u0301@',
      'https://a.日',
      '.com',
      'https://[',
      'https://❤',
      'A.b',
      '1️⃣',
      '日www.',
    ],
  ];
  const stepsOf = (text: string) => {
    const characters = new Characters(text);
    entitiesOf(characters);
    return characters.steps / Math.max(characters.length, 1);
  };
  for (const piece of adversarial) {
    for (const start of ['', 'https://', 'https://a.b/', '#a', '@', 'a']) {
      const text = start + piece.repeat(4000 / Buffer.byteLength(piece));
      t.ok(stepsOf(text) < MAX_STEPS, `${JSON.stringify(start + piece)}: ${stepsOf(text)}`);
    }
  }
  let most = 0;
  const long = fc
    .tuple(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 }), fc.constantFrom(...pieces))
    .map(([parts, last]) => parts.join('').repeat(600).slice(0, 4000) + last);
  fc.assert(
    fc.property(long, (text) => {
      const steps = stepsOf(text);
      most = Math.max(most, steps);
      return steps < MAX_STEPS;
    }),
    { numRuns: 500 },
  );
  t.comment(`at most ${most.toFixed(1)} steps a character`);
  t.ok(textLength('https://a.b/('.repeat(300)) > 0);
});
