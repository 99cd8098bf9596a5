/** A message of Envoy's configuration as JSON, with the name of its type. */
export type Typed = { readonly '@type': string; readonly [field: string]: unknown };

/** @param name of the type, without `envoy.` */
export function typed(name: string, fields: object = {}): Typed {
  return { '@type': `type.googleapis.com/envoy.${name}`, ...fields };
}

/** An extension of Envoy, such as a filter. */
export function extension(name: string, type: string, fields: object = {}) {
  return { name, typed_config: typed(type, fields) };
}

export const seconds = (count: number): string => `${count}s`;
