/** Whether a body is JSON, by its content type. Otherwise it is binary, or Connect refuses it. */
export function isJsonType(contentType: string): boolean {
  return /json/i.test(contentType);
}

/** The same for a Connect GET, which has its message in the query. */
export function isJsonQuery(query: URLSearchParams): boolean {
  return query.get('encoding') === 'json';
}
