/** Controls of direction and of terminals, and the line breaks that are none of ours. */
const control = /\p{Bidi_Control}|(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/gu;
const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const [isolate, endOfIsolate] = ['\u2068', '\u2069'];

/**
 * What somebody wrote, as a terminal may have it: controls are spelled out, and each line of letters from right to left is
 * isolated, so that nothing in it turns or moves what stands around it.
 */
export function shown(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const safe = withoutControls(line);
      return rightToLeft.test(safe) ? `${isolate}${safe}${endOfIsolate}` : safe;
    })
    .join('\n');
}

/** Controls spelled out, such as <U+202E>; line feeds stay. */
export function withoutControls(text: string): string {
  return text.replace(control, (character) => `<U+${hex(character).toUpperCase()}>`);
}

/** JSON of the same value in which no control acts on a terminal. */
export function shownJson(json: string): string {
  return json.replace(control, (character) => `\\u${hex(character)}`);
}

/** All of them are of the Basic Multilingual Plane. */
function hex(character: string): string {
  return character.charCodeAt(0).toString(16).padStart(4, '0');
}
