import { type DescMethod, getOption } from '@bufbuild/protobuf';
import { max_request_bytes } from '../../../gen/ts/skein/options/v1/options_pb.ts';

/** The defaults for RPCs without the option, in bytes. */
export const defaultMaxRequestBytes = { unary: 64 * 1024, streaming: 128 * 1024 };

const known = new WeakMap<DescMethod, number>();

/**
 * The largest request message of an RPC, uncompressed: the option `skein.options.v1.max_request_bytes` of its
 * definition.
 */
export function maxRequestBytes(method: DescMethod): number {
  let bytes = known.get(method);
  if (bytes === undefined) {
    const { unary, streaming } = defaultMaxRequestBytes;
    bytes = getOption(method, max_request_bytes) || (method.methodKind === 'unary' ? unary : streaming);
    known.set(method, bytes);
  }
  return bytes;
}
