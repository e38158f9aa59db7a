import type { ComponentChildren } from 'preact';
import { FEATURES } from '../../features/engineer.ts';
import type { BeyondId } from '../../notebook/beyond-cells.ts';
import type { CellId } from '../../notebook/cell-definition.ts';
import { TermWord } from './term.tsx';

/**
 * Each cell in the lab's own words: what it does and why, what to look for, what goes wrong. The
 * first one stands apart, as the page begins with it.
 */
export const PROSE: Readonly<Record<Exclude<CellId, 'generate' | BeyondId>, ComponentChildren>> = {
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
  'isolation-forest': (
    <>
      <p>
        Pick a feature at random, cut it at random, and go on within each half. A flow in the crowd
        takes many cuts until it stands alone; an odd one takes few. The forest averages over many
        such <TermWord of="isolation tree">trees</TermWord>, each grown on a small sample. Cuts
        ignore how wide a column is, so heavy tails do little harm.
      </p>
      <p>
        <strong>Look for</strong> attacks that it finds whole, and attacks that it hardly sees. One
        of ordinary size on an ordinary port costs as many cuts as ordinary traffic.
      </p>
      <p>
        <strong>What goes wrong:</strong> <TermWord of="contamination" /> is told, not found. Say a
        tenth, and a tenth is flagged, whether a tenth is bad or not.
      </p>
    </>
  ),
  'one-class-svm': (
    <>
      <p>
        Two flows are alike if they lie close, and a <TermWord of="kernel" /> says how alike: it
        fades with distance at a rate set by <TermWord of="gamma" />. The One-Class SVM draws the
        tightest boundary that leaves a share of about <TermWord of="ν" /> of the training flows
        outside.
      </p>
      <p>
        <strong>Look for</strong> the fitted gamma, the number of{' '}
        <TermWord of="support vector">support vectors</TermWord> and any warning before you look at
        the score. A boundary that stands on noise has a score too.
      </p>
      <p>
        <strong>What goes wrong:</strong> by default gamma hangs on the variance of the whole
        matrix. One column with a long tail makes it tiny, all other flows look alike, and a verdict
        is the toss of a coin.
      </p>
    </>
  ),
  'local-outlier-factor': (
    <>
      <p>
        How far must one go from a flow to meet its <TermWord of="nearest neighbours" />, and how
        far do they go to meet theirs? The <TermWord of="local outlier factor" /> compares the two.
        A flow in a thin place beside dense ones is odd, wherever that place lies; a flow in a thin
        place among others as thin is not.
      </p>
      <p>
        <strong>Look for</strong> the smallest attack with more flows than the detector has
        neighbours, and whether it was found. Then raise the number of neighbours, or train on
        normal flows only, and look again.
      </p>
      <p>
        <strong>What goes wrong:</strong> an attack that comes in a cluster is its own company. If
        the cluster is larger than the neighbourhood, it looks perfectly at home.
      </p>
    </>
  ),
  'robust-z-score': (
    <>
      <p>
        The rule of thumb that any method has to beat. How far does a value lie from the{' '}
        <TermWord of="median" />, in deviations that outliers cannot stretch? Ask that of every
        feature; the worst answer is the flow’s score.
      </p>
      <p>
        <strong>Look for</strong> the feature that decides most alerts, under “How it was fitted”.
      </p>
      <p>
        <strong>What goes wrong:</strong> features are judged one at a time. A flow that is odd only
        in combination passes, and one column with a long tail takes all the alerts.
      </p>
    </>
  ),
  'interquartile-fence': (
    <>
      <p>
        The rule behind the whiskers of a box plot: half of all values lie between the quartiles,
        and what lies more than one and a half times that far outside is called an outlier. The
        worst feature decides here, too.
      </p>
      <p>
        <strong>Look for</strong> how many flows jump the fence once contamination is auto.
      </p>
      <p>
        <strong>What goes wrong:</strong> the rule was made for one column that is shaped like a
        bell. With many columns and long tails, ordinary flows jump some fence, too.
      </p>
    </>
  ),
  autoencoder: (
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
  ensemble: (
    <>
      <p>
        Detectors fail in ways of their own, so ask several. They can vote: any of them, more than
        half, or all. Or their scores are made comparable and averaged: by the rank that a flow has,
        or by how unlikely a score is if scores were shaped like a bell. Or the loudest member
        decides.
      </p>
      <p>
        <strong>Look for</strong> the ensemble beside its best member. It rarely wins; it spares you
        to know beforehand which one is best.
      </p>
      <p>
        <strong>What goes wrong:</strong> a member that ranks worse than a coin pulls the others
        down, and an average cannot tell. Weights by hand can, if somebody has labels.
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
