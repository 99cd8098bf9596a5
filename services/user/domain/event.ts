/** What other services get to know of people, on the topic `user`. */
export type UserEvent =
  | {
      readonly kind: 'created' | 'updated' | 'deactivated' | 'restored' | 'purged';
      readonly userId: string;
      /** Of the account after the change. */
      readonly version: number;
    }
  | { readonly kind: 'session_ended'; readonly userId: string; readonly sessionId: string };
