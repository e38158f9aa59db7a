/** Cells as text: what a person types, too. */

/** One way only to match any prefix, so that a megabyte of digits costs a megabyte of steps. */
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** A decimal number, spaces around it allowed; NaN when it is none. */
export function parseDecimal(text: string): number {
  const trimmed = text.trim();
  return DECIMAL.test(trimmed) ? Number(trimmed) : Number.NaN;
}

/**
 * Seconds since 1970 UTC of an ISO 8601 date and time, fractions of any length; without a zone it
 * is UTC. NaN when it is none. Source: RFC 3339.
 */
export function parseIsoTime(text: string): number {
  const parts = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d{1,20})?(Z|[+-]\d\d:?\d\d)?$/.exec(
    text.trim(),
  );
  if (parts === null) return Number.NaN;
  const [, day, time, fraction = '', zone = 'Z'] = parts;
  const colonZone = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
  const seconds = Date.parse(`${day}T${time}${colonZone}`) / 1000;
  // Joined as text: seconds + fraction in doubles would round twice.
  return seconds < 0 ? seconds + Number(`0${fraction}`) : Number(`${seconds}${fraction}`);
}
