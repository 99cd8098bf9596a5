import { type DescMethod, getOption } from '@bufbuild/protobuf';
import { http } from '../../gen/ts/google/api/annotations_pb.ts';
import { Access, access } from '../../gen/ts/skein/options/v1/options_pb.ts';
import { callCostOf, type Timeouts, timeoutsOf } from '../../platform/rpc/method-options.ts';
import { maxRequestBytes } from '../../platform/rpc/requests/max-request-bytes.ts';
import { isClientStream, isRead, type Route, readContract, routesOf } from '../../proto/contract.ts';

/** A public RPC, as the edge needs it. */
export interface ContractMethod {
  /** `/skein.post.v1.PostService/GetPost` */
  readonly path: string;
  /** The service that answers it: `post` */
  readonly service: string;
  readonly routes: readonly Route[];
  /** Anyone may call it; a token is checked if there is one. */
  readonly open: boolean;
  readonly maxBytes: number;
  /** How many calls one call counts as. */
  readonly cost: number;
  /** Undefined for response streams, which have none. */
  readonly timeouts: Timeouts | undefined;
  /** It streams in either direction, so its answer is not compressed. */
  readonly streams: boolean;
  /** It streams requests, so its body is not collected. */
  readonly clientStreams: boolean;
  /** It changes nothing, so the edge may repeat it. */
  readonly isRead: boolean;
}

/** Every method of gen/public.binpb. */
export function contractMethods(): readonly ContractMethod[] {
  return readContract('public.binpb').services.flatMap(({ methods }) => methods.map(contractMethod));
}

function contractMethod(method: DescMethod): ContractMethod {
  const { parent, name, methodKind } = method;
  return {
    path: `/${parent.typeName}/${name}`,
    service: parent.typeName.split('.')[1]!,
    routes: isClientStream(method) ? [] : routesOf(getOption(method, http)),
    open: getOption(method, access) === Access.OPEN,
    maxBytes: maxRequestBytes(method),
    cost: callCostOf(method),
    timeouts: timeoutsOf(method),
    streams: methodKind !== 'unary',
    clientStreams: isClientStream(method),
    isRead: isRead(method),
  };
}

/** The public services, with the names of their methods. */
export const contractServices = (): readonly {
  readonly name: string;
  readonly methods: readonly string[];
}[] =>
  readContract('public.binpb').services.map(({ typeName, methods }) => ({
    name: typeName,
    methods: methods.map(({ name }) => name),
  }));
