import { Counter, type Registry } from 'prom-client';
import type { CallLimitsOptions } from '../limits/call-limits.ts';

/** Counts calls that were refused for the limits of an address or user. */
export function limitFigures(registers: Registry[]): NonNullable<CallLimitsOptions['onRefused']> {
  const refusals = new Counter({
    name: 'skein_rpc_limited_total',
    help: 'Calls refused at the doors, by what was too much: calls of the address or user, or streams.',
    labelNames: ['limit'],
    registers,
  });
  return (limit) => refusals.inc({ limit });
}
