import { type PageRequest as Paged, type PageTokens, requestedPage } from '../../../platform/pages.ts';
import type { PageQuery } from '../app/page-of-ids.ts';

export interface PageRequest extends Paged {
  readonly postId: string;
}

/** The page of a request. The token of the next page is empty after the last one. */
export async function paged<Page extends { readonly next: string | undefined }>(
  pageTokens: PageTokens,
  rpc: string,
  request: PageRequest,
  ask: (query: PageQuery) => Promise<Page>,
): Promise<{ page: Page; nextPageToken: string }> {
  const { postId } = request;
  const { size, after, nextToken } = requestedPage(pageTokens, `post ${rpc} ${postId}`, request);
  const page = await ask({ postId, place: after?.[0] ?? '', size });
  return { page, nextPageToken: nextToken(page.next === undefined ? undefined : [page.next]) };
}
