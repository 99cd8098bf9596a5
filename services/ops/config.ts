import type { Config } from '../../platform/config.ts';
import { productSettings } from '../product/settings.ts';

/** Of the product's figures the ops service goes by SKEIN_IDEMPOTENCY_TTL; it has none of its own. */
export const opsSettings = { product: productSettings };

export type OpsConfig = Config<typeof opsSettings>;
