import { formatCount } from '../../charts/format.ts';
import type { LabelRead } from '../../data/import/labels/judge-labels.ts';
import { classesSaid, keyOfWord, LABEL_MEANINGS } from '../../data/import/labels/label-words.ts';
import type { LabelMeaning, LabelWords } from '../../data/import/labels/words-said.ts';
import { shownLabels } from '../../pipeline/traffic/import-tables.ts';
import { shownWord } from '../../pipeline/traffic/label-report.ts';
import { DataTable } from '../kit/data-table.tsx';

interface Props {
  readonly caption: string;
  readonly words: readonly LabelRead[];
  /** What a person has said so far; it may not have been read yet. */
  readonly said: LabelWords;
  /** `null`: as the lab reads it. */
  readonly choose: (word: string, meaning: LabelMeaning | null) => void;
}

/** Words that can be chosen for; a column may have as many as the file has rows. */
export const MOST_CHOICES = 200;

const MEANINGS = Object.keys(LABEL_MEANINGS) as LabelMeaning[];

/** The words of a column of labels, each with a choice of what it means. */
export function LabelWordsTable({ caption, words, said, choose }: Props) {
  const classes = classesSaid(said);
  return (
    <DataTable
      caption={caption}
      columns={['label', 'read as', 'rows']}
      rows={shownLabels(words, MOST_CHOICES).map((read) => [
        shownWord(read.word),
        <MeaningChoice
          key={read.word}
          read={read}
          said={classes.get(keyOfWord(read.word))}
          choose={(meaning) => choose(read.word, meaning)}
        />,
        formatCount(read.rows),
      ])}
      words={[0, 1]}
    />
  );
}

interface ChoiceProps {
  readonly read: LabelRead;
  /** The class that a person has said. */
  readonly said: number | undefined;
  readonly choose: (meaning: LabelMeaning | null) => void;
}

function MeaningChoice({ read, said, choose }: ChoiceProps) {
  const isOpen = said === undefined && read.basis === 'open';
  const label = said ?? read.label;
  const meaning = MEANINGS.find((each) => LABEL_MEANINGS[each] === label) ?? 'unlabelled';
  return (
    <span class="label-meaning">
      <select
        aria-label={`What ${shownWord(read.word)} means`}
        value={isOpen ? '' : meaning}
        onChange={({ currentTarget: { value } }) =>
          choose(value === '' ? null : (value as LabelMeaning))
        }
      >
        {MEANINGS.map((each) => (
          <option key={each}>{each}</option>
        ))}
        {(isOpen || said !== undefined) && (
          <option value="">{isOpen ? 'say what it means' : 'as the lab reads it'}</option>
        )}
      </select>
      {said !== undefined && <span>as you said</span>}
    </span>
  );
}
