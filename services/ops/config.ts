import type { Config } from '../../platform/config.ts';
import { productSettings } from '../product/settings.ts';

/** The ops service has no settings of its own. It uses the product setting SKEIN_IDEMPOTENCY_TTL. */
export const opsSettings = { product: productSettings };

export type OpsConfig = Config<typeof opsSettings>;
