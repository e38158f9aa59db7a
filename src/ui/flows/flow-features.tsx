import { useMemo } from 'preact/hooks';
import { formatCount, formatFeature } from '../../charts/format.ts';
import { entryAt } from '../../data/entry-at.ts';
import { type FeaturePlace, STANDS_OUT, sideInWords } from '../../eval/explain-flow.ts';
import { featureStrip } from '../../eval/feature-strip.ts';
import { featureUnit } from '../../features/feature-table.ts';
import type { FlowExplanation, FlowReference } from '../../pipeline/run/explain.ts';
import { lackedBy } from '../../pipeline/traffic/traffic-overview.ts';
import { DataTable } from '../kit/data-table.tsx';

interface Props {
  readonly explanation: FlowExplanation;
  readonly reference: FlowReference;
  /** What the source could not tell of the flow. */
  readonly unknown: string;
}

/** Each feature of the flow on a strip of those that it is compared with. */
export function FeatureStrips({ explanation, reference, unknown }: Props) {
  const { comparedWith, features } = explanation;
  return (
    <div class="flow-features">
      <DataTable
        caption={`Its features beside ${formatCount(comparedWith.count)} ${comparedWith.flows}`}
        columns={['feature', comparedWith.flows, 'this flow', 'it is']}
        rows={features.map((place, j) => [
          <FeatureName key="name" name={place.name} unknown={unknown} />,
          <Strip key="strip" place={place} sorted={entryAt(reference.sorted, j, 'feature')} />,
          <span key="value" title={String(place.value)}>
            {inUnit(place, place.value)}
          </span>,
          <Side key="side" place={place} />,
        ])}
        words={[0, 1]}
      />
      <p class="meaning">
        Line: the middle 90 %. Diamond: at least {100 * STANDS_OUT} % lie on one side of it.
      </p>
    </div>
  );
}

function inUnit({ name }: FeaturePlace, value: number): string {
  return formatFeature(value, featureUnit(name));
}

/** A feature says so where zeros stand for something that it is computed from. */
function FeatureName({ name, unknown }: { readonly name: string; readonly unknown: string }) {
  const lacks = lackedBy(name, unknown);
  return (
    <>
      <code>{name}</code>
      {lacks.length > 0 && <span class="meaning"> {lacks.join(' and ')} not known</span>}
    </>
  );
}

/** The same share as in the sentences of what stands out. */
function Side({ place }: { readonly place: FeaturePlace }) {
  const { side, most } = sideInWords(place);
  if (place.below === 0 && place.above === 0) return <>the same as all</>;
  return (
    <span class={standsOut(place) ? 'out' : ''} title={`percentile ${place.percentile}`}>
      {side} than {most}
    </span>
  );
}

function standsOut({ below, above }: FeaturePlace): boolean {
  return Math.max(below, above) >= STANDS_OUT;
}

const DOTS = 72;
const WIDTH = 88;
const HEIGHT = 20;
/** Room for a mark at either end. */
const EDGE = 6;
/** How the dots are spread in height, so that equal values can be told apart. */
const SPREAD = 7;

interface StripProps {
  readonly place: FeaturePlace;
  readonly sorted: Float64Array;
}

function Strip({ place, sorted }: StripProps) {
  const { value, low, high } = place;
  const strip = useMemo(
    () => featureStrip({ sorted, value, low, high }, DOTS),
    [sorted, value, low, high],
  );
  const x = (share: number) => EDGE + share * (WIDTH - 2 * EDGE);
  const dots = strip.dots.map((share, i) => `M${x(share).toFixed(1)} ${4 + ((5 * i) % SPREAD)}h0`);
  const at = x(strip.at);
  return (
    <>
      <svg class="feature-strip" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        <path class="dots" d={dots.join('')} />
        <path
          class="middle"
          d={`M${x(strip.low)} 17H${Math.max(x(strip.high), x(strip.low) + 1)}`}
        />
        {standsOut(place) ? (
          <path class="beyond" d={`M${at} 2l5.5 5.5l-5.5 5.5l-5.5 -5.5Z`} />
        ) : (
          <circle cx={at} cy="7.5" r="4" />
        )}
      </svg>
      <span class="hidden">
        middle 90 %: {inUnit(place, low)} to {inUnit(place, high)}
      </span>
    </>
  );
}
