import type { Random } from './random.ts';

const openings = [
  'Just saw',
  'Still thinking about',
  'Who else likes',
  'Today:',
  'Nothing beats',
  'Looking for',
  'A note on',
  'Back from',
];
const subjects = [
  'the first frost on the hill',
  'that bakery by the station',
  'a very long book about whales',
  'the late train home',
  'two crows and one sandwich',
  'rain on a tin roof',
  'a bicycle without a bell',
  'the library at closing time',
  'a map of the old harbour',
  'my neighbour’s brass band',
  'soup for a cold evening',
  'the choir’s last rehearsal',
];
const closings = [
  'What a day.',
  'More of that, please.',
  'Any advice?',
  'Worth every minute.',
  'I may be wrong.',
  'See for yourself.',
  '☀️',
  '',
];
const tags = ['weekend', 'books', 'music', 'running', 'cooking', 'trains', 'garden', 'city'];
const places = ['https://example.com/notes/', 'https://example.org/photos/', 'https://example.net/maps/'];

/** A post of a few words with up to two mentions, a hashtag and a link: about 100 characters, of at most 280. */
export function postTextOf(draw: Random, handles: readonly string[]): string {
  const words = [`${draw.pick(openings)} ${draw.pick(subjects)}.`, draw.pick(closings)];
  for (let left = draw.int(3); left > 0; left--) words.push(`@${draw.pick(handles)}`);
  if (draw.int(2) === 0) words.push(`#${draw.pick(tags)}`);
  if (draw.int(3) === 0) words.push(`${draw.pick(places)}${draw.int(100_000)}`);
  return words.filter((word) => word !== '').join(' ');
}
