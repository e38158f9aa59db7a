import type { MemberName } from '../../pipeline/parameters/lab-parameters.ts';
import { PlaneDeck } from './plane-deck.tsx';
import { InsideControl, InsideShapes, useInsideStep } from './plane-inside.tsx';
import { planesOf } from './plane-state.ts';
import { PlaneView } from './plane-view.tsx';
import { WhatIsSeen } from './what-is-seen.tsx';
import './plane.css';

/** One detector over two features, in its cell: the same plane as at the start, and the same probe. */
export function DetectorPlane({ name }: { readonly name: MemberName }) {
  const planes = planesOf();
  const step = useInsideStep();
  const inside = { planes, detector: name, step };
  return (
    <div class="planes detector-plane">
      <PlaneDeck planes={planes} />
      <PlaneView planes={planes} detector={name} isChosen>
        <InsideShapes {...inside} />
      </PlaneView>
      <InsideControl {...inside} />
      <WhatIsSeen planes={planes}>
        Alerts in this picture: its budget, on two features. In the headline and the matrix: the
        detector’s own threshold, with all features.
      </WhatIsSeen>
    </div>
  );
}
