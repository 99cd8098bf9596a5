/** Somebody was followed or unfollowed. */
export interface FollowChange {
  readonly userId: string;
  readonly following: boolean;
}

/** The other windows of one reader in this browser. */
export interface OtherWindows {
  tell(change: FollowChange): void;
  close(): void;
}

/** @param heard of what another window tells */
export function otherWindows(readerId: string, heard: (change: FollowChange) => void): OtherWindows {
  const channel = new BroadcastChannel(`skein.follows.${readerId}`);
  channel.onmessage = ({ data }: MessageEvent<FollowChange>) => heard(data);
  return {
    tell: (change) => channel.postMessage(change),
    close: () => channel.close(),
  };
}
