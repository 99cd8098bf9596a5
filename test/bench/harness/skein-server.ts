import { cheapPasswords } from '../../../platform/testing/cheap-passwords.ts';
import { startProcess } from '../../../services/hosting/start-process.ts';
import { services } from '../../../services/registry.ts';
import type { UserOverrides } from '../../../services/user/compose.ts';
import { serveParent } from './child.ts';

// As services/main.ts, but with cheap password hashes by default: a benchmark signs up a thousand users, and 19 MiB of
// Argon2 each is not what it measures.
const cheap: UserOverrides = {
  passwords: cheapPasswords({ maxWaiting: 10_000 }),
};
const { BENCH_PASSWORDS: asShipped } = process.env;
const overrides = asShipped === undefined ? { user: cheap } : {};
const network = await startProcess({ services, env: process.env, overrides });
serveParent(
  {
    grpc: `${network.bind}:${network.grpcPort}`,
    http: `http://${network.bind}:${network.httpPort}`,
  },
  () => network.close(),
);
