import { once } from 'node:events';
import { type ClientHttp2Stream, connect } from 'node:http2';
import t from 'tap';
import { TimelineService } from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { placeFrom } from '../../mesh/engines/place.ts';
import { pathOf } from '../../mesh/manifests/callers.ts';
import { hostOf } from '../../mesh/manifests/names.ts';
import { openTestbed } from '../../mesh/testbed/open.ts';
import { endlessStreams } from './endless.ts';
import { allocatedBytes } from './figures.ts';
import { until } from './until.ts';

/*
 * Readers that stop reading, behind a sidecar on both sides: the service is stopped, and neither sidecar stores what nobody reads.
 */

const stuckReaders = 200;
/** What a stuck stream may hold in a sidecar: a window on both of its sides, frames, and what Envoy has read when it stops reading. */
const perStreamBytes = 4 * 64 * 1024;
/** What the process may have written: both sidecars' share, and its own buffers. */
const writtenPerStreamBytes = 3 * perStreamBytes;

const bed = await openTestbed(placeFrom(process.env));
const podOf = (name: string) => bed.pods.find((pod) => pod.name === name)!;
const [front, timeline] = [podOf('front'), podOf('timeline-1')];
const { port } = timeline.serves.find(({ name }) => name === 'grpc')!;

t.test('readers that stop reading stop the service, and cost its sidecars a window each', async (t) => {
  const service = await endlessStreams(timeline);
  t.teardown(() => service.close());
  // The front's process takes all that its connection brings; windows of streams remain.
  const session = connect(`http://${front.outbound}:${port}`);
  await once(session, 'connect');
  session.setLocalWindowSize(2 ** 30);
  t.teardown(() => session.destroy());
  const open = (): ClientHttp2Stream => {
    const stream = session.request({
      ':method': 'POST',
      ':path': pathOf(TimelineService.method.streamHomeTimeline),
      ':authority': `${hostOf('timeline')}:${port}`,
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    stream.on('error', () => {});
    return stream;
  };
  const reading = () => {
    const state = { bytes: 0 };
    open().on('data', (chunk: Buffer) => {
      state.bytes += chunk.length;
    });
    return state;
  };
  const sidecars = [front, timeline];
  const memory = () => Promise.all(sidecars.map(allocatedBytes));

  // Sidecars have allocated what the first streams need.
  const first = reading();
  await until('a stream to be read', () => first.bytes > 10_000_000);
  const before = await memory();

  for (let reader = 0; reader < stuckReaders; reader++) open();
  await until('all streams to be open', () => service.open() === stuckReaders + 1);
  const beside = reading();
  // More than a connection holds for all its streams.
  const enough = 20_000_000;
  await until('a new reader beside them to be served', () => beside.bytes > enough, 60_000);

  const grown = (await memory()).map((bytes, index) => bytes - before[index]!);
  const read = first.bytes + beside.bytes;
  const stuckBytes = service.writtenBytes() - read;
  const shown = [...grown, stuckBytes].map((bytes) => `${(bytes / 1e6).toFixed(1)} MB`);
  t.comment(
    `${stuckReaders} stuck streams: sidecar of the caller + ${shown[0]}, of the service + ${shown[1]}; the service wrote ${shown[2]} for them`,
  );
  for (const [index, bytes] of grown.entries())
    t.ok(bytes < stuckReaders * perStreamBytes, `the sidecar of ${sidecars[index]!.name} is bounded`);
  t.ok(stuckBytes < stuckReaders * writtenPerStreamBytes, 'the service is stopped');
});
