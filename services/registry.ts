import { analytics } from './analytics/service.ts';
import { graph } from './graph/service.ts';
import { checkExternalCallers } from './hosting/external-callers.ts';
import { serviceTable } from './hosting/service-table.ts';
import { media } from './media/service.ts';
import { notification } from './notification/service.ts';
import { ops } from './ops/service.ts';
import { post } from './post/service.ts';
import { search } from './search/service.ts';
import { timeline } from './timeline/service.ts';
import { trend } from './trend/service.ts';
import { user } from './user/service.ts';

/** The table of all services, in the order in which they start. */
export const services = serviceTable([
  user,
  graph,
  post,
  media,
  timeline,
  search,
  trend,
  notification,
  analytics,
  ops,
]);

/** Programs of other teams in the same mesh, one line each: name, principal, and the public RPCs that it calls. */
export const externalCallers = checkExternalCallers(services, []);
