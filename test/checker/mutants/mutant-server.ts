import { startNetwork } from '../../../services/network.ts';
import { welcome } from '../../../services/welcome.ts';
import { mutants } from './mutants.ts';

// services/main.ts with the fault that CHECKER_MUTANT names.

const mutant = mutants[process.env.CHECKER_MUTANT ?? ''];
if (mutant === undefined) throw new Error(`CHECKER_MUTANT is none of ${Object.keys(mutants).join(', ')}`);
const network = await startNetwork({ env: process.env, overrides: { timeline: mutant.plant() } });
process.once('SIGTERM', () => network.close());
process.stdout.write(welcome(network));
