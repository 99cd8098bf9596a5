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

/** Most lines have none of this, and are done. */
const mayHoldSecret = /eyj|sk[rd]1|bearer /i;
/** What tokens are made of; the parts of a token are joined by dots. */
const tokenText = /[\w.-]+/g;
const bearerText = /(?<=bearer )[^\s"\\]+/gi;

/**
 * Hides tokens wherever they stand in a finished line: in a message, an error's text, a field of another name. The time
 * it takes grows as the line does, whatever the line holds: lines have what callers sent.
 */
export function redactText(line: string): string {
  if (!mayHoldSecret.test(line)) return line;
  return line.replace(tokenText, hideTokens).replace(bearerText, HIDDEN);
}

/** A JWT of any kind, also one that was cut in its second part, and refresh and device tokens of ours. */
function hideTokens(text: string): string {
  if (!mayHoldSecret.test(text)) return text;
  const parts = text.split('.');
  const shown: string[] = [];
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at]!;
    const begins = parts[at + 1] ? startOfToken(part) : undefined;
    if (begins === undefined) {
      shown.push(part);
      continue;
    }
    shown.push(part.slice(0, begins) + HIDDEN);
    // A JWT has two more parts, of which the last may be empty; ours have as many as there are.
    if (isOurs.test(part)) while (parts[at + 1]) at += 1;
    else at += parts[at + 2] === undefined ? 1 : 2;
  }
  return shown.join('.');
}

const isOurs = /sk[rd]1$/i;

/** Where a token begins whose first part ends this text; undefined if none does. */
function startOfToken(part: string): number | undefined {
  if (isOurs.test(part)) return part.length - 'skr1'.length;
  const jwt = part.search(/eyj/i);
  return jwt !== -1 && part.length - jwt >= 8 ? jwt : undefined;
}
