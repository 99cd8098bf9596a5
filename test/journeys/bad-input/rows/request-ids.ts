import { Access } from '../../../../gen/ts/skein/options/v1/options_pb.ts';
import { accessOf } from '../../../../platform/auth/access.ts';
import type { BadRequest, Cast, Good } from '../../../../services/hosting/examples.ts';
import { pathOf } from '../../../../services/hosting/examples.ts';

/** Makes every write once under a request_id, then asks for another under the same. */
export async function requestIdRows(cast: Cast, good: readonly Good[]): Promise<BadRequest[]> {
  const rows: BadRequest[] = [];
  const requestId = 'once';
  for (const { method, repeated } of good) {
    if (repeated === undefined || typeof repeated === 'string') continue;
    const as = cast.as(accessOf(method) === Access.OPERATOR ? cast.operator : cast.max);
    const { first, other } = repeated;
    await cast.call(method, { ...first, requestId }, as);
    const about = { method, path: pathOf(method), as };
    rows.push(
      {
        ...about,
        wrong: 'a request_id of another request',
        request: { ...other, requestId },
        reason: 'REQUEST_ID_REUSED',
        field: 'request_id',
      },
      { ...about, wrong: 'the same request again', request: { ...first, requestId }, reason: 'OK' },
    );
  }
  return rows;
}
