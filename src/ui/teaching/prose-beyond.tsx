import type { ComponentChildren } from 'preact';
import type { BeyondId } from '../../notebook/beyond-values.ts';
import { TermWord } from './term.tsx';

/** The cells beyond the notebook in the lab’s own words. */
export const BEYOND_PROSE: Readonly<Record<BeyondId, ComponentChildren>> = {
  timeline: (
    <>
      <p>
        When did it happen? Every flow has a start time: people keep office hours, programs do not,
        and attackers keep hours of their own. Each column of the picture is a step of time, each
        row a kind of traffic or the alerts of a detector; dark means many.
      </p>
      <p>
        <strong>Look for</strong> rows that do not match: an attack whose hours hold no alert was
        missed, alerts in hours without an attack are false.
      </p>
      <p>
        <strong>What goes wrong:</strong> the clock of the one who looks. Times are shown in UTC;
        nine o’clock at the office may be another hour here.
      </p>
    </>
  ),
  voting: (
    <>
      <p>
        Three opinions are better than one, people say. An <TermWord of="ensemble" /> lets the
        detectors vote, or takes the mean or the maximum of their scores, made comparable by rank or
        by <TermWord of="Gaussian scaling" />. One seed proves nothing either way: this cell asks
        the same question of the generated traffic of many seeds, with what is set above, and
        compares each ensemble with the best of its members at the same seed.
      </p>
      <p>
        <strong>Look for</strong> the difference, not the mean: is the ensemble ahead of its best
        member, and at how many seeds? Beside it stand two rules of thumb that anybody can work out
        on paper.
      </p>
      <p>
        <strong>What goes wrong:</strong> a vote gives the worst member a voice. “Best member” is
        said with all labels known; before that, a vote insures against having picked the wrong one.
        Log the heavy tails and learn from normal flows, and ask again.
      </p>
    </>
  ),
  time: (
    <>
      <p>
        A beacon’s calls look like any small web request, one by one. Together they tick. Time
        features look at what came before, never ahead: the gap since the last flow of the same
        pair, how regular the gaps are, how much its originator did in the last hour, and the hour
        and weekday on a circle. This cell asks what they buy: each attack without and with them, at
        one false alarm in a hundred normal flows, over many seeds, heavy tails logged.
      </p>
      <p>
        <strong>Look for</strong> <code>c2_beacon</code>, and at what becomes of it as its{' '}
        <TermWord of="jitter" /> grows.
      </p>
      <p>
        <strong>What goes wrong:</strong> regular is not evil. A monitor that calls as steadily as a
        beacon costs you the finding; the last sentence says how much. To have time features in the
        cells above, switch them on under Features.
      </p>
    </>
  ),
  'attack-classifier': (
    <>
      <p>
        So far nobody was told which flows are attacks. This network is: it learns to name them. Its
        last layer, a <TermWord of="softmax" />, gives every flow a probability for normal and for
        each attack it was taught. The flows are dealt into three parts, each with its share of
        every class: one to learn from, one that says when to stop (
        <TermWord of="early stopping" />
        ), and one that nobody touches until the end.
      </p>
      <p>
        <strong>Look for</strong> the <TermWord of="macro F1" />, and what lies beside the diagonal.
        Accuracy says little here: who calls everything normal is right six times in seven. Then see
        whether the two losses part: that is <TermWord of="overfitting" />. What the network makes
        small is the <TermWord of="cross-entropy" />, <TermWord of="epoch" /> by epoch; a{' '}
        <TermWord of="class weight" /> decides what a rare attack counts in it.
      </p>
      <p>
        <strong>What goes wrong:</strong> a figure near one makes proud. The test flows come from
        the same recipes as those it learnt from, and it can only ever say the names it was taught.
        The next cell takes one name away.
      </p>
    </>
  ),
  'unknown-attack': (
    <>
      <p>
        Tomorrow’s attack has no label today. So take one attack away, train the classifier without
        it, and show it that attack’s flows: what does it call them? Beside it stand your detectors,
        which were not shown it either. They know no names, but they may say “odd”. All are judged
        by the same normal flows that none has seen.
      </p>
      <p>
        <strong>Look for</strong> the first column: an attack that is called normal, and how sure
        the classifier is of that. A <TermWord of="softmax" /> has to choose one of the names it
        knows; its probability is no measure of whether it knows at all. “By doubt” gives it another
        chance: whatever is least probably normal is flagged, at one false positive in a hundred,
        the same as for the detectors.
      </p>
      <p>
        <strong>What goes wrong:</strong> a wrong name is an alert all the same, so count what is
        called normal, not what is called wrongly. And what nobody finds, here, wants other
        features: see what time buys.
      </p>
    </>
  ),
  stream: (
    <>
      <p>
        A notebook judges flows when they are all there. A sensor cannot wait: it judges each flow
        by what came before, then learns it and lets it go. That is{' '}
        <TermWord of="online learning" />. Three detectors do it here:{' '}
        <TermWord of="half-space trees" />, a forest of{' '}
        <TermWord of="random cut">random cuts</TermWord>, and the notebook’s forest, fitted anew
        every so often. The threshold follows the scores by a <TermWord of="quantile sketch" />, so
        that about the share of flows you choose raises an alert; figures are{' '}
        <TermWord of="prequential" />.
      </p>
      <p>
        <strong>Look for</strong> what changes when you let a new, harmless application in while it
        plays: false alarms, reports of <TermWord of="concept drift" />, found by{' '}
        <TermWord of="ADWIN" /> in each feature by itself, and quiet once the detector is used to
        it. Days and nights, and attacks, change means as well, and are reported as well.
      </p>
      <p>
        <strong>What goes wrong:</strong> what learns all the time learns attacks, too: a scan of
        many flows looks odd at its start and usual at its end. An alert rate is kept whether there
        are attacks or not; and a newcomer pulls the threshold up, so that attacks pass below it
        until its scores are forgotten.
      </p>
    </>
  ),
};
