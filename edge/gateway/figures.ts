import { Gauge, type Registry } from 'prom-client';

/** Metrics that only the gateway can count; calls are counted where they are handled. */
export interface GatewayFigures {
  /** Sets the number of open WebSockets. */
  sockets(open: number): void;
}

export function gatewayFigures(registry: Registry): GatewayFigures {
  const registers = [registry];
  const open = new Gauge({ name: 'skein_gateway_sockets', help: 'WebSockets that are open.', registers });
  return {
    sockets: (count) => open.set(count),
  };
}
