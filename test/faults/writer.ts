import { Code, ConnectError } from '@connectrpc/connect';
import { reasonOf } from '../../platform/errors.ts';
import type { Person, Server } from './server.ts';

/** An entry that the server acknowledged. */
export interface Acknowledged {
  readonly author: string;
  readonly entryId: string;
  /** It mentions the person whom all posts mention; a repost does not. */
  readonly mentions: boolean;
}

export interface Writer {
  /** Calls that were repeated because the server died. */
  retries(): number;
  /** Finishes the current write. */
  stop(): Promise<void>;
}

/**
 * Posts without pause and mentions one person each time; every fifth write reposts a post of an author whom nobody follows. A call on which the server
 * died is repeated with its request_id until it is answered.
 */
export function startWriter(
  { author, device, headers }: Person & { readonly author: string; readonly device: string },
  { outsider, mentioned }: { readonly outsider: Person; readonly mentioned: string },
  server: () => Pick<Server, 'posts'>,
  acknowledged: Acknowledged[],
): Writer {
  const name = `${author}-${device}`;
  let stopping = false;
  let retries = 0;

  const answered = async <T>(call: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await call();
      } catch (error) {
        const { code, message } = ConnectError.from(error);
        // An error without a reason does not come from the server.
        const died = reasonOf(error) === undefined || code === Code.Unavailable;
        if (!died) throw new Error(`${name}: ${message}`);
        retries += 1;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };
  const post = async (text: string, { headers }: Pick<Person, 'headers'>): Promise<string> => {
    const answer = await answered(() => server().posts.createPost({ text, requestId: text }, { headers }));
    return answer.post!.id;
  };
  const isPost = (n: number) => n % 5 < 4;
  const write = async (n: number): Promise<string> => {
    if (isPost(n)) return post(`${name}-${n} @${mentioned}`, { headers });
    const postId = await post(`for-${name}-${n}`, outsider);
    const request = { postId, requestId: `${name}-${n}` };
    return (await answered(() => server().posts.repostPost(request, { headers }))).entryId;
  };
  const run = async () => {
    for (let n = 0; !stopping; n++)
      acknowledged.push({ author, entryId: await write(n), mentions: isPost(n) });
  };
  const running = run();
  running.catch(() => {});
  return {
    retries: () => retries,
    async stop() {
      stopping = true;
      await running;
    },
  };
}
