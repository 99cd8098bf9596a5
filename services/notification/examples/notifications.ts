import {
  Audience,
  NotificationKind,
  NotificationService,
} from '../../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { type BadRequest, badInto, type Cast, claimStays, field } from '../../hosting/examples.ts';

const ofNothing = ['1000000000000000000', '9223372036854775807', '-1', 'nope', '%', '🙂', 'c|', '|'];

/** Ids, tokens and settings. @param liked the id of a notification of Ada's */
export async function notificationBad(cast: Cast, liked: string): Promise<BadRequest[]> {
  const rpcs = NotificationService.method;
  const rows: BadRequest[] = [];
  const ada = badInto(rows, cast.as(cast.ada));
  const unknown = (name: string) =>
    ({ reason: 'NOT_FOUND', field: name, metadata: { kind: 'notification' } }) as const;
  for (const id of [...ofNothing, ` ${liked}`, `${liked}\0`, `${liked}|`]) {
    ada(
      rpcs.listNotificationActors,
      `the id ${JSON.stringify(id)} of nothing`,
      { notificationId: id },
      unknown('notification_id'),
    );
    ada(rpcs.markRead, `the id ${JSON.stringify(id)} of nothing`, { upToId: id }, unknown('up_to_id'));
  }
  const zoe = cast.as(cast.zoe);
  ada(
    rpcs.listNotificationActors,
    "another's notification",
    { notificationId: liked },
    unknown('notification_id'),
    zoe,
  );
  ada(rpcs.markRead, "another's notification", { upToId: liked }, unknown('up_to_id'), zoe);
  ada(
    rpcs.markRead,
    'an id of nothing, with a request_id',
    { upToId: 'nope', requestId: 'refused mark' },
    { ...unknown('up_to_id'), ...claimStays('notification') },
  );
  for (const method of [rpcs.muteThread, rpcs.unmuteThread, rpcs.getThreadMute]) {
    const notFound = { reason: 'POST_NOT_FOUND', field: 'post_id' } as const;
    ada(method, 'a post of somebody who has blocked the caller', { postId: cast.posts.cleo }, notFound);
  }

  const kind = NotificationKind.LIKE;
  const audience = Audience.NOBODY;
  const settings = (wrong: string, list: { kind: number; audience: number }[], name: string) =>
    ada(rpcs.updateNotificationSettings, wrong, { settings: list as never }, field(name));
  settings('no setting', [], 'settings');
  settings(
    'seven settings',
    Array.from({ length: 7 }, () => ({ kind, audience })),
    'settings',
  );
  settings('a setting without a kind', [{ kind: 0, audience }], 'settings[0].kind');
  settings('an unknown kind', [{ kind: 99, audience }], 'settings[0].kind');
  settings('a setting without an audience', [{ kind, audience: 0 }], 'settings[0].audience');
  settings('an unknown audience', [{ kind, audience: 9 }], 'settings[0].audience');
  ada(rpcs.listNotifications, 'an unknown kind', { kinds: [99 as never] }, field('kinds[0]'));
  ada(rpcs.listNotifications, 'no kind among the kinds', { kinds: [0] }, field('kinds[0]'));

  const own = await cast.call(rpcs.listNotifications, { pageSize: 1 }, cast.as(cast.ada));
  const tokens = {
    nonsense: 'not a token!',
    'a plain id': liked,
    'a truncated resume token': own.resumeToken.slice(0, -4),
    'an extended resume token': `${own.resumeToken}AAAA`,
    "another user's resume token": (await cast.call(rpcs.listNotifications, {}, cast.as(cast.bob)))
      .resumeToken,
    'a page token': own.nextPageToken,
  };
  for (const [wrong, resumeToken] of Object.entries(tokens))
    ada(
      rpcs.streamNotifications,
      wrong,
      { resumeToken },
      { reason: 'RESUME_TOKEN_INVALID', field: 'resume_token' },
    );
  ada(
    rpcs.streamNotifications,
    '65,537 characters',
    { resumeToken: 'A'.repeat(65_537) },
    field('resume_token'),
  );
  ada(
    rpcs.listNotifications,
    'the page token of other kinds',
    { kinds: [kind], pageToken: own.nextPageToken },
    { reason: 'PAGE_TOKEN_INVALID', field: 'page_token' },
  );
  const threads = await cast.call(rpcs.listMutedThreads, { pageSize: 1 }, cast.as(cast.ada));
  ada(
    rpcs.listMutedThreads,
    "another's page token",
    { pageToken: threads.nextPageToken },
    { reason: 'PAGE_TOKEN_INVALID', field: 'page_token' },
    zoe,
  );
  return rows;
}
