import type { Groups } from '../platform/config.ts';
import { processSettings, productSettings } from '../platform/settings.ts';

/** Every setting that a process of ours knows: a `SKEIN_` variable that is none of these is refused. */
export const settingGroups = {
  process: processSettings,
  product: productSettings,
} satisfies Groups;
