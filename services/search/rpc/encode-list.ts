import { type Field, joinFields } from '../../../platform/rpc/fields.ts';

/** A list of encoded items with the token of its next page. */
export function encodeList(
  itemNumber: number,
  items: readonly Uint8Array[],
  { nextPageToken }: { readonly nextPageToken: number },
  token: string,
): Uint8Array {
  const fields: Field[] = items.map((item) => [itemNumber, item]);
  if (token !== '') fields.push([nextPageToken, token]);
  return joinFields(fields);
}
