/** The number of colours: `.avatar.c0` and so on in the style sheet. */
const colours = 6;

/** A coloured letter, until there are pictures. */
export function Avatar({ handle, large = false }: { handle: string; large?: boolean }) {
  let sum = 0;
  for (const letter of handle.toLowerCase()) sum = (sum * 31 + letter.charCodeAt(0)) % 997;
  return (
    <span className={`avatar c${sum % colours}${large ? ' large' : ''}`} aria-hidden="true">
      {handle.slice(0, 1).toUpperCase()}
    </span>
  );
}
