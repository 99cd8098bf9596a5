import type { ResumePoint } from '../../../platform/streams/resume-point.ts';
import type { LowWatermark } from '../domain/low-watermark.ts';
import type { Page } from '../domain/page.ts';
import type { Timelines } from '../domain/timelines.ts';

/** The page of a timeline with the entries below `beforeId`, or the newest page. */
export interface PageQuery {
  readonly size: number;
  readonly beforeId: string | undefined;
}

export interface HomePage {
  readonly page: Page;
  /** Where a stream that follows the first page begins; absent for later pages. */
  readonly resumeFrom?: ResumePoint;
}

export function listHome({ timelines, watermark }: { timelines: Timelines; watermark: LowWatermark }) {
  return async (viewerId: string, { size, beforeId }: PageQuery): Promise<HomePage> => {
    if (beforeId !== undefined) return { page: await timelines.home(viewerId, size, beforeId) };
    // Read before the page: an entry that the page misses is then above the floor, and the stream sends it.
    const lowWatermarkId = await watermark.now();
    const page = await timelines.home(viewerId, size, undefined);
    return { page, resumeFrom: resumePoint(page, lowWatermarkId) };
  };
}

export function listAuthor({ timelines }: { timelines: Timelines }) {
  return (authorId: string, viewerId: string | undefined, { size, beforeId }: PageQuery): Promise<Page> =>
    timelines.author(authorId, viewerId, size, beforeId);
}

function resumePoint({ streamFromId, entries }: Page, lowWatermarkId: string): ResumePoint {
  const floor = streamFromId !== undefined && streamFromId > lowWatermarkId ? streamFromId : lowWatermarkId;
  const sent = entries.map(({ entry }) => entry.entryId).filter((id) => id >= floor);
  return { floor, sent: new Set(sent) };
}
