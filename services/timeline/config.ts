import { productSettings } from '../../platform/settings.ts';

/** The timeline service goes by the product's figures alone: SKEIN_FOLD_WINDOW. */
export const timelineSettings = { product: productSettings };
