import type { DescMethod } from '@bufbuild/protobuf';
import { UserMeshService } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { checkAccessDeclared } from '../../platform/auth/access.ts';
import type { Secrets } from '../../platform/auth/secrets.ts';
import { type AnyEngine, withNeeded } from '../../platform/engines/engine.ts';
import { checkAccount } from './account.ts';
import type { Service } from './define-service.ts';
import { processEngines } from './process-engines.ts';

/** The services of a network, in the order in which they start, and what derives from all of them together. */
export interface ServiceTable {
  readonly all: readonly Service[];
  /** The services that are built. Each is a process in the cluster profile. */
  readonly built: readonly Service[];
  /** @throws Error for an unknown name */
  of(name: string): Service;
  /** The table of calls: RPC by RPC, by the caller's name in its token. A callee refuses every other caller. */
  readonly callsOf: ReadonlyMap<string, readonly DescMethod[]>;
  mayCall(caller: string, method: DescMethod): boolean;
  /** The services that a service calls, from the table of calls. */
  calleesOf(name: string): ReadonlySet<string>;
  /** @throws Error where a service calls another that it does not declare */
  checkCallee(name: string, callee: string): void;
  /** The secrets that a service gets. Asking for another one throws an Error. */
  secretsOf(name: string, all: Secrets): Secrets;
  /** The names of all secrets of a deployment. */
  readonly secrets: readonly string[];
  /** The engines of a deployment, from processes and services, in the order in which they start. */
  readonly engines: readonly AnyEngine[];
}

/** The RPCs that every process that checks users' tokens calls. */
const ofProcesses: readonly DescMethod[] = [
  UserMeshService.method.checkSession,
  UserMeshService.method.getSigningKeys,
];

/** Token subjects that are no service: the front, and the command line on the machine. */
const otherCallers: Readonly<Record<string, readonly DescMethod[]>> = {
  gateway: ofProcesses,
  'command-line': [UserMeshService.method.setRole],
};

/** The secret that signs page tokens in every process. */
const secretsOfProcesses = ['page-tokens'];

/** @throws Error where services contradict one another, or a declaration is missing */
export function serviceTable(all: readonly Service[]): ServiceTable {
  const descriptors = (service: Service) => [...service.public, ...service.mesh, ...service.ofEachProcess];
  for (const { name } of all) checkName(name);
  checkUnique(all, 'name', ({ name }) => [name]);
  checkUnique(all, 'port', ({ port }) => [port]);
  checkUnique(all, 'contract', (service) => descriptors(service).map(({ typeName }) => typeName));
  checkAccessDeclared(all.flatMap(descriptors));
  const built = all.filter(({ compose }) => compose !== undefined);
  for (const { name, account, examples } of built) {
    checkAccount(name, account);
    if (examples === undefined) throw new Error(`${name} has no examples of requests`);
  }
  const byName = new Map(all.map((service) => [service.name, service]));
  const ownerOf = new Map(all.flatMap((service) => descriptors(service).map((each) => [each, service.name])));
  const callsOf = new Map([
    ...built.map(({ name, calls }) => [name, [...ofProcesses, ...calls]] as const),
    ...Object.entries(otherCallers),
  ]);
  const allowed = new Map([...callsOf].map(([caller, methods]) => [caller, new Set(methods)]));
  const calleesOf = (name: string) =>
    new Set((callsOf.get(name) ?? []).flatMap(({ parent }) => ownerOf.get(parent) ?? []));
  return {
    all,
    built,
    of(name) {
      const service = byName.get(name);
      if (service === undefined) throw new Error(`there is no service ${name}: ${[...byName.keys()]}`);
      return service;
    },
    callsOf,
    mayCall: (caller, method) => allowed.get(caller)?.has(method) ?? false,
    calleesOf,
    checkCallee(name, callee) {
      if (!calleesOf(name).has(callee)) throw new Error(`${name} does not declare that it calls ${callee}`);
    },
    secretsOf: (name, all) => (secret) => {
      if (byName.get(name)?.secrets.includes(secret)) return all(secret);
      throw new Error(`${name} does not declare the secret ${secret}`);
    },
    engines: withNeeded([...Object.values(processEngines), ...built.flatMap(({ engines }) => engines)]),
    secrets: [...new Set([...secretsOfProcesses, ...built.flatMap(({ secrets }) => secrets)])],
  };
}

/** Callers that are no service, words of the command line, folders of `services/`, database files of the process itself. */
const reserved = new Set([
  ...Object.keys(otherCallers),
  ...['front', 'list', 'hosting', 'product', 'events', 'platform'],
]);

/** A name is a folder, a process, a token's subject, and part of the name of an environment variable. */
function checkName(name: string): void {
  if (/^[a-z]+$/.test(name) && !reserved.has(name)) return;
  throw new Error(
    `a service cannot be called ${name}: a name is lower-case letters, and none of ${[...reserved].join(', ')}`,
  );
}

function checkUnique(
  all: readonly Service[],
  what: string,
  of: (service: Service) => readonly (string | number)[],
): void {
  const values = all.flatMap(of);
  const duplicate = values.find((value, index) => values.indexOf(value) !== index);
  if (duplicate !== undefined) throw new Error(`two services have the ${what} ${duplicate}`);
}
