import { fromBinary } from '@bufbuild/protobuf';
import type { Transport } from '@connectrpc/connect';
import { pino } from 'pino';
import type { Test } from 'tap';
import { type Event, EventSchema } from '../../gen/ts/skein/event/v1/event_pb.ts';
import { type KeyDirectory, openKeyDirectory } from '../../platform/auth/key-directory.ts';
import { systemClock, type TimedClock } from '../../platform/clock.ts';
import type { EventBus } from '../../platform/events/port.ts';
import { sqliteBus } from '../../platform/events/sqlite.ts';
import type { ProcessIds } from '../../platform/ids.ts';
import type { Hosted } from '../../platform/rpc/host.ts';
import { inProcessTransport } from '../../platform/rpc/in-process.ts';
import { guarded } from '../../platform/rpc/intercept.ts';
import { validate } from '../../platform/rpc/interceptors/validate.ts';
import { storage } from '../../platform/sqlite/storage.ts';
import { processIds } from '../../platform/testing/process-ids.ts';
import { openTestHost, type TestHost } from '../../platform/testing/test-host.ts';
import type { ComposedProcess } from '../../services/hosting/composed-process.ts';
import { declaredBus } from '../../services/hosting/declared-bus.ts';
import { layoutOf } from '../../services/hosting/layout.ts';
import type { OpenProfile } from '../../services/hosting/process-context.ts';
import { startProcess } from '../../services/hosting/start-process.ts';
import { services as table } from '../../services/registry.ts';

export interface ServedOptions {
  /** The services that run. */
  readonly hosts: readonly string[];
  readonly testHost?: TestHost | undefined;
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  readonly overrides?: Readonly<Record<string, object | undefined>>;
  readonly clock?: TimedClock;
  readonly ids?: ProcessIds;
  /** Handlers for services that do not run. */
  readonly others?: readonly Hosted[];
  /** The topics whose events are collected. */
  readonly topics: readonly string[];
}

/** Some services in a process with guards and tokens. The test provides the clock and the ids. */
export interface ServedProcess extends Pick<ComposedProcess, 'transport'> {
  readonly dataDir: string;
  readonly bus: EventBus;
  /** The keys that sign the services' tokens. */
  readonly meshKeys: KeyDirectory;
  /** A transport to the process from outside. */
  readonly outside: Transport;
  /** The events of the topics so far, in order within each topic. */
  readonly events: readonly Event[];
}

/** Limits so high that only their own tests reach them. */
const unlimited = Object.fromEntries(
  [
    'SKEIN_SIGN_INS_PER_ADDRESS',
    'SKEIN_SIGN_INS_PER_HANDLE',
    'SKEIN_PASSWORDS_PER_SESSION',
    'SKEIN_SIGN_UPS_PER_ADDRESS',
    'SKEIN_SIGN_UPS_PER_HANDLE',
  ].map((name) => [name, '1000000']),
);

/** Starts the process, and stops it at the test's end. */
export async function servedProcess(t: Test, options: ServedOptions): Promise<ServedProcess> {
  const { hosts, testHost = 'in-process', clock = systemClock, ids = processIds(clock), others } = options;
  const dataDir = t.testdir();
  // The bus uses real time, so that consumers continue while the test's clock does not move.
  const bus = sqliteBus({ file: `${dataDir}/events.db`, clock: systemClock });
  const meshKeys = await openKeyDirectory({ directory: `${dataDir}/mesh-keys`, clock });
  const events: Event[] = [];
  const openProfile: OpenProfile = async ({ closers }) => {
    closers.add({ name: 'bus', close: () => bus.close() });
    for (const topic of options.topics) {
      await bus.subscribe({
        topic,
        group: 'test',
        async onBatch({ records, commit }) {
          events.push(...records.map(({ value }) => fromBinary(EventSchema, value)));
          await commit(records.at(-1)!.offset + 1);
        },
      });
    }
    const elsewhere = others && inProcessTransport(guarded(others, [validate()]), { freeze: true });
    return {
      meshKeys,
      secret: (name) => Buffer.alloc(32, name),
      hostOf: async (service, base) => ({
        ...base,
        profile: 'embedded',
        dataDir,
        database: storage({ directory: dataDir, closers }).open,
        ids,
        idClock: { ...clock, nowMs: ids.nowMs },
        bus: declaredBus(service, bus),
      }),
      ...(elsewhere && { transport: () => elsewhere }),
    };
  };
  const composed = Promise.withResolvers<ComposedProcess & { readonly outside: Transport }>();
  const { close } = await startProcess({
    services: table,
    layout: { ...layoutOf(table, []), hosts: hosts.map((name) => table.of(name)) },
    env: {
      SKEIN_DATA_DIR: dataDir,
      SKEIN_CLOCK_SKEW: '0s',
      SKEIN_OVERLOAD_TURN: '10s',
      ...unlimited,
      ...options.env,
    },
    clock,
    log: pino({ level: 'silent' }),
    ...(options.overrides && { overrides: options.overrides }),
    processFigures: false,
    freeze: true,
    openProfile,
    async openListeners(process) {
      const { closers } = process.context;
      const outside = await openTestHost(testHost, process.hosted, (close) =>
        closers.add({ name: 'test host', close }),
      );
      composed.resolve({ ...process, outside });
      return { grpcPort: 0, httpPort: 0, serve() {} };
    },
  });
  t.teardown(close);
  const { transport, outside } = await composed.promise;
  return { dataDir, bus, meshKeys, outside, events, transport };
}
