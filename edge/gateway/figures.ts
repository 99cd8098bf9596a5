import { Gauge, type Registry } from 'prom-client';

/** What only the gateway can count: everything else is counted where calls are handled. */
export interface GatewayFigures {
  /** Tells how many WebSockets are open. */
  sockets(open: number): void;
}

export function gatewayFigures(registry: Registry): GatewayFigures {
  const registers = [registry];
  const open = new Gauge({ name: 'skein_gateway_sockets', help: 'WebSockets that are open.', registers });
  return {
    sockets: (count) => open.set(count),
  };
}
