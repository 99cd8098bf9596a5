import { usageFault } from './fault.ts';

/** A whole number from 1 on. @throws Fault */
export function countOption(name: string, value: string | boolean | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (typeof value !== 'string' || !/^[1-9]\d{0,8}$/.test(value)) {
    throw usageFault(`--${name} takes a number from 1 on, not ${value}`);
  }
  return Number(value);
}
