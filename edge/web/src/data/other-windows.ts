/** A follow or unfollow. */
export interface FollowChange {
  readonly userId: string;
  readonly following: boolean;
}

/** The other windows of the same reader in this browser. */
export interface OtherWindows {
  tell(change: FollowChange): void;
  close(): void;
}

/** @param heard receives changes made in another window */
export function otherWindows(readerId: string, heard: (change: FollowChange) => void): OtherWindows {
  const channel = new BroadcastChannel(`skein.follows.${readerId}`);
  channel.onmessage = ({ data }: MessageEvent<FollowChange>) => heard(data);
  return {
    tell: (change) => channel.postMessage(change),
    close: () => channel.close(),
  };
}
