import type { ComponentChildren } from 'preact';
import { FEATURES } from '../../features/engineer.ts';
import { TermWord } from './term.tsx';

/**
 * Cells that are no detector's in the lab's own words: what they do and why, what to look for, what
 * goes wrong. The first one stands apart, as the page begins with it.
 */
export const PROSE: Readonly<
  Record<'engineer' | 'scale' | 'compare' | 'scores', ComponentChildren>
> = {
  engineer: (
    <>
      <p>
        Raw counts hide what an analyst asks first: how fast, how one-sided, to how many, on what
        port? A <TermWord of="feature" /> is such a question turned into a number, here{' '}
        {FEATURES.length} of them. Durations below a millisecond count as one, so that no rate is
        divided by nothing.
      </p>
      <p>
        <strong>Look for</strong> features in which normal flows and attacks hardly overlap: one
        such number does most of a detector's work. Switch to logarithmic axes, and bars that
        huddled at zero spread out.
      </p>
      <p>
        <strong>What goes wrong:</strong> reading means. Over a <TermWord of="heavy tail" /> the
        mean belongs to a few giants. Compare it with the <TermWord of="median" /> in the table
        below.
      </p>
    </>
  ),
  scale: (
    <>
      <p>
        A detector that measures distance takes a thousand bytes for a thousand times as far as one
        second. Scaling puts the columns on one footing: each loses its centre and is divided by its
        spread. The <TermWord of="robust scaler" /> takes both from the middle of the data, where
        outliers have no say.
      </p>
      <p>
        <strong>Look for</strong> a scale that is small beside the largest values of its column.
        That column will still be wide after scaling.
      </p>
      <p>
        <strong>What goes wrong:</strong> a robust scaler tames the scale, not the tail.{' '}
        <code>send_recv_ratio</code> has no upper bound and keeps all of its{' '}
        <TermWord of="variance" />. Log the heavy tails and watch what changes below.
      </p>
    </>
  ),
  compare: (
    <>
      <p>
        <TermWord of="precision">Precision</TermWord> asks how many alerts were right,{' '}
        <TermWord of="recall" /> how many attacks were found; <TermWord of="F1" /> is high only
        where both are. These judge one threshold. <TermWord of="ROC AUC" /> and{' '}
        <TermWord of="average precision" /> judge the whole ranking: would an attack stand above a
        normal flow, wherever the line is drawn?
      </p>
      <p>
        <strong>Look for</strong> a detector that ranks well and flags badly: its threshold is at
        fault, and that is quickly mended. A bad ranking is not. Look also at who found what alone.
      </p>
      <p>
        <strong>What goes wrong:</strong> choosing by one number. A ROC AUC below one half is worse
        than a coin, and turning the ranking upside down would help: the detector sees something,
        only not what you are after.
      </p>
    </>
  ),
  scores: (
    <>
      <p>
        A detector gives every flow a <TermWord of="score" />; the <TermWord of="threshold" /> turns
        scores into alerts. Here higher means odder: scikit-learn's scores run the other way and are
        negated.
      </p>
      <p>
        <strong>Look for</strong> the stretch where the classes overlap. Wherever you draw the line
        there, you pay for each attack found with false alarms, or for quiet with attacks missed.
        Then see which attacks those are.
      </p>
      <p>
        <strong>What goes wrong:</strong> trusting an average, and trusting small numbers. A few
        dozen flows say little: the <TermWord of="Wilson interval" /> beside each rate shows how
        little.
      </p>
    </>
  ),
};
