import { TimestampSchema } from '@bufbuild/protobuf/wkt';
import {
  ListHomeTimelineResponseSchema,
  StreamHomeTimelineResponseSchema,
  TimelineEntrySchema,
} from '../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { envelopeHeadBytes } from '../../../platform/rpc/envelope.ts';
import { fieldNumbers } from '../../../platform/rpc/fields.ts';
import { sizeOfBytes, sizeOfInt, WireWriter } from '../../../platform/rpc/wire-writer.ts';
import type { ShownEntry } from '../domain/filter-visible.ts';
import type { IdTimes } from '../domain/folding.ts';
import type { Page } from '../domain/page.ts';

const {
  entryId: entryIdField,
  post: postField,
  repostedBy: repostedByField,
  createTime: createTimeField,
} = fieldNumbers(TimelineEntrySchema);
const { seconds: secondsField, nanos: nanosField } = fieldNumbers(TimestampSchema);
/** ListUserTimelineResponse has the same numbers for its first two fields. */
const list = fieldNumbers(ListHomeTimelineResponseSchema);
const { entries: entriesField, nextPageToken: nextPageTokenField, resumeToken: resumeTokenField } = list;
const { resumeToken: streamTokenField, added: addedField } = fieldNumbers(StreamHomeTimelineResponseSchema);

/** The most bytes of an entry besides its post and its reposter: tags, lengths, id and time. */
const entryOverhead = 80;

/**
 * A ListHomeTimelineResponse or ListUserTimelineResponse, joined from encoded posts and people: a page costs only copying of
 * bytes. It leaves room for an envelope's head in front.
 */
export function encodePage(
  page: Page,
  tokens: { next: string; resume?: string },
  times: Pick<IdTimes, 'timeOf'>,
): Buffer {
  const resume = tokens.resume ?? '';
  const maxSize =
    maxSizeOf(page.entries) + textSize(nextPageTokenField, tokens.next) + textSize(resumeTokenField, resume);
  const writer = new WireWriter(maxSize, envelopeHeadBytes);
  for (const shown of page.entries) write(writer, shown, times);
  if (tokens.next !== '') writer.ascii(nextPageTokenField, tokens.next);
  if (resume !== '') writer.ascii(resumeTokenField, resume);
  return writer.written();
}

/** A StreamHomeTimelineResponse with new entries. */
export function encodeAdded(
  shown: readonly ShownEntry[],
  resumeToken: string,
  times: Pick<IdTimes, 'timeOf'>,
): Uint8Array {
  const entries = new WireWriter(maxSizeOf(shown));
  for (const entry of shown) write(entries, entry, times);
  const added = entries.written();
  const size = sizeOfBytes(streamTokenField, resumeToken.length) + sizeOfBytes(addedField, added.length);
  return new WireWriter(size).ascii(streamTokenField, resumeToken).bytes(addedField, added).finish();
}

function maxSizeOf(entries: readonly ShownEntry[]): number {
  let size = 0;
  for (const { post, repostedBy } of entries) size += post.length + (repostedBy?.length ?? 0) + entryOverhead;
  return size;
}

function write(writer: WireWriter, shown: ShownEntry, times: Pick<IdTimes, 'timeOf'>): void {
  const { entry, post, repostedBy } = shown;
  const ms = times.timeOf(entry.entryId);
  const seconds = Math.floor(ms / 1000);
  const nanos = (ms - seconds * 1000) * 1_000_000;
  const timeSize = sizeOfInt(secondsField, seconds) + (nanos === 0 ? 0 : sizeOfInt(nanosField, nanos));
  const size =
    sizeOfBytes(entryIdField, entry.entryId.length) +
    sizeOfBytes(postField, post.length) +
    (repostedBy === undefined ? 0 : sizeOfBytes(repostedByField, repostedBy.length)) +
    sizeOfBytes(createTimeField, timeSize);
  writer.open(entriesField, size).ascii(entryIdField, entry.entryId).bytes(postField, post);
  if (repostedBy !== undefined) writer.bytes(repostedByField, repostedBy);
  writer.open(createTimeField, timeSize).int(secondsField, seconds);
  if (nanos !== 0) writer.int(nanosField, nanos);
}

function textSize(field: number, text: string): number {
  return text === '' ? 0 : sizeOfBytes(field, text.length);
}
