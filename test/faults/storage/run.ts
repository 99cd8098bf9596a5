import { diskErrors } from './disk-errors.ts';
import { fullDisk } from './full-disk.ts';
import { fewDescriptors, smallFiles } from './limits.ts';
import { wrong } from './network.ts';

// Real storage failures under the real process: typed errors, nothing acknowledged is lost, reads continue, and writes
// resume afterwards.

const asked = process.argv.slice(2);
const faults: Readonly<Record<string, () => Promise<unknown>>> = {
  'full disk (a tmpfs of its own: needs root)': fullDisk,
  'EIO at fsync (strace)': diskErrors,
  'ulimit -n 96': () => fewDescriptors(96),
  'ulimit -n 256': () => fewDescriptors(256),
  'ulimit -f 2048': () => smallFiles(2_048),
};
for (const [name, run] of Object.entries(faults)) {
  if (asked.length > 0 && !asked.some((each) => name.includes(each))) continue;
  process.stdout.write(`# ${name}\n`);
  if ((await run()) === false) process.stdout.write(`SKIPPED: ${name}: not possible here\n`);
}
process.stdout.write(
  wrong.length === 0 ? 'storage faults: all well\n' : `storage faults: ${wrong.length} wrong\n`,
);
process.exitCode = wrong.length === 0 ? 0 : 1;
