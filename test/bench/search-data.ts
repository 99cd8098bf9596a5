import { create, toBinary } from '@bufbuild/protobuf';
import { UserSchema } from '../../gen/ts/skein/user/v1/user_pb.ts';
import { idAtTime } from '../../platform/ids.ts';
import type { SearchedPost } from '../../services/search/domain/document.ts';
import type { SearchedPerson } from '../../services/search/domain/person.ts';
import { type Random, random } from '../checker/random.ts';

// The corpus of the search benchmark. Item n is the same in every process.

const vocabulary = 50_000;
const dayMs = 86_400_000;
const firstMs = Date.UTC(2026, 0, 1);
const days = 30;
/** Posts of the corpus are older; those that a benchmark creates are newer. */
export const corpusEndMs = firstMs + days * dayMs;

/** The nth most frequent word has a share of about 1/n. */
export const zipf = (dice: Random): number => Math.floor(vocabulary ** (dice.int(2 ** 30) / 2 ** 30));
export const wordOf = (n: number): string => `w${n.toString(36)}`;

/** A short post, in order of time over thirty days. */
export function corpusPost(n: number, { posts, people }: { posts: number; people: number }): SearchedPost {
  const dice = random(1, n);
  const ms = firstMs + Math.floor((n / posts) * days * dayMs);
  return {
    id: idAtTime(ms).slice(0, 12) + String(n).padStart(7, '0'),
    authorId: String(1_000_000 + dice.int(people)),
    text: Array.from({ length: 12 }, () => wordOf(zipf(dice))).join(' '),
    hashtags: dice.int(5) === 0 ? [wordOf(zipf(dice))] : [],
    mentionedUserIds: [],
    replyToAuthorId: '',
    hasLink: dice.int(10) === 0,
    likes: dice.int(10) === 0 ? zipf(dice) : 0,
  };
}

const firstPerson = 2n ** 60n;

export function corpusPerson(n: number): SearchedPerson & { readonly followers: number } {
  const dice = random(2, n);
  const name = `${wordOf(zipf(dice))}${dice.int(100)}`;
  const id = String(firstPerson + (BigInt(n) << 22n));
  return { id, handle: `${name}_${n}`, displayName: name, bio: '', followers: zipf(dice) };
}

/** The person of the corpus with this id, and their encoded profile; undefined for other ids. */
export function corpusPersonById(
  id: string,
  people: number,
): (SearchedPerson & { readonly bytes: Uint8Array }) | undefined {
  const n = (BigInt(id) - firstPerson) >> 22n;
  if (n < 0n || n >= BigInt(people)) return undefined;
  const { followers: _, ...person } = corpusPerson(Number(n));
  return { ...person, bytes: toBinary(UserSchema, create(UserSchema, person)) };
}
