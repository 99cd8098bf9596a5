/** A follow or unfollow. */
export interface FollowChange {
  readonly userId: string;
  readonly following: boolean;
}

/** The other windows of the same reader in this browser. */
export interface CrossWindow {
  broadcast(change: FollowChange): void;
  close(): void;
}

/** @param onChange receives changes made in another window */
export function crossWindow(readerId: string, onChange: (change: FollowChange) => void): CrossWindow {
  const channel = new BroadcastChannel(`skein.follows.${readerId}`);
  channel.onmessage = ({ data }: MessageEvent<FollowChange>) => onChange(data);
  return {
    broadcast: (change) => channel.postMessage(change),
    close: () => channel.close(),
  };
}
