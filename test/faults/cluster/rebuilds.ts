import { randomUUID } from 'node:crypto';
import { timestampMs } from '@bufbuild/protobuf/wkt';
import type { CallOptions } from '@connectrpc/connect';
import { type Operation, OperationState, SearchIndex } from '../../../gen/ts/skein/ops/v1/ops_pb.ts';
import type { Fault, Struck } from './faults.ts';
import { clients } from './load.ts';
import { everyPostIsFound } from './verify.ts';

const password = 'correct horse';
/** How long a killed rebuild may take until it is done, and a search until it finds everything, in milliseconds. */
const limitMs = 60_000;

/** The lag of the index, and pages that are cached for a second. */
export const foundAfter: NonNullable<Fault['proof']> = async ({ transport, load }) => {
  const began = performance.now();
  await everyPostIsFound(transport, load, limitMs);
  return `every post is found ${((performance.now() - began) / 1_000).toFixed(1)} s later`;
};

/** SIGKILL to processes in the middle of a rebuild of the index of posts. It continues by itself. */
export function killedRebuild(...nodes: readonly string[]): Fault {
  let killedMs = 0;
  let id = '';
  let options: CallOptions = {};
  const now = async ({ transport }: Struck): Promise<Operation> => {
    const { operation } = await clients(transport).ops.getOperation({ operationId: id }, options);
    return operation!;
  };
  const untilEnded = async (struck: Struck): Promise<Operation> => {
    for (const end = performance.now() + limitMs; ; ) {
      // The ops service may not be back yet.
      const operation = await now(struck).catch(() => undefined);
      if (operation?.state === OperationState.SUCCEEDED) return operation;
      if (operation !== undefined && operation.state !== OperationState.RUNNING)
        throw new Error(`the rebuild failed: ${operation.error}`);
      if (performance.now() > end) throw new Error(`the rebuild is at ${operation?.doneCount}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  };
  return {
    name: `kill -9 ${nodes.join(' ')} during a reindex`,
    async strike(struck) {
      const { cluster, transport } = struck;
      options = await operatorOf(struck);
      const started = await clients(transport).ops.startReindex({ index: SearchIndex.POSTS }, options);
      id = started.operation!.id;
      while ((await now(struck)).totalCount === 0n) await new Promise((resolve) => setTimeout(resolve, 5));
      nodes.forEach(cluster.kill);
      killedMs = Date.now();
    },
    async proof(struck) {
      const ended = await untilEnded(struck);
      if (timestampMs(ended.endTime!) < killedMs) throw new Error('the rebuild had ended before the kill');
      return `${ended.doneCount} posts indexed again; ${await foundAfter(struck)}`;
    },
  };
}

/** The call options of a new operator. */
async function operatorOf({ cluster, transport }: Struck): Promise<CallOptions> {
  const { auth } = clients(transport);
  const handle = `o_${randomUUID().slice(0, 8)}`;
  await auth.signUp({ handle, password });
  await cluster.grantOperator(handle);
  // A token that is issued now has the role.
  const { tokens } = await auth.signIn({ handle, password });
  return { headers: { authorization: `Bearer ${tokens!.accessToken}` }, timeoutMs: 10_000 };
}
