/** Lines under a title. */
export function section(title: string, lines: readonly string[]): string {
  return `${title}\n${'─'.repeat(title.length)}\n${lines.join('\n')}\n`;
}

/** A figure with so many digits; a dash where it is not defined, as where a class is empty. */
export function fixed(value: number | null, digits: number): string {
  return value === null || Number.isNaN(value) ? '–' : value.toFixed(digits);
}

/** Cells side by side: the first to the left, the others to the right of their columns. */
export function columns([first, ...rest]: readonly string[]): string {
  return `${first.padEnd(22)}${rest.map((cell) => ` ${cell.padStart(14)}`).join('')}`.trimEnd();
}
