import { readFileSync } from 'node:fs';
import type { DescMethod } from '@bufbuild/protobuf';
import { status } from '@grpc/grpc-js';
import { readReasons } from '../../../docs/generate/reasons.ts';

const proto = (path: string) => readFileSync(new URL(`../../../proto/${path}`, import.meta.url), 'utf8');

/** The canonical code of every reason, from the comments of proto/skein/error/v1/reason.proto. */
export const codes: ReadonlyMap<string, number> = new Map(
  readReasons().map(({ name, code }) => [name, status[code as keyof typeof status]]),
);

/** The reasons in an RPC's comment after `Errors:`. */
export function promises(method: DescMethod): readonly string[] {
  const source = proto(`${method.parent.file.name}.proto`);
  const comment = new RegExp(`((?:\\s*//.*\\n)+)\\s*rpc ${method.name}\\(`).exec(source)?.[1] ?? '';
  const list = /Errors: ([^.]*)\./.exec(comment.replace(/\s*\/\/ ?/g, ' '))?.[1] ?? '';
  return list.match(/[A-Z]+(?:_[A-Z]+)+|BLOCKED/g) ?? [];
}
