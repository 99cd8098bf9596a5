import { sizeOfBytes, sizeOfInt, WireWriter } from '../../../platform/rpc/wire.ts';
import type { IdTimes } from '../domain/folding.ts';
import type { ShownEntry } from '../domain/judge.ts';
import type { Page } from '../domain/page.ts';

// Field numbers of skein.timeline.v1.TimelineEntry and google.protobuf.Timestamp.
const entryIdField = 1;
const postField = 2;
const repostedByField = 3;
const createTimeField = 4;
const secondsField = 1;
const nanosField = 2;

// The list answers of skein.timeline.v1 have the same numbers.
const entriesField = 1;
const nextPageTokenField = 2;
const resumeTokenField = 3;

// StreamHomeTimelineResponse, and TimelineEntries within it.
const streamTokenField = 1;
const addedField = 2;

interface Sized {
  readonly shown: ShownEntry;
  readonly seconds: number;
  readonly nanos: number;
  readonly timeSize: number;
  readonly size: number;
}

/**
 * A ListHomeTimelineResponse or ListUserTimelineResponse, joined from posts and people that are encoded
 * already: what a page costs is copying bytes.
 */
export function encodePage(
  page: Page,
  tokens: { next: string; resume?: string },
  times: Pick<IdTimes, 'timeOf'>,
): Uint8Array {
  const entries = page.entries.map((shown) => measure(shown, times));
  const resume = tokens.resume ?? '';
  let size = textSize(nextPageTokenField, tokens.next) + textSize(resumeTokenField, resume);
  for (const entry of entries) size += sizeOfBytes(entriesField, entry.size);
  const writer = new WireWriter(size);
  for (const entry of entries) write(writer, entry);
  if (tokens.next !== '') writer.ascii(nextPageTokenField, tokens.next);
  if (resume !== '') writer.ascii(resumeTokenField, resume);
  return writer.finish();
}

/** A StreamHomeTimelineResponse with entries that came. */
export function encodeAdded(
  shown: readonly ShownEntry[],
  resumeToken: string,
  times: Pick<IdTimes, 'timeOf'>,
): Uint8Array {
  const entries = shown.map((entry) => measure(entry, times));
  const addedSize = entries.reduce((sum, entry) => sum + sizeOfBytes(entriesField, entry.size), 0);
  const size = sizeOfBytes(streamTokenField, resumeToken.length) + sizeOfBytes(addedField, addedSize);
  const writer = new WireWriter(size).ascii(streamTokenField, resumeToken).open(addedField, addedSize);
  for (const entry of entries) write(writer, entry);
  return writer.finish();
}

function measure(shown: ShownEntry, times: Pick<IdTimes, 'timeOf'>): Sized {
  const ms = times.timeOf(shown.entry.entryId);
  const seconds = Math.floor(ms / 1000);
  const nanos = (ms - seconds * 1000) * 1_000_000;
  const timeSize = sizeOfInt(secondsField, seconds) + (nanos === 0 ? 0 : sizeOfInt(nanosField, nanos));
  const size =
    sizeOfBytes(entryIdField, shown.entry.entryId.length) +
    sizeOfBytes(postField, shown.post.length) +
    (shown.repostedBy === undefined ? 0 : sizeOfBytes(repostedByField, shown.repostedBy.length)) +
    sizeOfBytes(createTimeField, timeSize);
  return { shown, seconds, nanos, timeSize, size };
}

function write(writer: WireWriter, { shown, seconds, nanos, timeSize, size }: Sized): void {
  writer.open(entriesField, size).ascii(entryIdField, shown.entry.entryId).bytes(postField, shown.post);
  if (shown.repostedBy !== undefined) writer.bytes(repostedByField, shown.repostedBy);
  writer.open(createTimeField, timeSize).int(secondsField, seconds);
  if (nanos !== 0) writer.int(nanosField, nanos);
}

function textSize(field: number, text: string): number {
  return text === '' ? 0 : sizeOfBytes(field, text.length);
}
