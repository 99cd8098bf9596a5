/** Direction and terminal controls, and all line breaks but line feeds. */
const control = /\p{Bidi_Control}|(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/gu;
const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const [isolate, endOfIsolate] = ['\u2068', '\u2069'];

/**
 * A user's text made safe for a terminal: controls are spelled out, and each right-to-left line is isolated, so that it
 * cannot affect its surroundings.
 */
export function terminalSafe(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const safe = spellOutControls(line);
      return rightToLeft.test(safe) ? `${isolate}${safe}${endOfIsolate}` : safe;
    })
    .join('\n');
}

/** Spells controls out, such as <U+202E>; line feeds stay. */
export function spellOutControls(text: string): string {
  return text.replace(control, (character) => `<U+${hex(character).toUpperCase()}>`);
}

/** JSON of the same value without characters that a terminal acts on. */
export function terminalSafeJson(json: string): string {
  return json.replace(control, (character) => `\\u${hex(character)}`);
}

/** All of them are in the Basic Multilingual Plane. */
function hex(character: string): string {
  return character.charCodeAt(0).toString(16).padStart(4, '0');
}
