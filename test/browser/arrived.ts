/** The texts received through each listener. */
export type Arrived = Record<'connect' | 'grpcWeb' | 'socket', string[]>;
