/**
 * For networks whose test or benchmark is not about overload: on a slow machine, too, nobody is turned away, and a few
 * people may call as much as a crowd.
 */
export const roomForAll = {
  SKEIN_OVERLOAD_TURN: '10s',
  SKEIN_CALLS_PER_ADDRESS: '1000000000',
  SKEIN_CALLS_PER_USER: '1000000000',
  SKEIN_STREAMS_PER_USER: '1000000',
};
