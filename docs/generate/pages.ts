import type { ServiceTable } from '../../services/hosting/service-table.ts';
import { capacityPages } from './capacity/pages.ts';
import { configPage } from './config-page.ts';
import { errorsPage } from './errors-page.ts';
import { withOperations } from './http-api-page.ts';
import { stored } from './measured/measured.ts';
import { withFigures } from './measured/readme-figures.ts';
import { servicesPage } from './services-page.ts';

/** Generated and committed files: paths from the root, each with a function from the current text to the new one. */
export function pages(services: ServiceTable): Readonly<Record<string, (current: string) => string>> {
  const capacity = capacityPages();
  return {
    'README.md': (current) => withFigures(stored, current),
    'docs/capacity.md': capacity.page,
    'docs/capacity.svg': capacity.plot,
    'docs/errors.md': errorsPage,
    'docs/config.md': () => configPage(services),
    'docs/http-api.md': withOperations,
    'docs/services.md': () => servicesPage(services),
  };
}
