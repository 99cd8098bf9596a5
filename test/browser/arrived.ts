/** The texts that arrived through each door. */
export type Arrived = Record<'connect' | 'grpcWeb' | 'socket', string[]>;
