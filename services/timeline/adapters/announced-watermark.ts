import { createClient, type Transport } from '@connectrpc/connect';
import { PostMeshService } from '../../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import type { Clock } from '../../../platform/clock.ts';
import { lowestAnnouncedWatermark } from '../domain/lowest-announced-watermark.ts';

/** How long one process of the post service may take to answer, in milliseconds. */
const answerLimitMs = 1_000;
/** The announced watermark over all processes of the post service. */
export function postAnnouncedWatermark(
  replicas: () => readonly { readonly address: string; readonly transport: Transport }[],
  clock: Clock,
): () => Promise<number> {
  const ask = async (transport: Transport) => {
    const client = createClient(PostMeshService, transport);
    return Number(
      (await client.getAnnouncedWatermark({}, { timeoutMs: answerLimitMs })).announcedWatermarkMs,
    );
  };
  const each = () =>
    replicas().map(({ address, transport }) => ({ process: address, untilMs: () => ask(transport) }));
  return lowestAnnouncedWatermark(each, clock);
}
