import { type PageTokens, pageSize } from '../../../platform/pages.ts';

export interface PageRequest {
  readonly postId: string;
  readonly pageSize: number;
  readonly pageToken: string;
}

export interface IdPage {
  readonly ids: readonly string[];
  /** Empty after the last page. */
  readonly nextPageToken: string;
}

/**
 * One page of ids around a post. Hydration may take some of them away: a page may be short, only an empty
 * token ends the list.
 *
 * @param list the ids behind `place`, at most `limit`, fewer only at the end
 */
export async function pageOfIds(
  pageTokens: PageTokens,
  rpc: string,
  request: PageRequest,
  list: (postId: string, place: string, limit: number) => Promise<readonly string[]>,
): Promise<IdPage> {
  const size = pageSize(request.pageSize);
  const query = `post ${rpc} ${request.postId}`;
  const place = pageTokens.open(query, request.pageToken)?.[0] ?? '';
  // One more than asked for tells whether the list goes on.
  const found = await list(request.postId, place, size + 1);
  const ids = found.slice(0, size);
  return { ids, nextPageToken: found.length > size ? pageTokens.seal(query, [ids.at(-1) as string]) : '' };
}
