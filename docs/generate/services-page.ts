import type { DescMethod, DescService } from '@bufbuild/protobuf';
import { momentNames } from '../../services/hosting/account.ts';
import type { Service } from '../../services/hosting/define-service.ts';
import type { ServiceTable } from '../../services/hosting/service-table.ts';
import { cell, table } from './table.ts';

const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
const contracts = (all: readonly DescService[]) => code(all.map(({ typeName }) => typeName));
const short = ({ parent, name }: DescMethod) => `${parent.name}.${name}`;

/** docs/services.md: what each service.ts declares. */
export function servicesPage(services: ServiceTable): string {
  const { all, built } = services;
  const everyTopic = [...new Set(built.flatMap(({ topics }) => [...topics.publishes, ...consumed(topics)]))];
  return `# Services

Each service is a folder in services/ and a line in services/registry.ts. \`make docs\` writes this page from what each
service.ts declares; settings are in [config.md](config.md), errors in [errors.md](errors.md).

${table(
  ['service', 'port', 'public contract', 'contract for services only', 'engines in a cluster', 'secrets'],
  all.map((service) => [
    service.name + (built.includes(service) ? '' : ' (planned)'),
    String(service.port),
    contracts(service.public),
    contracts([...service.mesh, ...service.ofEachProcess]),
    service.engines.map(({ name }) => name).join(', '),
    code(service.secrets),
  ]),
)}

A deployment starts these engines: ${services.engines.map(({ name }) => name).join(', ')}. It has these secrets: ${code(services.secrets)}.

## Calls

A service calls the RPCs in its row and no others; callees refuse the rest with SERVICE_NOT_ALLOWED.

${table(
  ['caller', 'RPCs'],
  [...services.callsOf].map(([caller, methods]) => [caller, code(methods.map(short))]),
)}

## Topics

${table(
  ['topic', 'published by', 'consumed by (consumer group)'],
  everyTopic.map((topic) => [
    `\`${topic}\``,
    names(built.filter(({ topics }) => topics.publishes.includes(topic))),
    built.flatMap((service) => groupsOf(service, topic)).join(', '),
  ]),
)}

## Accounts

What each service does when an account is hidden (deactivated), restored and purged, and how its owner exports it.

${table(
  ['service', ...momentNames, 'exported', 'exported by'],
  built.map(({ name, account }) => [
    name,
    ...momentNames.map((moment) => cell(account![moment].says)),
    cell(account!.exported.says),
    code(account!.exported.by.map(short)),
  ]),
)}
`;
}

const consumed = ({ consumes }: Service['topics']) => Object.values(consumes).flat();
const names = (services: readonly Service[]) => services.map(({ name }) => name).join(', ');

function groupsOf({ name, topics }: Service, topic: string): string[] {
  const groups = Object.entries(topics.consumes).filter(([, read]) => read.includes(topic));
  return groups.map(([group]) => `${name} (\`${group}\`)`);
}
