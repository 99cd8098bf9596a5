import { Counter, Gauge, type Registry } from 'prom-client';

/** What only the gateway can count: everything else is counted where calls are handled. */
export interface GatewayFigures {
  refused(reason: string): void;
  /** Tells how many WebSockets are open. */
  sockets(open: number): void;
}

export function gatewayFigures(registry: Registry): GatewayFigures {
  const registers = [registry];
  const refusals = new Counter({
    name: 'skein_gateway_refused_total',
    help: 'Calls that the gateway refused before passing them on, by reason.',
    labelNames: ['reason'],
    registers,
  });
  const open = new Gauge({ name: 'skein_gateway_sockets', help: 'WebSockets that are open.', registers });
  return {
    refused: (reason) => refusals.inc({ reason }),
    sockets: (count) => open.set(count),
  };
}
