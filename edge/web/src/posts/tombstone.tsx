import type { Tombstone as TombstoneMessage } from '../../../../gen/ts/skein/post/v1/post_pb.ts';
import { TombstoneReason } from '../../../../gen/ts/skein/post/v1/post_pb.ts';
import { pathOfThread } from '../addresses.ts';
import { Link } from '../link.tsx';

interface TombstoneProps {
  readonly tombstone?: TombstoneMessage;
  /** Inside a post that quotes it. */
  readonly quoted?: boolean;
}

/** A placeholder for a post that is not shown. */
export function Tombstone({ tombstone, quoted = false }: TombstoneProps) {
  const className = quoted ? 'quoted quiet' : 'empty';
  if (tombstone?.reason === TombstoneReason.MUTED)
    return (
      <p className={className}>
        You have muted its author. <Link to={pathOfThread(tombstone.postId)}>Show the post</Link>
      </p>
    );
  return <p className={className}>This post is gone.</p>;
}
