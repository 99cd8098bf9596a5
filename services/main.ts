import { startNetwork } from './embedded/network.ts';
import { untilStopped } from './until-stopped.ts';
import { welcome } from './welcome.ts';

/** The whole network in one process. */
untilStopped(async (uncaught) => {
  const network = await startNetwork({ env: process.env, uncaught });
  return { welcome: welcome(network), close: network.close };
});
