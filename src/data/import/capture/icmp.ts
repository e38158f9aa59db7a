/** Messages that answer each other, by type: RFC 792, RFC 950, RFC 1256. */
const PAIRS: readonly (readonly [number, number])[] = [
  [8, 0],
  [13, 14],
  [15, 16],
  [17, 18],
  [10, 9],
];

/** The same of ICMPv6: RFC 4443, RFC 4861, RFC 2710, RFC 4620, RFC 6275. */
const PAIRS_OF_V6: readonly (readonly [number, number])[] = [
  [128, 129],
  [133, 134],
  [135, 136],
  [130, 131],
  [139, 140],
  [144, 145],
];

const COUNTERPARTS = counterparts(PAIRS);
const COUNTERPARTS_OF_V6 = counterparts(PAIRS_OF_V6);

function counterparts(pairs: readonly (readonly [number, number])[]): ReadonlyMap<number, number> {
  return new Map(pairs.flatMap(([one, other]) => [[one, other] as const, [other, one] as const]));
}

/**
 * The type of message that answers one of this type, or that this one answers; `undefined` where
 * there is none. Zeek makes one connection of a message and its answer, with the two types in the
 * place of ports. Source: Zeek's documentation, base/protocols/conn.
 */
export function icmpCounterpart(type: number, isV6: boolean): number | undefined {
  return (isV6 ? COUNTERPARTS_OF_V6 : COUNTERPARTS).get(type);
}
