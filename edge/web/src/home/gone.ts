import type { ListHomeTimelineResponse } from '../../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';

/** Pages that are read at the most: what is further down stays until it is listed again. */
const maxPages = 10;

/**
 * Which of these entries are in the timeline no more.
 *
 * @param list one page; the newest for an empty token
 */
export async function goneOf(
  entryIds: readonly string[],
  list: (pageToken: string) => Promise<Pick<ListHomeTimelineResponse, 'entries' | 'nextPageToken'>>,
): Promise<ReadonlySet<string>> {
  const gone = new Set(entryIds);
  const oldestId = [...gone].sort()[0];
  if (oldestId === undefined) return gone;
  /** All from here on is listed. */
  let lowestId: string | undefined;
  for (let pages = 1, pageToken = ''; ; pages++) {
    const { entries, nextPageToken } = await list(pageToken);
    for (const { entryId } of entries) gone.delete(entryId);
    pageToken = nextPageToken;
    lowestId = pageToken === '' ? '' : (entries.at(-1)?.entryId ?? lowestId);
    if ((lowestId !== undefined && lowestId <= oldestId) || pages === maxPages) break;
  }
  for (const id of gone) if (lowestId === undefined || id < lowestId) gone.delete(id);
  return gone;
}
