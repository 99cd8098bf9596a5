import { cutPage } from '../../../platform/pages.ts';

/** The requested page of a list around a post. */
export interface PageQuery {
  readonly postId: string;
  /** The last id of the previous page; empty for the first page. */
  readonly place: string;
  readonly size: number;
}

export interface PageOfIds {
  readonly ids: readonly string[];
  /** The place of the next page; undefined after the last page. */
  readonly next: string | undefined;
}

/** Reads the ids after `place`, at most `limit`. Fewer means the end of the list. */
export type ListIds = (postId: string, place: string, limit: number) => Promise<readonly string[]>;

/** One page of ids. Hydration may remove some of them, so a page may be short. Only `next` shows whether the list ends. */
export async function pageOfIds({ postId, place, size }: PageQuery, list: ListIds): Promise<PageOfIds> {
  const { items, last } = cutPage(await list(postId, place, size + 1), size);
  return { ids: items, next: last };
}
