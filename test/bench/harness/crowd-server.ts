import { ActionTaken_Kind } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import { cheapPasswords } from '../../../platform/testing/cheap-passwords.ts';
import { relationEvent } from '../../../services/graph/adapters/relation-event.ts';
import { openEmbedded } from '../../../services/hosting/embedded/profile.ts';
import type { Host } from '../../../services/hosting/host.ts';
import { startProcess } from '../../../services/hosting/start-process.ts';
import { postEvents } from '../../../services/post/adapters/post-events.ts';
import { services } from '../../../services/registry.ts';
import type { UserOverrides } from '../../../services/user/compose.ts';
import { serveParent } from './child.ts';
import { loopWatch } from './loop-watch.ts';

// As skein-server.ts. It also publishes the likes and follows of a crowd: a hundred thousand accounts need not sign up.

const user: UserOverrides = { passwords: cheapPasswords({ maxWaiting: 10_000 }) };
const hosts = new Map<string, Host>();
const network = await startProcess({
  services,
  env: process.env,
  overrides: { user },
  async openProfile(context) {
    const profile = await openEmbedded(context);
    return {
      ...profile,
      async hostOf(service, base) {
        const host = await profile.hostOf(service, base);
        hosts.set(service.name, host);
        return host;
      },
    };
  },
});

/** What each of a crowd does. */
export interface Crowd {
  readonly actorIds: readonly string[];
  /** The author of the post, or who is followed. */
  readonly targetId: string;
  /** The post that they like; empty for follows. */
  readonly postId: string;
}

async function publish({ actorIds, targetId, postId }: Crowd): Promise<void> {
  const { bus, ids, idClock } = hosts.get(postId === '' ? 'graph' : 'post')!;
  const events = postEvents({ newEventId: ids.next, nowMs: idClock.nowMs });
  const follow = (actorId: string) =>
    relationEvent('FOLLOWED', {
      ...{ actorId, targetId, eventId: ids.next(), timeMs: idClock.nowMs(), requestId: '', mayRepeat: false },
    });
  const like = (actorId: string) =>
    events.action(ActionTaken_Kind.LIKE, { actorId, postId, authorId: targetId });
  const eventOf = postId === '' ? follow : like;
  for (let from = 0; from < actorIds.length; from += 1_000) {
    await bus.publish(actorIds.slice(from, from + 1_000).map(eventOf));
  }
}

serveParent(
  {
    grpc: `${network.bind}:${network.grpcPort}`,
    http: `http://${network.bind}:${network.httpPort}`,
  },
  () => network.close(),
  {
    publish,
    ...loopWatch(),
  },
);
