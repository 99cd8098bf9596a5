import type { Post } from '../../../gen/ts/skein/post/v1/post_pb.ts';
import type { Clients, ServedPosts } from '../../../test/harness/served-posts.ts';

const PASSWORD = 'correct horse battery';

/** A signed-up person, with short methods for their actions. */
export interface Person extends Clients {
  readonly id: string;
  readonly handle: string;
  post(text?: string, more?: { replyTo?: Post; quoting?: Post }): Promise<Post>;
  deactivate(): Promise<void>;
  /** Signs in again, which restores a deactivated account. */
  back(): Promise<Person>;
}

export async function person(served: ServedPosts, handle: string): Promise<Person> {
  const { account, tokens } = await served.as().auth.signUp({ handle, password: PASSWORD });
  return personOf(served, { id: account!.user!.id, handle, token: tokens!.accessToken });
}

export function people(served: ServedPosts, ...handles: string[]): Promise<Person[]> {
  return Promise.all(handles.map((handle) => person(served, handle)));
}

function personOf(
  served: ServedPosts,
  { id, handle, token }: { id: string; handle: string; token: string },
): Person {
  const clients = served.as(token);
  return {
    ...clients,
    id,
    handle,
    async post(text = `from ${handle}`, { replyTo, quoting } = {}) {
      served.clock.advance(1);
      const request = { text, replyToPostId: replyTo?.id, quotedPostId: quoting?.id };
      return (await clients.posts.createPost(request)).post!;
    },
    async deactivate() {
      await clients.users.deactivateUser({ password: PASSWORD });
    },
    async back() {
      const { tokens } = await served.as().auth.signIn({ handle, password: PASSWORD });
      return personOf(served, { id, handle, token: tokens!.accessToken });
    },
  };
}
