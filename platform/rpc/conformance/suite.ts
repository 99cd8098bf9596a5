import type { Client } from '@connectrpc/connect';
import type { Test } from 'tap';
import type { ProbeService } from '../../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import type { OpenLink } from './links.ts';
import type { Witness } from './probe.ts';

/** What a case works with; the witness is new for each. */
export interface Stage {
  readonly t: Test;
  readonly client: Client<typeof ProbeService>;
  readonly witness: Witness;
  readonly link: OpenLink;
}

/** A named guarantee that every link must give. */
export interface Case {
  readonly name: string;
  readonly promise: string;
  run(stage: Stage): Promise<void>;
}
