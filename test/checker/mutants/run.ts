import { parseArgs } from 'node:util';
import { check } from '../check.ts';
import { mutants } from './mutants.ts';

/** Every mutant must make the checker disagree; one that survives fails the run. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { steps: { type: 'string', default: '1900' }, seeds: { type: 'string', default: '3' } },
});
const names = positionals.length > 0 ? positionals : Object.keys(mutants);
const survivors: string[] = [];
for (const name of names) {
  const { what } = mutants[name] ?? { what: 'unknown' };
  let found = '';
  for (let seed = 1; seed <= Number(values.seeds) && found === ''; seed++) {
    const lines: string[] = [];
    const agrees = await check({
      steps: Number(values.steps),
      seed,
      mutant: name,
      print: (line) => lines.push(line),
    });
    const disagreement = lines.find((line) => line.startsWith('disagree'));
    // A server that does not start, for example, does not count as found.
    if (!agrees && disagreement === undefined) throw new Error(`${name}: ${lines.join('\n')}`);
    if (!agrees) found = disagreement ?? '';
    // The line that names the seed and the step comes after those of the progress.
    if (found !== '') found = `${lines.find((line) => line.startsWith('seed '))}: ${found}`;
  }
  if (found === '') survivors.push(name);
  process.stdout.write(
    `${found === '' ? 'NOT FOUND' : 'found'}: ${name} (${what})\n  ${found.slice(0, 200)}\n`,
  );
}
process.stdout.write(`${names.length - survivors.length} of ${names.length} planted faults were found\n`);
process.exitCode = survivors.length === 0 ? 0 : 1;
