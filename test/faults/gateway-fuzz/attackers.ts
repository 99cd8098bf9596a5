import { parentPort, workerData } from 'node:worker_threads';
import { type Random, random } from '../../checker/random.ts';
import type { Exchange } from './exchange.ts';
import { grpcAttacks } from './grpc-attacks.ts';
import { httpAttacks } from './http-attacks.ts';
import { rpcAttacks } from './rpc-attacks.ts';
import { socketAttacks } from './socket-attacks.ts';
import type { Target } from './targets.ts';

/** The parameters of the thread. */
export interface Orders {
  readonly target: Target;
  readonly seed: number;
  readonly attackers: number;
}

/** One attack and its responses. */
export interface Attacked extends Exchange {
  readonly name: string;
  /** Reproduces the attack together with the seed. */
  readonly step: number;
}

const attacks = { ...httpAttacks, ...rpcAttacks, ...grpcAttacks, ...socketAttacks };
const names = Object.keys(attacks) as (keyof typeof attacks)[];

// A thread of its own, so that generating input does not delay the timed client.
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
