import { describe, type SettingRow } from '../../platform/config.ts';
import type { ServiceTable } from '../../services/hosting/service-table.ts';
import { settingGroups } from '../../services/hosting/settings.ts';
import { memorySection } from './memory.ts';
import { cell, table } from './table.ts';

function groupSection(group: string, rows: readonly SettingRow[]): string {
  const lines = rows.map(({ env, type, unit, default: value, allowed, doc }) => [
    `\`${env}\``,
    `${type}${unit && `, ${unit}`}`,
    value && `\`${cell(value)}\``,
    cell(allowed),
    cell(doc),
  ]);
  return [`## ${group}`, '', table(['setting', 'type', 'default', 'allowed', 'meaning'], lines)].join('\n');
}

/** docs/config.md. */
export function configPage(services: ServiceTable): string {
  const rows = Map.groupBy(describe(settingGroups(services)), ({ group }) => group);
  return `# Settings

Settings are environment variables. A process checks them once, at its start. If a value is not allowed, a combination is
contradictory, or a \`SKEIN_\` variable is not listed here, the process prints all problems and exits.
\`make docs\` writes this page from the code.

${[...rows].map(([group, own]) => groupSection(group, own)).join('\n\n')}

${memorySection(services)}
`;
}
