import type { ReactNode } from 'react';
import type { Post } from '../../../../gen/ts/skein/post/v1/post_pb.ts';
import { Link } from '../link.tsx';
import { pathOfUser } from '../routes.ts';

interface Part {
  /** In Unicode code points. */
  readonly start: number;
  readonly end: number;
  readonly show: (text: string) => ReactNode;
}

/** A post's text with its mentions, hashtags and links as the server found them. */
export function PostText({ post }: { post: Post }) {
  const points = [...post.text];
  const parts: Part[] = [
    ...post.mentions.map(({ start, end, userId }) => ({
      start,
      end,
      show: (text: string) => <Link to={pathOfUser(userId)}>{text}</Link>,
    })),
    ...post.hashtags.map(({ start, end }) => ({
      start,
      end,
      show: (text: string) => <span className="tag">{text}</span>,
    })),
    ...post.links.map(({ start, end, url }) => ({
      start,
      end,
      show: (text: string) => (
        <a href={safe(url)} rel="noopener noreferrer nofollow" target="_blank">
          {text.replace(/^https?:\/\//i, '')}
        </a>
      ),
    })),
  ].sort((a, b) => a.start - b.start);

  const shown: ReactNode[] = [];
  let from = 0;
  for (const { start, end, show } of parts) {
    if (start < from) continue;
    shown.push(points.slice(from, start).join(''));
    // Isolated: no direction control of the text turns the letters of an address around.
    shown.push(<bdi key={start}>{show(points.slice(start, end).join(''))}</bdi>);
    from = end;
  }
  shown.push(points.slice(from).join(''));
  return (
    <p className="text" dir="auto">
      {shown}
    </p>
  );
}

/** A link leads to the web and nowhere else, whatever the server says. */
function safe(url: string): string | undefined {
  return /^https?:\/\//i.test(url) ? url : undefined;
}
