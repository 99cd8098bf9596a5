import type { ListHomeTimelineResponse } from '../../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';

/** The most pages to read; entries further down stay until the next list. */
const maxPages = 10;

/**
 * Which of these entries are no longer in the timeline.
 *
 * @param list reads one page; an empty token gives the newest
 */
export async function removedEntries(
  entryIds: readonly string[],
  list: (pageToken: string) => Promise<Pick<ListHomeTimelineResponse, 'entries' | 'nextPageToken'>>,
): Promise<ReadonlySet<string>> {
  const gone = new Set(entryIds);
  const oldestId = [...gone].sort()[0];
  if (oldestId === undefined) return gone;
  /** Everything from here on was listed. */
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
