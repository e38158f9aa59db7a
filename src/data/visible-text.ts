/**
 * What a reader does not see and what steers where text is shown: control characters (an escape
 * begins a command to a terminal), what turns or isolates the direction of writing, separators of
 * lines, and letters of no width. Joiners stay: Persian and Hindi are written with them.
 * Source: Unicode Technical Report 36, "Unicode Security Considerations"; CVE-2021-42574.
 */
const UNSEEN =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\u00ad\u180e\u200b\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

const SPACES = '\t\n\r';

/**
 * Text of unknown origin for one line of a screen, a terminal or a message: nothing in it is unseen
 * or acts. Each such character is shown by its number, as `less` does: `<U+202E>`.
 */
export function visibleLine(text: string): string {
  return text.replace(UNSEEN, codePoint);
}

/** The same where tabs and line breaks do no harm, as in a cell of a table, and stay as they are. */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, (letter) => (SPACES.includes(letter) ? letter : codePoint(letter)));
}

/**
 * A value as JSON that is the same value and can be shown anywhere: what is unseen is written by
 * its number, `\u202e`.
 *
 * @param indent as `JSON.stringify` has it
 */
export function visibleJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(UNSEEN, (letter) =>
    SPACES.includes(letter) ? letter : escaped(letter),
  );
}

function codePoint(letter: string): string {
  const number = letter.codePointAt(0) ?? 0;
  return `<U+${number.toString(16).toUpperCase().padStart(4, '0')}>`;
}

/** JSON numbers the two halves of what lies beyond 65,535. */
function escaped(letter: string): string {
  return Array.from(
    { length: letter.length },
    (_, at) => `\\u${letter.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
}
