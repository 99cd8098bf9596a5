import { type DescMethod, type DescService, getOption } from '@bufbuild/protobuf';
import { Access, access } from '../../gen/ts/skein/options/v1/options_pb.ts';
import { DomainError } from '../domain-error.ts';
import { type Caller, isUser, tokenMissing } from './caller.ts';

const declared = new WeakMap<DescMethod, Access>();

/** The access level of the RPC: the option `skein.options.v1.access` of its definition. */
export function accessOf(method: DescMethod): Access {
  let value = declared.get(method);
  if (value === undefined) {
    value = getOption(method, access);
    declared.set(method, value);
  }
  return value;
}

/**
 * Refuses services that have RPCs without an access option. Every server calls it before it listens.
 *
 * @throws Error that names every such RPC
 */
export function checkAccessDeclared(services: Iterable<DescService>): void {
  const silent = [...services]
    .flatMap(({ methods }) => methods)
    .filter((method) => !isKnown(accessOf(method)))
    .map((method) => `${method.parent.typeName}/${method.name}`);
  if (silent.length > 0)
    throw new Error(`these RPCs do not declare skein.options.v1.access: ${silent.join(', ')}`);
}

/** @throws DomainError TOKEN_MISSING, ROLE_REQUIRED or SERVICE_REQUIRED when the caller may not call the RPC. */
export function allow(method: DescMethod, caller: Caller): void {
  switch (accessOf(method)) {
    case Access.OPEN:
      return;
    case Access.USER:
      if (!isUser(caller)) throw tokenMissing();
      return;
    case Access.MODERATOR:
      requireRole(caller, caller.role === 'moderator' || caller.role === 'operator', 'moderator');
      return;
    case Access.OPERATOR:
      requireRole(caller, caller.role === 'operator', 'operator');
      return;
    case Access.SERVICE:
      if (caller.service === undefined) {
        throw new DomainError('SERVICE_REQUIRED', 'this call is for services of the mesh');
      }
      return;
    default:
      // `checkAccessDeclared` stops servers with such an RPC from starting. If one is reached anyway, nobody may call
      // it.
      throw new Error(`${method.parent.typeName}/${method.name} does not declare who may call it`);
  }
}

function requireRole(caller: Caller, has: boolean, role: string): void {
  if (!isUser(caller)) throw tokenMissing();
  if (!has)
    throw new DomainError('ROLE_REQUIRED', `this call needs the role ${role}`, { metadata: { role } });
}

function isKnown(value: Access): boolean {
  return value !== Access.UNSPECIFIED && (Object.values(Access) as number[]).includes(value);
}
