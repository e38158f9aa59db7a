import { formatType } from '../../charts/format.ts';
import { entryAt } from '../../data/entry-at.ts';
import type { InsideForest, InsideSvm } from '../../pipeline/inside/inside.ts';

/** The flow's path length in every tree, and below it a typical normal flow's. */
export function Lengths({ inside: { lengths, mean, typical } }: { readonly inside: InsideForest }) {
  const longest = Math.max(...lengths, ...(typical?.lengths ?? []));
  const place = (length: number) => `${(100 * length) / longest}%`;
  const strip = (of: readonly number[], its: number, kind: string) => (
    <span class="inside-strip" aria-hidden="true">
      {of.map((length, tree) => (
        <i key={tree} class="inside-tick" data-kind={kind} style={{ left: place(length) }} />
      ))}
      <b class="inside-mean" style={{ left: place(its) }} />
    </span>
  );
  return (
    <figure class="inside-strips">
      <figcaption>
        Path length in each of {lengths.length} trees, the mean marked
        {typical !== null && `: this flow above, the typical normal flow ${typical.row} below`}
      </figcaption>
      {strip(lengths, mean, 'this')}
      {typical !== null && strip(typical.lengths, typical.mean, 'normal')}
      <p class="inside-ends" aria-hidden="true">
        <span>0 cuts</span>
        <span>{longest.toFixed(1)} cuts</span>
      </p>
    </figure>
  );
}

const WIDTH = 320;
const HEIGHT = 96;

/** How similarity falls with distance, with the support vectors where they lie. */
export function Similarity({ inside }: { readonly inside: InsideSvm }) {
  const { curve, supports, halfDistance, columnShares, features, nearest } = inside;
  const furthest = curve.at(-1)?.distance ?? 0;
  const x = (distance: number) => (furthest === 0 ? 0 : (WIDTH * distance) / furthest);
  const y = (similarity: number) => HEIGHT * (1 - similarity);
  const line = curve.map(({ distance, similarity }) => `${x(distance)},${y(similarity)}`);
  const least = curve.at(-1)?.similarity ?? 1;
  const words =
    halfDistance === null
      ? `Similarity hardly falls: at the furthest support vector it is still ${least.toFixed(4)}. All flows look alike to this detector.`
      : `Similarity is one half at a distance of ${halfDistance.toPrecision(3)}.`;
  const largest = Math.max(...columnShares, 0);
  const title = features[columnShares.indexOf(largest)]?.title;
  return (
    <figure class="inside-curve">
      <figcaption>
        {words}
        {largest > 0 &&
          title !== undefined &&
          ` Of the squared distance to the ${nearest} nearest, ${title} makes ${(100 * largest).toFixed(0)} %.`}
      </figcaption>
      <svg viewBox={`-4 -4 ${WIDTH + 8} ${HEIGHT + 8}`} aria-hidden="true">
        <path d={`M0,0 V${HEIGHT} H${WIDTH}`} />
        <polyline points={line.join(' ')} />
        {supports.slice(0, 100).map(({ trainingRow, squaredDistance, similarity }) => (
          <circle key={trainingRow} cx={x(Math.sqrt(squaredDistance))} cy={y(similarity)} r="2.5" />
        ))}
      </svg>
      <p class="inside-ends" aria-hidden="true">
        <span>distance 0</span>
        <span>{furthest.toPrecision(3)}</span>
      </p>
    </figure>
  );
}

export function Kinds({
  kinds,
}: {
  readonly kinds: readonly { readonly type: string | null; readonly flows: number }[];
}) {
  if (kinds.every(({ type }) => type === null)) return null;
  const all = kinds.reduce((sum, { flows }) => sum + flows, 0);
  const words = kinds.map(
    ({ type, flows }) => `${flows} ${type === null ? 'not known' : formatType(type)}`,
  );
  return (
    <p>
      {all} nearest: {words.join(', ')}.
      {kinds.length > 0 &&
        entryAt(kinds, 0, 'kind').flows > all / 2 &&
        kinds.length > 1 &&
        ' Flows of one attack that lie close together hide each other.'}
    </p>
  );
}
