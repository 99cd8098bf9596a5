import type { OptionValues } from './command.ts';
import { usageFault } from './fault.ts';
import type { Output } from './output.ts';

/**
 * An integer from 1.
 * @throws Fault
 */
export function countOption(name: string, value: string | boolean | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (typeof value !== 'string' || !/^[1-9]\d{0,8}$/.test(value)) {
    throw usageFault(`--${name} takes a number from 1 on, not ${value}`);
  }
  return Number(value);
}

/**
 * Refuses options that have no meaning beside another one.
 * @throws Fault
 */
export function refuseBeside(options: OptionValues, name: string, others: readonly string[]): void {
  const other = options[name] === undefined ? undefined : others.find((each) => options[each] !== undefined);
  if (other !== undefined) throw usageFault(`--${name} and --${other} do not go together`);
}

/** The options of every list. */
export const pageOptions = { limit: { type: 'string' }, page: { type: 'string' } } as const;

/**
 * @param what is listed
 * @param size the default page size
 */
export const pageDocs = (what: string, size: number) => ({
  limit: `how many${what}, 1 to 100; default ${size}`,
  page: 'the token of a further page',
});

/**
 * The page fields of a request.
 * @throws Fault
 */
export const pageOf = ({ limit, page = '' }: OptionValues, size: number) => ({
  pageSize: countOption('limit', limit, size),
  pageToken: page as string,
});

/** A text as one argument of a shell; a leading blank keeps one that begins with - from being an option. */
export function shellWord(text: string): string {
  const word = text.startsWith('-') ? ` ${text}` : text;
  return /^[\w@%+:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Prints how to continue after a page. */
export function noteNextPage(out: Output, command: string, nextPageToken: string): void {
  if (nextPageToken !== '' && !out.json) out.note(`\nmore: skein ${command} --page ${nextPageToken}`);
}

/** The options that select a consumer. */
export const consumerOptions = { topic: { type: 'string' }, group: { type: 'string' } } as const;
export const consumerDocs = { topic: 'of this topic only', group: 'of this consumer group only' };
export const consumerOf = ({ topic = '', group = '' }: OptionValues) => ({
  topic: topic as string,
  group: group as string,
});
