import type { OptionValues } from './command.ts';
import { usageFault } from './fault.ts';
import type { Output } from './output.ts';

/** A whole number from 1 on. @throws Fault */
export function countOption(name: string, value: string | boolean | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (typeof value !== 'string' || !/^[1-9]\d{0,8}$/.test(value)) {
    throw usageFault(`--${name} takes a number from 1 on, not ${value}`);
  }
  return Number(value);
}

/** What every list takes. */
export const pageOptions = { limit: { type: 'string' }, page: { type: 'string' } } as const;

/** @param what is listed @param size of a page unless told */
export const pageDocs = (what: string, size: number) => ({
  limit: `how many${what}, 1 to 100; ${size} unless told`,
  page: 'the token of a further page',
});

/** The fields of a request for a page. @throws Fault */
export const pageOf = ({ limit, page = '' }: OptionValues, size: number) => ({
  pageSize: countOption('limit', limit, size),
  pageToken: page as string,
});

/** Says how to go on after a page. */
export function tellMore(out: Output, command: string, nextPageToken: string): void {
  if (nextPageToken !== '' && !out.json) out.note(`\nmore: skein ${command} --page ${nextPageToken}`);
}

/** What consumers are told apart by. */
export const consumerOptions = { topic: { type: 'string' }, group: { type: 'string' } } as const;
export const consumerDocs = { topic: 'of this topic only', group: 'of this consumer group only' };
export const consumerOf = ({ topic = '', group = '' }: OptionValues) => ({
  topic: topic as string,
  group: group as string,
});
