import { create, toBinary } from '@bufbuild/protobuf';
import { type Client, createClient } from '@connectrpc/connect';
import { pino } from 'pino';
import t, { type Test } from 'tap';
import {
  NotificationService,
  StreamNotificationsRequestSchema,
} from '../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { requireUser } from '../../platform/auth/caller.ts';
import { systemClock } from '../../platform/clock.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { hosted } from '../../platform/rpc/host.ts';
import {
  type StreamSubject,
  type SubjectOptions,
  streamConformance,
} from '../../platform/streams/conformance.ts';
import { eventLoopThrottle, maxLooksPerTurn } from '../../platform/streams/event-loop-throttle.ts';
import { listPoints, resumeTokens } from '../../platform/streams/resume-tokens.ts';
import { serveStream } from '../../platform/streams/serve-stream.ts';
import { defineService, keepsNothing } from '../../services/hosting/define-service.ts';
import { serviceTable } from '../../services/hosting/service-table.ts';
import { startProcess } from '../../services/hosting/start-process.ts';
import { services } from '../../services/registry.ts';
import { unlimitedSettings } from '../unlimited-settings.ts';
import { type MemoryList, memoryList } from './streams/memory-list.ts';

/** Notifications as a list in memory: the least that a service is to write for a stream. */
const notifications = (list: MemoryList, options: SubjectOptions) =>
  defineService({
    name: 'notification',
    public: [NotificationService],
    port: 50_068,
    settings: {},
    calls: [],
    topics: { publishes: [], consumes: {} },
    engines: [],
    secrets: ['resume-tokens'],
    account: keepsNothing('It is a list of a test.'),
    examples: async () => ({ examples: () => ({ good: [], bad: [] }) }),
    adapters: async () => ({ embedded: () => ({}), cluster: () => ({}) }),
    compose: async () => ({
      compose({ clock, secret }) {
        const streams = {
          ...options,
          clock,
          tokens: resumeTokens(secret('resume-tokens'), listPoints),
          throttle: eventLoopThrottle(maxLooksPerTurn),
        };
        return {
          hosted: [
            hosted(NotificationService, {
              async *streamNotifications({ resumeToken }, context) {
                const query = `StreamNotifications ${requireUser(context).userId}`;
                yield* serveStream(
                  {
                    context,
                    resumeToken,
                    query,
                    open: list.open,
                    answers: {
                      entries: (entries, resumeToken) => ({
                        resumeToken,
                        event: {
                          case: 'added',
                          value: { notifications: entries.map(({ id, text }) => ({ id, post: { text } })) },
                        },
                      }),
                      notice: (notificationId, resumeToken) => ({
                        resumeToken,
                        event: { case: 'removed', value: { notificationId } },
                      }),
                      heartbeat: (resumeToken) => ({ resumeToken }),
                    },
                  },
                  streams,
                );
              },
            }),
          ],
          async start() {},
        };
      },
    }),
  });

async function subject(t: Test, options: SubjectOptions): Promise<StreamSubject> {
  const list = memoryList();
  const dataDir = t.testdir();
  const others = services.all.filter(({ name }) => name !== 'notification');
  let aheadMs = 0;
  let stop = async () => {};
  let address = '';
  let auth: Client<typeof AuthService>;
  let stream: Client<typeof NotificationService>;
  const start = async () => {
    const network = await startProcess({
      services: serviceTable([...others, notifications(list, options)]),
      env: {
        SKEIN_DATA_DIR: dataDir,
        SKEIN_GRPC_PORT: '0',
        SKEIN_HTTP_PORT: '0',
        SKEIN_HEARTBEAT: `${options.heartbeatMs}ms`,
        ...unlimitedSettings,
      },
      clock: { ...systemClock, nowMs: () => systemClock.nowMs() + aheadMs },
      log: pino({ level: 'silent' }),
      processFigures: false,
    });
    address = `127.0.0.1:${network.grpcPort}`;
    const transport = grpcTransport({ address });
    auth = createClient(AuthService, transport);
    stream = createClient(NotificationService, transport);
    stop = async () => {
      await network.close();
      transport.close();
    };
  };
  await start();
  t.teardown(() => stop());
  const signUp = async (handle: string) => {
    const { tokens } = await auth.signUp({ handle, password: 'correct horse battery' });
    return { authorization: `Bearer ${tokens!.accessToken}` };
  };
  const reader = await signUp('ada');
  const another = await signUp('bob');
  const { typeName } = NotificationService;
  return {
    add: async (count, bytes) => list.add(count, bytes),
    addLate: async () => list.addLate(),
    remove: async (id) => list.remove(id),
    async *answers(resumeToken, signal, who) {
      const headers = who === 'another' ? another : reader;
      for await (const { event, ...answer } of stream.streamNotifications(
        { resumeToken },
        { signal, headers },
      )) {
        yield {
          resumeToken: answer.resumeToken,
          entries: event.case === 'added' ? event.value.notifications.map(({ id }) => id) : [],
          removed: event.case === 'removed' ? event.value.notificationId : undefined,
        };
      }
    },
    call: {
      address,
      path: `/${typeName}/StreamNotifications`,
      headers: reader,
      request: (resumeToken) =>
        toBinary(StreamNotificationsRequestSchema, create(StreamNotificationsRequestSchema, { resumeToken })),
    },
    loseHints: list.loseHints,
    looks: list.looks,
    endSession: async () => void (await auth.signOut({}, { headers: reader })),
    expireToken() {
      aheadMs = 16 * 60_000;
    },
    async restart() {
      await stop();
      await start();
    },
  };
}

t.test('a list in memory', async (t) => streamConformance(t, subject));
