import { textOf } from '../text/cells.ts';

const LINES = 1000;

/** The first lines of a file that hold something; one cut off by the sample's end is none. */
export function sampleLines(sample: Uint8Array, isWhole: boolean): string[] {
  const lines = textOf(sample, 0, sample.length).split(/\r?\n/, LINES + 1);
  if (!isWhole || lines.length > LINES) lines.pop();
  return lines.filter((line) => line.trim() !== '');
}

/** Whether more than half of the lines hold this. */
export function mostOf(lines: readonly string[], holds: (line: string) => boolean): boolean {
  return lines.length > 0 && 2 * lines.filter(holds).length > lines.length;
}
