/** Whether a body is JSON, by its content type. Otherwise it is binary, or Connect refuses it. */
export function isJsonType(contentType: string): boolean {
  return /json/i.test(contentType);
}
