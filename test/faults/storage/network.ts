import { setTimeout as sleep } from 'node:timers/promises';
import { Code, ConnectError } from '@connectrpc/connect';
import { RetryInfoSchema } from '../../../gen/ts/google/rpc/error_details_pb.ts';
import { HealthCheckResponse_ServingStatus as Status } from '../../../gen/ts/grpc/health/v1/health_pb.ts';
import { reasonOf } from '../../../platform/errors.ts';
import type { Person, Server } from '../server.ts';

/** Problems found, a line each. */
export const wrong: string[] = [];

export function check(holds: boolean, what: string): void {
  process.stdout.write(`${holds ? 'ok' : 'not ok'} - ${what}\n`);
  if (!holds) wrong.push(what);
}

/** What operators see. */
export async function state({
  health,
  http,
}: Server): Promise<{ whole: Status; writes: Status; ready: string }> {
  const { status: whole } = await health.check({});
  const { status: writes } = await health.check({ service: 'writes' });
  const response = await fetch(`${http}/readyz`);
  return { whole, writes, ready: `${response.status} ${await response.text()}` };
}

/** One user's writes, and which of them were acknowledged. */
export class Writing {
  readonly acknowledged: string[] = [];
  readonly #failures = new Set<string>();
  #last = 0;
  readonly person: Person;

  constructor(person: Person) {
    this.person = person;
  }

  /** Whether it was acknowledged; failures are recorded by code, reason and retry delay. */
  async post({ posts }: Server, text = `post ${++this.#last}`): Promise<boolean> {
    try {
      const { post } = await posts.createPost({ text }, { headers: this.person.headers, timeoutMs: 10_000 });
      this.acknowledged.push(post!.id);
      return true;
    } catch (error) {
      this.note(error);
      return false;
    }
  }

  note(error: unknown): void {
    const failure = ConnectError.from(error);
    const again = failure.findDetails(RetryInfoSchema).length > 0;
    this.#failures.add(`${Code[failure.code]} ${reasonOf(failure)}${again ? ' with RetryInfo' : ''}`);
  }

  /** Failures since the last call. */
  takeFailures(): string[] {
    const failures = [...this.#failures];
    this.#failures.clear();
    return failures;
  }

  /** Whether the user's timeline has every acknowledged post. */
  async allThere({ timelines }: Server): Promise<boolean> {
    const found = new Set<string>();
    let pageToken = '';
    do {
      const page = await timelines.listUserTimeline(
        { userId: this.person.id, pageSize: 100, pageToken },
        { headers: this.person.headers },
      );
      for (const { post } of page.entries) found.add(post?.id ?? '');
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    return this.acknowledged.every((id) => found.has(id));
  }
}

export const typed = ['Unavailable DEPENDENCY_UNAVAILABLE with RetryInfo'];

export function isTyped(failures: readonly string[]): boolean {
  return failures.length > 0 && failures.every((each) => typed.includes(each));
}

/** Polls ten times a second; false after `limitMs`. */
export async function reached(
  condition: () => Promise<boolean> | boolean,
  limitMs = 20_000,
): Promise<boolean> {
  for (const end = performance.now() + limitMs; performance.now() < end; ) {
    if (await condition()) return true;
    await sleep(100);
  }
  return false;
}

/** After a failed write: reads are served, writes are refused with a typed error, and operators are informed. */
export async function checkRefusing(server: Server, writing: Writing, what: string): Promise<void> {
  const failures = writing.takeFailures();
  check(isTyped(failures), `${what}: writes fail as ${failures.join(', ') || 'nothing'}`);
  check(await writing.allThere(server), `${what}: a timeline is read, with every acknowledged post`);
  const home = await server.timelines
    .listHomeTimeline({ pageSize: 20 }, { headers: writing.person.headers })
    .then(
      ({ entries }) => entries.length > 0,
      () => false,
    );
  check(home, `${what}: a home timeline is read`);
  const { whole, writes, ready } = await state(server);
  check(
    whole === Status.SERVING && writes === Status.NOT_SERVING,
    `${what}: health says that writes are not served`,
  );
  check(/^200 ready\nno writes: /.test(ready), `${what}: /readyz says ${JSON.stringify(ready)}`);
}

export async function checkRecovered(server: Server, writing: Writing, what: string): Promise<void> {
  // A server without a free descriptor resets connections.
  const serving = () =>
    state(server).then(
      ({ writes }) => writes === Status.SERVING,
      () => false,
    );
  check(await reached(serving), `${what}: health says that writes are served again`);
  // Ids come from another file, which is polled once a second.
  check(await reached(() => writing.post(server), 5_000), `${what}: a post is acknowledged`);
  check(await writing.allThere(server), `${what}: every acknowledged post is there`);
  const metrics = await (await fetch(`${server.http}/metrics`)).text();
  check(!/^skein_process_uncaught_total\{.*\} [1-9]/m.test(metrics), `${what}: no error was left uncaught`);
  const { ready } = await state(server);
  check(ready === '200 ready\n', `${what}: /readyz says ${JSON.stringify(ready)}`);
}
