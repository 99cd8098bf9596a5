/** For networks whose test or benchmark is not about overload: on a slow machine, too, nobody is turned away. */
export const roomForAll = { SKEIN_OVERLOAD_TURN: '10s' };
