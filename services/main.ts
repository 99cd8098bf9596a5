import { startNetwork } from './hosting/embedded/network.ts';
import { runProcess } from './hosting/run-process.ts';
import { startupBanner } from './hosting/startup-banner.ts';

/** The whole network in one process. */
runProcess(async (uncaught) => {
  const network = await startNetwork({ env: process.env, uncaught });
  return { banner: startupBanner(network), close: network.close };
});
