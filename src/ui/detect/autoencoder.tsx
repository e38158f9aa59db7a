import { TermWord } from '../teaching/term.tsx';
import type { DetectorView } from './detector-view.ts';

export const view: DetectorView = {
  prose: (
    <>
      <p>
        An <TermWord of="autoencoder" /> is a network that is asked for something that sounds easy:
        give back what you are shown. But on the way every flow must pass a narrow place, a few
        numbers wide, so that the network has to learn what flows have in common. What it cannot
        give back is unlike what it has learnt from: the score is how wrong it is.
      </p>
      <p>
        <strong>Look for</strong> the two losses. They should fall together; where the one on flows
        kept apart stops falling, the network has begun to learn by heart, and it is time for{' '}
        <TermWord of="early stopping" />. Then open the card of a flow: each feature's share of the
        error says why that flow stands out. And train on normal flows only, which is what this
        detector is made for.
      </p>
      <p>
        <strong>What goes wrong:</strong> a network learns whatever it sees often. Attacks among its
        training flows become ordinary to it; and with a bottleneck as wide as the flow there is
        nothing that it cannot give back.
      </p>
    </>
  ),
  note: {
    ask: 'Four numbers, and a flow has to pass through them. What would you keep of a flow, if you had to describe it so that somebody else can draw it?',
    surprises:
      'That it finds nearly all attacks once it has learnt from normal flows alone, and far fewer after learning from all: what it sees often enough it learns to give back, attacks too. Open the card of a missed flow and of one found, and compare the shares of the error.',
  },
};
