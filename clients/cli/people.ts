import type { User } from '../../gen/ts/skein/user/v1/user_pb.ts';
import type { Api } from './api.ts';

/** A handle without the @ that users may type. */
export function plainHandle(word: string): string {
  return word.startsWith('@') ? word.slice(1) : word;
}

/** @throws ConnectError USER_NOT_FOUND */
export async function findPerson({ users }: Api, word: string): Promise<User> {
  const { user } = await users.getUser({ key: { case: 'handle', value: plainHandle(word) } });
  return user!;
}
