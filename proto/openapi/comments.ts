import type { AnyDesc, DescFile } from '@bufbuild/protobuf';
import { getComments } from '@bufbuild/protoplugin';

/** The leading comment of a definition, with one line a paragraph. */
export function commentOf(desc: Exclude<AnyDesc, DescFile>): string {
  const lines = (getComments(desc).leading ?? '').split('\n').map((line) => line.trim());
  return lines
    .join('\n')
    .trim()
    .replace(/([^\n])\n(?=[^\n])/g, '$1 ');
}
