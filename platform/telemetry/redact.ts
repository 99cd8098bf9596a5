const HIDDEN = '[hidden]';

/** Fields that a log line never shows, at the top and one and two levels down. */
const SECRET_FIELDS = [
  'password',
  'newPassword',
  'currentPassword',
  'token',
  'accessToken',
  'refreshToken',
  'deviceToken',
  'secret',
  'authorization',
  'cookie',
  'x-skein-service',
];

/** pino's redaction of fields by name. */
export const redactedFields = {
  paths: SECRET_FIELDS.flatMap((name) => {
    const at = `["${name}"]`;
    return [at, `*${at}`, `*.*${at}`];
  }),
  censor: HIDDEN,
};

// A JWT of any kind, our refresh and device tokens, and whatever follows `Bearer`.
const SECRET_TEXT = /eyJ[\w-]{5,}\.[\w-]+\.[\w-]*|sk[rd]1(?:\.[\w-]+)+|(?<=bearer )[^\s"\\]+/gi;

/** Hides tokens wherever they stand in a finished line: in a message, an error's text, a field of another name. */
export function redactText(line: string): string {
  return line.replace(SECRET_TEXT, HIDDEN);
}
