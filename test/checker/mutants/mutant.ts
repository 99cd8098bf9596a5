import type { GraphOverrides } from '../../../services/graph/compose.ts';
import type { NotificationOverrides } from '../../../services/notification/compose.ts';
import type { PostOverrides } from '../../../services/post/compose.ts';
import type { SearchOverrides } from '../../../services/search/compose.ts';
import type { TimelineOverrides } from '../../../services/timeline/compose.ts';
import type { UserOverrides } from '../../../services/user/compose.ts';

/** Overrides of services, by name. */
export interface Faults {
  readonly graph?: GraphOverrides;
  readonly notification?: NotificationOverrides;
  readonly post?: PostOverrides;
  readonly search?: SearchOverrides;
  readonly timeline?: TimelineOverrides;
  readonly user?: UserOverrides;
}

/** A fault that the checker must find, in place of a working part. */
export interface Mutant {
  readonly what: string;
  plant(): Faults;
}
