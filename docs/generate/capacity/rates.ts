import type { Plan } from './assumptions.ts';

/** What arrives in a second of the peak, and what is open then. */
export interface Rates {
  readonly posts: number;
  readonly homePages: number;
  readonly userPages: number;
  readonly likes: number;
  readonly follows: number;
  /** Entries pushed into rings of followers. */
  readonly pushes: number;
  /** People with an open stream. */
  readonly online: number;
  readonly heartbeats: number;
  /** Rings that exist, in all. */
  readonly rings: number;
  /** Writes to PostgreSQL: last_seen and renewed tokens. */
  readonly accountWrites: number;
}

export function ratesOf(plan: Plan): Rates {
  const posts = plan['peak-posts'];
  const pages = posts * plan['reads-per-post'];
  const online = plan['daily-users'] * plan['online-share'];
  const peak = plan['peak-posts'] / plan.posts;
  return {
    posts,
    homePages: pages * plan['home-share'],
    userPages: pages * (1 - plan['home-share']),
    likes: posts * plan['likes-per-post'],
    follows: posts * plan['follows-per-post'],
    pushes: posts * plan.followers * plan['ring-share'],
    online,
    heartbeats: online / plan.heartbeat,
    rings: plan['daily-users'] * plan['ring-days'],
    accountWrites:
      ((plan['daily-users'] * plan['hours-online']) / 86_400) * peak + online / plan['token-life'],
  };
}
