import type { ColumnContent } from './column-content.ts';
import type { MappedKey } from './column-mapping.ts';
import { type FlowEnd, meaningOfName } from './column-names.ts';
import { byName, type Candidate, cellsAre, type Likely } from './guess-names.ts';

/** nProbe's names, whose IN and OUT are seen from the responder's side. */
const NPROBE = /^(?:ipv[46]_src_addr|l4_src_port)$/i;

/** Every column of flows that a column may fill, by its name, its cells and those beside it. */
export function candidatesOf(
  names: readonly string[],
  contents: readonly ColumnContent[],
): Candidate[] {
  const isNprobe = names.some((name) => NPROBE.test(name.trim()));
  const named = names.flatMap((name, column) => {
    const meaning = meaningOfName(name);
    const content = contents[column];
    const isTurned = isNprobe && /\b(?:in|out)_/i.test(name);
    const asMeant = isTurned ? { ...meaning, end: otherEnd(meaning.end) } : meaning;
    const byNames = byName(name, asMeant, content).map((each) =>
      isTurned ? { ...each, doubt: undefined } : each,
    );
    return [...byNames, ...byContent(content)].map((likely) => ({ column, ...likely }));
  });
  return [...named, ...portsBesideAddresses(contents)];
}

/** What the cells alone suggest; of two columns of addresses the first is the originator's. */
function byContent(content: ColumnContent): Likely[] {
  const { filled, addresses, times, clocks, numbers, protocols } = content;
  if (filled === 0) return [];
  const one = (key: MappedKey, score: number, share: number, what: string): Likely => ({
    key,
    score,
    because: `name says nothing; ${cellsAre(content, share, what)}`,
  });
  if (addresses > 0.8) {
    return [
      one('originatorAddress', 0.3, addresses, 'addresses'),
      one('responderAddress', 0.29, addresses, 'addresses'),
    ];
  }
  if (times > 0.8) return [one('startTime', numbers > 0.5 ? 0.15 : 0.3, times, 'times')];
  if (clocks > 0.8) return [one('startTimeOfDay', 0.3, clocks, 'times of day')];
  if (numbers > 0.5) return [];
  return protocols > 0.8 ? [one('protocol', 0.4, protocols, 'transport protocols')] : [];
}

/** Columns of ports that stand after columns of addresses, as tools put them. */
function portsBesideAddresses(contents: readonly ColumnContent[]): Candidate[] {
  return contents.flatMap(({ ports, protocols }, column): Candidate[] => {
    const isBeside = column > 0 && contents[column - 1].addresses > 0.8;
    if (!isBeside || ports < 1 || protocols === 1) return [];
    const before = contents.slice(0, column - 1).some(({ addresses }) => addresses > 0.8);
    const because = 'all cells are ports, and the column before has addresses';
    return [{ column, key: before ? 'dstPort' : 'originatorPort', score: 0.2, because }];
  });
}

function otherEnd(end: FlowEnd | null): FlowEnd | null {
  if (end === null) return null;
  return end === 'originator' ? 'responder' : 'originator';
}
