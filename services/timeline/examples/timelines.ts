import { TimelineService } from '../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { type BadRequest, badInto, type Cast, field, type Headers } from '../../hosting/examples.ts';

/** Resume tokens that no stream accepts. */
export async function timelineBad(cast: Cast): Promise<BadRequest[]> {
  const { listHomeTimeline, streamHomeTimeline } = TimelineService.method;
  const firstPage = (as: Headers) => cast.call(listHomeTimeline, { pageSize: 1 }, as);
  const own = await firstPage(cast.as(cast.ada));
  const bad = {
    nonsense: 'not a token!',
    'a plain id': cast.posts.ada,
    'a truncated resume token': own.resumeToken.slice(0, -4),
    'an extended resume token': `${own.resumeToken}AAAA`,
    'an altered resume token': `${own.resumeToken[0] === 'A' ? 'B' : 'A'}${own.resumeToken.slice(1)}`,
    "another user's resume token": (await firstPage(cast.as(cast.bob))).resumeToken,
    'a page token': own.nextPageToken,
  };
  const rows: BadRequest[] = [];
  const ada = badInto(rows, cast.as(cast.ada));
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
  ada(
    TimelineService.method.listUserTimeline,
    'a handle for an id',
    { userId: 'bob' },
    { reason: 'USER_NOT_FOUND', field: 'user_id' },
  );
  return rows;
}
