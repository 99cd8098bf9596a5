import { parentPort, workerData } from 'node:worker_threads';
import { type Random, random } from '../../checker/random.ts';
import type { Exchange } from './exchange.ts';
import { grpcAttacks } from './grpc-attacks.ts';
import { httpAttacks } from './http-attacks.ts';
import { rpcAttacks } from './rpc-attacks.ts';
import { socketAttacks } from './socket-attacks.ts';
import type { Target } from './targets.ts';

/** What the thread is told. */
export interface Orders {
  readonly target: Target;
  readonly seed: number;
  readonly attackers: number;
}

/** One attack and what came back for it. */
export interface Attacked extends Exchange {
  readonly name: string;
  /** With the seed it makes the attack again. */
  readonly step: number;
}

const attacks = { ...httpAttacks, ...rpcAttacks, ...grpcAttacks, ...socketAttacks };
const names = Object.keys(attacks) as (keyof typeof attacks)[];

// A thread of its own: making rubbish must not hold up the client whose calls are timed.
const { target, seed, attackers } = workerData as Orders;
let step = 0;
for (let each = 0; each < attackers; each++) void attack();

async function attack(): Promise<void> {
  for (;;) {
    const mine = step++;
    const chance: Random = random(seed, mine);
    const name = chance.pick(names);
    const answered = await attacks[name](chance, target);
    parentPort!.postMessage({ name, step: mine, ...answered } satisfies Attacked);
  }
}
