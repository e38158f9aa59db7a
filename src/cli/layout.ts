/** Lines under a title. */
export function section(title: string, lines: readonly string[]): string {
  return `${title}\n${'─'.repeat(title.length)}\n${lines.join('\n')}\n`;
}

/** Cells side by side: the first to the left, the others to the right of their columns. */
export function columns([first, ...rest]: readonly string[]): string {
  return `${first.padEnd(22)}${rest.map((cell) => ` ${cell.padStart(14)}`).join('')}`.trimEnd();
}
