// Prints docs/capacity.md for other assumptions: `make capacity ARGS='--peak-posts 30000'`; `--help` lists them.
import { assumption, assumptionNames, planOf } from './assumptions.ts';
import { capacityPages } from './pages.ts';

const args = process.argv.slice(2);
if (args.includes('--help')) {
  for (const name of assumptionNames) {
    const { value, unit, basis, meaning } = assumption(name);
    process.stdout.write(`--${name} ${value}  ${unit}, ${basis}: ${meaning}\n`);
  }
} else {
  try {
    process.stdout.write(capacityPages(planOf(args)).page());
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 2;
  }
}
