import type { DescMethod } from '@bufbuild/protobuf';
import type { BadRequest, Cast, Examples, Good } from '../../../services/hosting/examples.ts';
import type { ServiceTable } from '../../../services/hosting/service-table.ts';

/** The examples of all services. */
export interface AllExamples extends Required<Omit<Examples, 'callsElsewhere'>> {
  /** RPCs of the contract without a good request: they must answer UNIMPLEMENTED. */
  readonly unserved: readonly DescMethod[];
  /** `callsElsewhere`, by the caller. */
  readonly callsElsewhere: ReadonlyMap<string, readonly DescMethod[]>;
}

/** Every RPC of the services that one process may reach. */
export const methodsOf = (table: ServiceTable): readonly DescMethod[] =>
  table.all.flatMap((service) => [...service.public, ...service.mesh]).flatMap(({ methods }) => methods);

/** Collects the examples of each service of the registry, in its order. */
export async function collectExamples(table: ServiceTable, cast: Cast): Promise<AllExamples> {
  const good: Good[] = [];
  const bad: BadRequest[] = [];
  const untilLimited: BadRequest[] = [];
  const testedElsewhere: Required<Examples>['testedElsewhere'][number][] = [];
  const callsElsewhere = new Map<string, readonly DescMethod[]>();
  for (const { name, examples } of table.built) {
    const own = await (await examples!()).examples(cast);
    callsElsewhere.set(name, own.callsElsewhere?.map(([method]) => method) ?? []);
    good.push(...own.good);
    bad.push(...own.bad);
    untilLimited.push(...(own.untilLimited ?? []));
    testedElsewhere.push(...(own.testedElsewhere ?? []));
  }
  const served = new Set(good.map(({ method }) => method));
  return {
    good: [...good.filter(({ last }) => !last), ...good.filter(({ last }) => last)],
    bad,
    untilLimited,
    testedElsewhere,
    callsElsewhere,
    unserved: methodsOf(table).filter((method) => !served.has(method)),
  };
}

/**
 * Missing examples: a bad request of an RPC that has a good one; a refused reuse of a request_id, for RPCs that take
 * one. Services with handlers and no good request fail the check of `unserved`.
 */
export function gapsOf({ good, bad, untilLimited }: AllExamples): string[] {
  const refused = new Set([...bad, ...untilLimited].map(({ method }) => method));
  return good.flatMap(({ method, repeated }) => {
    const name = `${method.parent.name}/${method.name}`;
    const takes = (field: string) => method.input.fields.some((each) => each.name === field);
    return [
      ...(refused.has(method) || method.input.fields.length === 0 ? [] : [`${name} has no bad example`]),
      ...(takes('request_id') && repeated === undefined
        ? [`${name} has no two requests for one request_id`]
        : []),
    ];
  });
}
