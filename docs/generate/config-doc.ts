import { readFileSync, writeFileSync } from 'node:fs';
import { describe } from '../../platform/config.ts';
import { settingGroups } from '../../services/hosting/settings.ts';
import { services } from '../../services/registry.ts';
import { memorySection } from './memory.ts';

const groups = settingGroups(services);
const page = new URL('../config.md', import.meta.url);
const cell = (text: string) => text.replaceAll('|', '\\|');

function groupTable(group: string): string {
  const rows = describe(groups).filter((row) => row.group === group);
  const lines = rows.map(
    ({ env, type, unit, default: value, allowed, doc }) =>
      `| \`${env}\` | ${type}${unit && `, ${unit}`} | ${value && `\`${cell(value)}\``} | ${cell(allowed)} | ${cell(doc)} |`,
  );
  return [
    `## ${group}`,
    '',
    '| setting | type | default | allowed | meaning |',
    '|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

const text = `# Settings

Settings are environment variables. A process checks them once, at its start. If a value is not allowed, a combination is
contradictory, or a \`SKEIN_\` variable is not listed here, the process prints all problems and exits.
\`make docs\` writes this page from the code.

${Object.keys(groups).map(groupTable).join('\n\n')}

${memorySection()}
`;

if (process.argv.includes('--check')) {
  if (readFileSync(page, 'utf8') !== text) {
    process.stderr.write('docs/config.md is not current: run make docs\n');
    process.exitCode = 1;
  }
} else {
  writeFileSync(page, text);
}
