import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';

/**
 * Runs the tests (all, or the given files), prints failures, one line a file and the totals of assertions. If
 * SKEIN_TOTALS names a file, the totals are appended to it as `passed failed`.
 */
const run = spawn('tap', ['--reporter=tap', ...process.argv.slice(2)], {
  stdio: ['inherit', 'pipe', 'inherit'],
});
let passed = 0;
let failed = 0;
let files = 0;
let rest = '';
/** Lines of the current file, printed only if it fails. */
let details: string[] = [];

function take(line: string): void {
  const totals = /^# \{ total: (\d+)(?:, pass: (\d+))?(?:, fail: (\d+))?/.exec(line);
  if (totals) {
    passed += Number(totals[2] ?? 0);
    failed += Number(totals[3] ?? 0);
  } else if (/^(not )?ok \d+ - /.test(line)) {
    files += 1;
    if (line.startsWith('not ')) process.stdout.write(`${details.join('\n')}\n`);
    process.stdout.write(`${line}\n`);
    details = [];
  } else if (/^\s*# (?!Subtest|time=)/.test(line) && !line.startsWith('# No coverage')) {
    // A suite's own statistics: how many cases ran where.
    process.stdout.write(`${line}\n`);
  } else {
    details.push(line);
  }
}

run.stdout.setEncoding('utf8');
run.stdout.on('data', (text: string) => {
  const lines = (rest + text).split('\n');
  rest = lines.pop()!;
  lines.forEach(take);
});
run.on('close', (code) => {
  if (rest !== '') take(rest);
  // A file that dies before its first assertion counts as one failure.
  if (code !== 0 && failed === 0) failed = 1;
  if (process.env.SKEIN_TOTALS) appendFileSync(process.env.SKEIN_TOTALS, `${passed} ${failed}\n`);
  process.stdout.write(`${files} files: ${passed} passed, ${failed} failed\n`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
});
