import { type DescField, type DescMessage, getOption, hasOption } from '@bufbuild/protobuf';
import { field as fieldRules } from '../../gen/ts/buf/validate/validate_pb.ts';

/** The most items of a list, or pairs of a map, by its rule (`max_items`, `max_pairs`); undefined without one. */
export function itemRule(field: DescField): number | undefined {
  if (!hasOption(field, fieldRules)) return undefined;
  const { type } = getOption(field, fieldRules);
  const most =
    type.case === 'repeated' ? type.value.maxItems : type.case === 'map' ? type.value.maxPairs : 0n;
  return most === 0n ? undefined : Number(most);
}

/**
 * The most items of a list in a request, by the rule of the contract (`max_items`).
 *
 * @param localName of the field, as in code: `userIds`
 * @throws Error for a field that is not a list, or has no such rule
 */
export function maxItems(request: DescMessage, localName: string): number {
  const field = request.field[localName];
  const most = field?.fieldKind === 'list' ? itemRule(field) : undefined;
  if (most === undefined) throw new Error(`${request.typeName} has no limit for a list ${localName}`);
  return most;
}

/** Splits a list into slices that the request field accepts. A list that fits is not copied; an empty one gives none. */
export function slicesFor<T>(request: DescMessage, localName: string): (list: readonly T[]) => T[][] {
  const size = maxItems(request, localName);
  return (list) => {
    if (list.length <= size) return list.length === 0 ? [] : [list as T[]];
    const pieces: T[][] = [];
    for (let from = 0; from < list.length; from += size) pieces.push(list.slice(from, from + size));
    return pieces;
  };
}
