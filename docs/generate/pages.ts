import type { ServiceTable } from '../../services/hosting/service-table.ts';
import { configPage } from './config-page.ts';
import { withServices } from './envoy-services.ts';
import { errorsPage } from './errors-page.ts';
import { servicesPage } from './services-page.ts';

/** Generated and committed files: paths from the root, each with a function from the current text to the new one. */
export function pages(services: ServiceTable): Readonly<Record<string, (current: string) => string>> {
  return {
    'docs/errors.md': errorsPage,
    'docs/config.md': () => configPage(services),
    'docs/services.md': () => servicesPage(services),
    'edge/envoy/transcode.yaml': (current) => withServices(services, current),
  };
}
