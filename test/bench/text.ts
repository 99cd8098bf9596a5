import type { Random } from '../checker/random.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
const textCharacters = 256;
const linkCharacters = 64;
const linkStart = 'https://example.com/';

/** A post of the standard load: 256 characters, 1-6 mentions and 1-6 links of 64 characters. */
export function postText(random: Random, handles: readonly string[]): string {
  const words = [noise(random, textCharacters)];
  for (let left = 1 + random.int(6); left > 0; left--) words.push(`@${random.pick(handles)}`);
  for (let left = 1 + random.int(6); left > 0; left--) {
    words.push(linkStart + noise(random, linkCharacters - linkStart.length));
  }
  return words.join(' ');
}

function noise(random: Random, length: number): string {
  let text = '';
  for (let at = 0; at < length; at++) text += letters[random.int(letters.length)];
  return text;
}
