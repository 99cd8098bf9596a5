import { createClient, type Transport } from '@connectrpc/connect';
import { pino } from 'pino';
import type { Test } from 'tap';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { systemClock } from '../../platform/clock.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { cheapPasswords } from '../../platform/testing/cheap-passwords.ts';
import { withAccessToken } from '../../platform/testing/test-host.ts';
import { startProcess } from '../../services/hosting/start-process.ts';
import { services } from '../../services/registry.ts';

/** Somebody who signed up. */
export interface SignedUp {
  readonly id: string;
  readonly handle: string;
  readonly token: string;
}

/** The whole network on its real server, called over grpc-js. */
export interface ServedPeople<P extends SignedUp> {
  readonly address: string;
  people<H extends string[]>(...handles: H): Promise<{ [K in keyof H]: P }>;
  /** A person who signed up on an earlier server with the same data. */
  again(person: SignedUp): P;
  /** Advances the wall clock. */
  later(ms: number): void;
  close(): Promise<void>;
}

export interface ServedPeopleOptions<P> {
  readonly env?: Record<string, string>;
  /** Parts of services that the test replaces. */
  readonly overrides?: Readonly<Record<string, object>>;
  readonly monotonicMs?: () => number;
  /** What a person can do; the transport sends their token. */
  readonly personOf: (signedUp: SignedUp, own: Transport) => P;
}

/** Starts the network, and stops it at the test's end. */
export async function servedPeople<P extends SignedUp>(
  t: Test,
  { env = {}, overrides, monotonicMs = systemClock.monotonicMs, personOf }: ServedPeopleOptions<P>,
): Promise<ServedPeople<P>> {
  let aheadMs = 0;
  const network = await startProcess({
    services,
    env: {
      SKEIN_DATA_DIR: env.SKEIN_DATA_DIR ?? t.testdir(),
      SKEIN_GRPC_PORT: '0',
      SKEIN_HTTP_PORT: '0',
      SKEIN_OVERLOAD_TURN: '10s',
      SKEIN_HEARTBEAT: '200ms',
      ...env,
    },
    clock: { ...systemClock, monotonicMs, nowMs: () => systemClock.nowMs() + aheadMs },
    log: pino({ level: 'silent' }),
    overrides: { user: { passwords: cheapPasswords() }, ...overrides },
    processFigures: false,
    freeze: true,
  });
  const address = `127.0.0.1:${network.grpcPort}`;
  const transport = grpcTransport({ address });
  t.teardown(async () => {
    transport.close();
    await network.close();
  });
  const again = ({ id, handle, token }: SignedUp) =>
    personOf({ id, handle, token }, withAccessToken(transport, token));
  const signUp = async (handle: string) => {
    const { account, tokens } = await createClient(AuthService, transport).signUp({
      handle,
      password: 'correct horse battery',
    });
    return again({ id: account!.user!.id, handle, token: tokens!.accessToken });
  };
  return {
    address,
    people: <H extends string[]>(...handles: H) =>
      Promise.all(handles.map(signUp)) as Promise<{ [K in keyof H]: P }>,
    again,
    later: (ms) => {
      aheadMs += ms;
    },
    close: () => network.close(),
  };
}
