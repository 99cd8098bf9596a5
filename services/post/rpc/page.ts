import { type PageTokens, pageSize } from '../../../platform/pages.ts';
import type { PageQuery } from '../app/page-of-ids.ts';

export interface PageRequest {
  readonly postId: string;
  readonly pageSize: number;
  readonly pageToken: string;
}

/** Asks for the page of a request; the token of the next page is empty after the last one. */
export async function paged<Page extends { readonly next: string | undefined }>(
  pageTokens: PageTokens,
  rpc: string,
  { postId, pageSize: asked, pageToken }: PageRequest,
  ask: (query: PageQuery) => Promise<Page>,
): Promise<{ page: Page; nextPageToken: string }> {
  const size = pageSize(asked);
  const query = `post ${rpc} ${postId}`;
  const place = pageTokens.open(query, pageToken)?.[0] ?? '';
  const page = await ask({ postId, place, size });
  return { page, nextPageToken: page.next === undefined ? '' : pageTokens.seal(query, [page.next]) };
}
