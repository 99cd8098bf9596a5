import type { ReactNode } from 'react';
import type { Post } from '../../../../gen/ts/skein/post/v1/post_pb.ts';
import { pathOfSearch, pathOfUser } from '../addresses.ts';
import { Link } from '../link.tsx';
import { type Part, partsOf } from './text-parts.ts';

/** A post's text with the mentions, hashtags and links that the server found. */
export function PostText({ post }: { post: Post }) {
  return (
    <p className="text" dir="auto">
      {partsOf(post).map(({ start, text, entity }) =>
        // Isolated, so that direction controls of the text cannot reorder the letters of a link.
        entity === undefined ? text : <bdi key={start}>{shown(text, entity)}</bdi>,
      )}
    </p>
  );
}

function shown(text: string, entity: NonNullable<Part['entity']>): ReactNode {
  if ('mention' in entity) return <Link to={pathOfUser(entity.mention.userId)}>{text}</Link>;
  if ('hashtag' in entity) return <Link to={pathOfSearch(`#${text.slice(1)}`)}>{text}</Link>;
  return (
    <a href={safe(entity.link.url)} rel="noopener noreferrer nofollow" target="_blank">
      {text.replace(/^https?:\/\//i, '')}
    </a>
  );
}

/** Allows only web links, whatever the server sent. */
function safe(url: string): string | undefined {
  return /^https?:\/\//i.test(url) ? url : undefined;
}
