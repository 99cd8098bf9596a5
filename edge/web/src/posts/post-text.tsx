import type { ReactNode } from 'react';
import type { Post } from '../../../../gen/ts/skein/post/v1/post_pb.ts';
import { Link } from '../link.tsx';
import { pathOfUser } from '../routes.ts';
import { type Part, partsOf } from './parts.ts';

/** A post's text with its mentions, hashtags and links as the server found them. */
export function PostText({ post }: { post: Post }) {
  return (
    <p className="text" dir="auto">
      {partsOf(post).map(({ start, text, entity }) =>
        // Isolated: no direction control of the text turns the letters of an address around.
        entity === undefined ? text : <bdi key={start}>{shown(text, entity)}</bdi>,
      )}
    </p>
  );
}

function shown(text: string, entity: NonNullable<Part['entity']>): ReactNode {
  if ('mention' in entity) return <Link to={pathOfUser(entity.mention.userId)}>{text}</Link>;
  if ('hashtag' in entity) return <span className="tag">{text}</span>;
  return (
    <a href={safe(entity.link.url)} rel="noopener noreferrer nofollow" target="_blank">
      {text.replace(/^https?:\/\//i, '')}
    </a>
  );
}

/** A link leads to the web and nowhere else, whatever the server says. */
function safe(url: string): string | undefined {
  return /^https?:\/\//i.test(url) ? url : undefined;
}
