import { permutation } from './distributions.ts';
import { sampler } from './draws.ts';
import { InputError } from './errors.ts';
import { encodeCategories, takeRows } from './flow-rows.ts';
import { ATTACK, type FlowTable, NORMAL } from './flow-table.ts';
import { drawTimes } from './flow-times.ts';
import { PROFILES, type TrafficProfile } from './profiles.ts';
import { createRandomSource, type RandomSource } from './random.ts';
import { type Rhythms, USUAL_RHYTHMS } from './rhythms.ts';

/** Flows per profile, by name; a profile that is not named keeps the notebook's count. */
export type ProfileCounts = Readonly<Record<string, number>>;

/** More than this, all profiles together, would not fit a browser tab. */
const MAX_GENERATED_FLOWS = 2_000_000;

/**
 * Draws the flows of every profile, column by column, in the notebook's order, then shuffles the
 * rows as pandas' `sample(frac=1, random_state=seed)` does: by a generator of its own. What the
 * notebook does not have, start times and endpoints, comes from a stream apart.
 *
 * @param seed an integer 0 … 2³²−1 for NumPy's generator, any other text for seedrandom
 * @throws InputError for an unknown profile, a count that is no whole number ≥ 0, or no flow at all
 */
export function generateFlows(
  seed: string,
  counts: ProfileCounts = {},
  rhythms: Partial<Rhythms> = {},
): FlowTable {
  const sizes = profileSizes(counts);
  const source = createRandomSource(seed);
  const length = sizes.reduce((sum, size) => sum + size, 0);
  const columns = {
    bytesSent: new Float64Array(length),
    bytesRecv: new Float64Array(length),
    packetsSent: new Float64Array(length),
    packetsRecv: new Float64Array(length),
    duration: new Float64Array(length),
    dstPort: new Int32Array(length),
    srcIpCount: new Float64Array(length),
    dstIpCount: new Float64Array(length),
  };
  const protocol: string[] = [];
  const attackType: string[] = [];
  const label = new Int8Array(length);
  let start = 0;
  PROFILES.forEach((profile, at) => {
    const end = start + sizes[at];
    drawProfile(profile, source, columns, protocol, start, end);
    const attack = profile.technique !== undefined;
    for (let row = start; row < end; row++) attackType.push(attack ? profile.name : 'normal');
    label.fill(attack ? ATTACK : NORMAL, start, end);
    start = end;
  });
  const inOrder: FlowTable = {
    ...columns,
    length,
    protocol: encodeCategories(protocol, length),
    attackType: encodeCategories(attackType, length),
    label,
    ...drawTimes(seed, sizes, { ...USUAL_RHYTHMS, ...rhythms }),
  };
  return takeRows(inOrder, permutation(createRandomSource(seed), length));
}

type NumericColumns = Record<
  Exclude<keyof TrafficProfile['columns'], 'protocol'>,
  Float64Array | Int32Array
>;

/** Fills rows `start … end` of every column. The order of columns is the order of the draws. */
function drawProfile(
  profile: TrafficProfile,
  source: RandomSource,
  columns: NumericColumns,
  protocol: string[],
  start: number,
  end: number,
): void {
  const numeric = (key: keyof NumericColumns) => {
    const next = sampler(profile.columns[key], source);
    const values = columns[key];
    for (let row = start; row < end; row++) values[row] = next();
  };
  numeric('bytesSent');
  numeric('bytesRecv');
  numeric('packetsSent');
  numeric('packetsRecv');
  numeric('duration');
  numeric('dstPort');
  const nextProtocol = sampler(profile.columns.protocol, source);
  for (let row = start; row < end; row++) protocol.push(String(nextProtocol()));
  numeric('srcIpCount');
  numeric('dstIpCount');
}

function profileSizes(counts: ProfileCounts): number[] {
  const known = PROFILES.map(({ name }) => name);
  for (const [name, count] of Object.entries(counts)) {
    if (!known.includes(name)) {
      throw new InputError(`There is no profile "${name}": choose among ${known.join(', ')}.`);
    }
    if (!Number.isInteger(count) || count < 0) {
      throw new InputError(`The count of ${name} must be a whole number ≥ 0; got ${count}.`);
    }
  }
  const sizes = PROFILES.map(({ name, count }) => counts[name] ?? count);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total === 0) throw new InputError('Every profile has 0 flows: give at least one a count.');
  if (total > MAX_GENERATED_FLOWS) {
    throw new InputError(
      `${total} flows are more than the lab generates (${MAX_GENERATED_FLOWS}): lower the counts.`,
    );
  }
  return sizes;
}
