/** The texts received through each listener. */
export type ReceivedTexts = Record<'connect' | 'grpcWeb' | 'socket', string[]>;
