import { visibleLine } from '../data/visible-text.ts';

/** Lines under a title. Whatever text of a file is in them, each stays one and steers no terminal. */
export function section(title: string, lines: readonly string[]): string {
  const heading = visibleLine(title);
  const shown = lines.map(visibleLine).join('\n');
  return `${heading}\n${'─'.repeat(heading.length)}\n${shown}\n`;
}

/** A figure with so many digits; a dash where it is not defined, as where a class is empty. */
export function fixed(value: number | null, digits: number): string {
  return value === null || Number.isNaN(value) ? '–' : value.toFixed(digits);
}

/** Cells side by side: the first to the left, the others to the right of their columns. */
export function columns([first, ...rest]: readonly [string, ...string[]]): string {
  const others = rest.map((cell) => ` ${visibleLine(cell).padStart(14)}`).join('');
  return `${visibleLine(first).padEnd(22)}${others}`.trimEnd();
}
