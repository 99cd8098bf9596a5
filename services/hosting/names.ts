/** The services of the network, in the order in which they start. */
export const serviceNames = [
  'user',
  'graph',
  'post',
  'media',
  'timeline',
  'search',
  'trend',
  'notification',
  'analytics',
  'ops',
] as const;

export type ServiceName = (typeof serviceNames)[number];
