import { fromBinary } from '@bufbuild/protobuf';
import {
  ListHomeTimelineResponseSchema,
  TimelineService,
} from '../../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import type { Caller } from '../caller.ts';
import type { Cast } from '../cast.ts';
import { field, type Headers, into, pathOf, type Row } from '../row.ts';

/** Streams that are to go on from where nothing is. */
export async function resumeTokenRows(cast: Cast, caller: Caller): Promise<Row[]> {
  const { listHomeTimeline, streamHomeTimeline } = TimelineService.method;
  const firstPage = async (as: Headers) => {
    const { answer } = await caller.call(pathOf(listHomeTimeline), listHomeTimeline, { pageSize: 1 }, as);
    return fromBinary(ListHomeTimelineResponseSchema, answer!);
  };
  const own = await firstPage(cast.asAda);
  const bad = {
    nonsense: 'not a token!',
    'a plain id': cast.posts.ada,
    'a truncated resume token': own.resumeToken.slice(0, -4),
    'an extended resume token': `${own.resumeToken}AAAA`,
    'an altered resume token': `${own.resumeToken[0] === 'A' ? 'B' : 'A'}${own.resumeToken.slice(1)}`,
    "another user's resume token": (await firstPage(cast.asBob)).resumeToken,
    'a page token': own.nextPageToken,
  };
  const rows: Row[] = [];
  const ada = into(rows, cast.asAda);
  for (const [wrong, resumeToken] of Object.entries(bad)) {
    ada(
      streamHomeTimeline,
      wrong,
      { resumeToken },
      { reason: 'RESUME_TOKEN_INVALID', field: 'resume_token' },
    );
  }
  ada(streamHomeTimeline, '65,537 characters', { resumeToken: 'A'.repeat(65_537) }, field('resume_token'));
  ada(
    listHomeTimeline,
    'a resume token',
    { pageToken: own.resumeToken },
    {
      reason: 'PAGE_TOKEN_INVALID',
      field: 'page_token',
    },
  );
  return rows;
}
