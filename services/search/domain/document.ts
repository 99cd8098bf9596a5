import { tokensOf } from './tokens.ts';

/** What search knows of a post. */
export interface SearchedPost {
  readonly id: string;
  readonly authorId: string;
  readonly text: string;
  /** In lower case, without the #. */
  readonly hashtags: readonly string[];
  readonly mentionedUserIds: readonly string[];
  /** Who wrote the post that it replies to; empty when it is no reply. */
  readonly replyToAuthorId: string;
  readonly hasLink: boolean;
  readonly likes: number;
}

/** A post as it is indexed: tokens without blanks, so that an index splits both fields on blanks and does nothing else. */
export interface PostDocument {
  readonly id: string;
  /** In order: a search for words side by side looks here. */
  readonly words: readonly string[];
  /** Without order. */
  readonly terms: ReadonlySet<string>;
  /** Each once, in lower case, without the #. */
  readonly hashtags: readonly string[];
  readonly likeLevel: number;
}

/** Terms that stand for something other than text. Text gives no term that begins like them. */
export const term = {
  hashtag: (tag: string) => `#${tag}`,
  mention: (userId: string) => `@${userId}`,
  author: (userId: string) => `from:${userId}`,
  replyTo: (userId: string) => `to:${userId}`,
  link: 'has:link',
} as const;

/** The greatest like level: of more posts' likes than there are people. */
export const maxLikeLevel = 40;

/**
 * Likes on a scale on which a post is indexed again only when its likes have about doubled: 0 without likes, 1 for one, 2 from
 * 3, 3 from 7, 4 from 15.
 */
export function likeLevelOf(likes: number): number {
  return likes <= 0 ? 0 : Math.min(maxLikeLevel, Math.floor(Math.log2(likes + 1)));
}

export function documentOf(post: SearchedPost): PostDocument {
  const { words, terms } = tokensOf(post.text);
  return {
    id: post.id,
    words,
    terms: new Set([
      ...terms,
      ...post.hashtags.map(term.hashtag),
      ...post.mentionedUserIds.map(term.mention),
      term.author(post.authorId),
      ...(post.replyToAuthorId === '' ? [] : [term.replyTo(post.replyToAuthorId)]),
      ...(post.hasLink ? [term.link] : []),
    ]),
    hashtags: [...new Set(post.hashtags)],
    likeLevel: likeLevelOf(post.likes),
  };
}
