// Writes every page and list that is generated from the code; with --check it only reports outdated ones.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { services } from '../../services/registry.ts';
import { pages } from './pages.ts';

for (const [path, textOf] of Object.entries(pages(services))) {
  const file = new URL(`../../${path}`, import.meta.url);
  const current = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const text = textOf(current);
  if (text === current) continue;
  if (process.argv.includes('--check')) {
    process.stderr.write(`${path} is not current: run make docs\n`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
  }
}
