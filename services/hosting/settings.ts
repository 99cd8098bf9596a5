import { gatewaySettings } from '../../edge/gateway/config.ts';
import { cassandraSettings } from '../../platform/cassandra/settings.ts';
import type { Groups } from '../../platform/config.ts';
import { dgraphSettings } from '../../platform/dgraph/settings.ts';
import { engineSettings } from '../../platform/engines/settings.ts';
import { kafkaSettings } from '../../platform/events/kafka-settings.ts';
import { callLimitSettings } from '../../platform/limits/call-limits.ts';
import { signInLimitSettings } from '../../platform/limits/sign-in-limits.ts';
import { postgresSettings } from '../../platform/postgres/settings.ts';
import { redisSettings } from '../../platform/redis/settings.ts';
import { processSettings } from '../../platform/settings.ts';
import { graphSettings } from '../graph/config.ts';
import { postSettings } from '../post/config.ts';
import { timelineSettings } from '../timeline/config.ts';
import { userSettings } from '../user/config.ts';
import { clusterSettings } from './cluster/settings.ts';

/** Every setting that a process of ours knows: a `SKEIN_` variable that is none of these is refused. */
export const settingGroups = {
  process: processSettings,
  gateway: gatewaySettings,
  limits: callLimitSettings,
  ...timelineSettings,
  user: userSettings,
  signIn: signInLimitSettings,
  ...graphSettings,
  ...postSettings,
  engines: engineSettings,
  postgres: postgresSettings,
  dgraph: dgraphSettings,
  cassandra: cassandraSettings,
  redis: redisSettings,
  kafka: kafkaSettings,
  cluster: clusterSettings,
} satisfies Groups;

/** What the project's own scripts read from the same environment, and no process of the network. */
export const scriptVariables = [
  'SKEIN_CACHE',
  'SKEIN_CONFIG_DIR',
  'SKEIN_ENGINES_DIR',
  'SKEIN_ENGINES_OFFSET',
  'SKEIN_ENGINES_SECURE',
  'SKEIN_GRAPH',
  'SKEIN_REPLICAS',
  'SKEIN_TOTALS',
];
