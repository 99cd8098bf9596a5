const HIDDEN = '[hidden]';

/** Fields that log lines never show, at the top and up to two levels below. */
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

/** Most lines contain none of this, which ends the check. */
const mayHoldSecret = /eyj|sk[rd]1|bearer /i;
/** The characters of tokens; dots join the parts of a token. */
const tokenText = /[\w.-]+/g;
const bearerText = /(?<=bearer )[^\s"\\]+/gi;

/**
 * Hides tokens anywhere in a finished line: in a message, an error's text, a field of another name. The time is linear
 * in the length of the line, whatever it contains, because lines contain what callers sent.
 */
export function redactText(line: string): string {
  if (!mayHoldSecret.test(line)) return line;
  return line.replace(tokenText, hideTokens).replace(bearerText, HIDDEN);
}

/** A JWT of any kind, also one truncated in its second part, and our refresh and device tokens. */
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
    // A JWT has two more parts, the last of which may be empty; ours vary.
    if (isOurs.test(part)) while (parts[at + 1]) at += 1;
    else at += parts[at + 2] === undefined ? 1 : 2;
  }
  return shown.join('.');
}

const isOurs = /sk[rd]1$/i;

/** The start of a token whose first part ends this text; undefined without one. */
function startOfToken(part: string): number | undefined {
  if (isOurs.test(part)) return part.length - 'skr1'.length;
  const jwt = part.search(/eyj/i);
  return jwt !== -1 && part.length - jwt >= 8 ? jwt : undefined;
}
