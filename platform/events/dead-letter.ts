import type { Delivery, EventRecord } from './port.ts';

/** The topic of dead letters; keyed as the events were. */
export const deadLetterTopic = 'dead-letter';

/** An event whose handling failed for good, with what is needed to inspect and retry it. */
export interface DeadLetter extends EventRecord {
  /** `group/topic/eventId`, so a repeated failure of the same event is the same letter. */
  id: string;
  group: string;
  partition: number;
  offset: number;
  /** The error of the last try. */
  error: string;
  attempts: number;
  /** When the consumer gave up, in milliseconds since 1970. */
  failedMs: number;
}

export interface GivenUp {
  group: string;
  error: unknown;
  attempts: number;
  failedMs: number;
}

export function deadLetterOf(event: Delivery, { group, error, attempts, failedMs }: GivenUp): DeadLetter {
  const id = `${group}/${event.topic}/${event.eventId}`;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { ...event, id, group, error: text, attempts, failedMs };
}

/** Encodes the letter as a record of the dead-letter topic: JSON with the event's value in base64. */
export function toRecord(letter: DeadLetter): EventRecord {
  const { value, ...rest } = letter;
  return {
    topic: deadLetterTopic,
    key: letter.key,
    eventId: letter.id,
    timeMs: letter.failedMs,
    value: Buffer.from(JSON.stringify({ ...rest, value: Buffer.from(value).toString('base64') })),
  };
}

/** @throws for anything that `toRecord` did not write. */
export function fromRecord({ value }: EventRecord): DeadLetter {
  const { value: base64, ...rest } = JSON.parse(Buffer.from(value).toString()) as DeadLetter & {
    value: string;
  };
  return { ...rest, value: new Uint8Array(Buffer.from(base64, 'base64')) };
}
