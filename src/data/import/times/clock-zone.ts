import type { CellScanner } from '../text/cell-scanner.ts';
import type { WallClock } from './clock-parts.ts';

const code = (character: string): number => character.charCodeAt(0);
const MINUS = code('-');
const PLUS = code('+');
const COLON = code(':');
const OPENING = code('(');

/**
 * Reads the zone behind a time of day into `clock`, in seconds east of UTC; true where none stands
 * there, false where something else does.
 */
export function readZone(scanner: CellScanner, clock: WallClock): boolean {
  if (scanner.next < 0) return true;
  if (scanner.takesWord('z')) {
    clock.offset = 0;
    return true;
  }
  const isWord = scanner.takesWord('utc') || scanner.takesWord('gmt');
  const sign = scanner.next === MINUS ? -1 : 1;
  if (sign > 0 && scanner.next !== PLUS) {
    if (isWord) clock.offset = 0;
    return isWord;
  }
  scanner.at++;
  if (!scanner.number(2) || (scanner.digits < 2 && !isWord)) return false;
  const hours = scanner.value;
  const hasColon = scanner.takes(COLON);
  const hasMinutes = scanner.number(2);
  if (hasColon && !hasMinutes) return false;
  if (hasMinutes && (scanner.digits < 2 || scanner.value > 59)) return false;
  clock.offset = sign * (3600 * hours + (hasMinutes ? 60 * scanner.value : 0));
  if (isWord) takesRemark(scanner);
  return hours <= 15;
}

/** The name of the zone that JavaScript puts behind its offset: ` (Central European Time)`. */
function takesRemark(scanner: CellScanner): void {
  const begin = scanner.at;
  scanner.spaces();
  if (!scanner.takes(OPENING)) {
    scanner.at = begin;
    return;
  }
  while (scanner.next >= 0) scanner.at++;
}
