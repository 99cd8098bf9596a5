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

Everything comes from the environment and is checked once, at start: a value that is not allowed, a combination that
makes no sense, or a \`SKEIN_\` variable that is not listed here stops the process with all problems in plain words.
Made from the code by \`make docs\`.

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
