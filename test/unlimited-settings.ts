/**
 * For tests and benchmarks that are not about overload: no call is refused even on a slow machine, and a few users may
 * make as many calls as a crowd.
 */
export const unlimitedSettings = {
  SKEIN_OVERLOAD_TURN: '10s',
  SKEIN_CALLS_PER_ADDRESS: '1000000000',
  SKEIN_CALLS_PER_USER: '1000000000',
  SKEIN_STREAMS_PER_USER: '1000000',
};
