import { cutPage } from '../../../platform/pages.ts';

/** Which page of a list around a post. */
export interface PageQuery {
  readonly postId: string;
  /** The last id of the page before; empty for the first page. */
  readonly place: string;
  readonly size: number;
}

export interface PageOfIds {
  readonly ids: readonly string[];
  /** The place of the next page; undefined after the last page. */
  readonly next: string | undefined;
}

/** The ids behind `place`, at most `limit`; fewer only at the end. */
export type ListIds = (postId: string, place: string, limit: number) => Promise<readonly string[]>;

/** One page of ids. Hydration may remove some of them, so a page may be short: only `next` says whether the list ends. */
export async function pageOfIds({ postId, place, size }: PageQuery, list: ListIds): Promise<PageOfIds> {
  const { items, last } = cutPage(await list(postId, place, size + 1), size);
  return { ids: items, next: last };
}
