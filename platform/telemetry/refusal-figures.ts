import { Counter, type Registry } from 'prom-client';
import type { ListenerName, OnRefused } from '../rpc/refusal-report.ts';

/** Counts calls that were refused before anything examined them, by reasons of the contract and HTTP statuses. */
export function refusalFigures(registers: Registry[]): (door: ListenerName) => OnRefused {
  const refusals = new Counter({
    name: 'skein_rpc_refused_total',
    help: 'Calls refused as they came (malformed, too large, late, unknown), by door and reason; not among the started ones.',
    labelNames: ['door', 'reason'],
    registers,
  });
  return (door) => (reason) => refusals.inc({ door, reason });
}
