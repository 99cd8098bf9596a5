import type { Command } from './command.ts';
import { deadLetters } from './commands/dead-letters.ts';
import { deletePost } from './commands/delete.ts';
import { doctor } from './commands/doctor.ts';
import { figures } from './commands/figures.ts';
import { follow, unfollow } from './commands/follow.ts';
import { grant } from './commands/grant.ts';
import { home } from './commands/home.ts';
import { lag } from './commands/lag.ts';
import { logLevel } from './commands/log-level.ts';
import { notifications } from './commands/notifications.ts';
import { operations } from './commands/operations.ts';
import { post } from './commands/post.ts';
import { like, repost } from './commands/react.ts';
import { rebuild } from './commands/rebuild.ts';
import { reindex } from './commands/reindex.ts';
import { search } from './commands/search.ts';
import { seed } from './commands/seed.ts';
import { signin } from './commands/signin.ts';
import { signout } from './commands/signout.ts';
import { signup } from './commands/signup.ts';
import { tail } from './commands/tail.ts';
import { thread } from './commands/thread.ts';
import { verifyCounts } from './commands/verify-counts.ts';
import { whoami } from './commands/whoami.ts';

/** Every command, as the help lists them. */
export const commands: readonly Command[] = [
  signup,
  signin,
  signout,
  whoami,
  post,
  deletePost,
  follow,
  unfollow,
  home,
  thread,
  search,
  like,
  repost,
  tail,
  notifications,
  seed,
  grant,
  figures,
  lag,
  deadLetters,
  operations,
  rebuild,
  reindex,
  verifyCounts,
  logLevel,
  doctor,
];
