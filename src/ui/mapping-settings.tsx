import { useId } from 'preact/hooks';
import { ATTACK, NORMAL } from '../data/flow-table.ts';
import {
  BYTE_UNITS,
  type ColumnMapping,
  DATE_ORDERS,
  DURATION_UNITS,
} from '../data/import/column-mapping.ts';
import { labelMeanings } from '../data/import/mapping-labels.ts';
import { shortened } from '../data/import/problems.ts';
import type { UnknownTable } from '../data/import/unknown-table.ts';
import { useDraft } from './draft.ts';

interface Props {
  readonly table: UnknownTable;
  readonly mapping: ColumnMapping;
  readonly change: (changed: Partial<ColumnMapping>) => void;
}

/** The units, dates and labels of the columns that are chosen, as far as there is a choice. */
export function MappingSettings({ table, mapping, change }: Props) {
  const { columns, durationUnit, byteUnit, dateOrder } = mapping;
  const hasBytes = [columns.bytesSent, columns.bytesRecv, columns.ipBytesSent, columns.ipBytesRecv];
  const has = (names: readonly (string | null)[]) => names.some((name) => name !== null);
  const choices = [
    has([columns.duration]) && (
      <Choice
        key="duration"
        label="Durations are in"
        value={durationUnit}
        choices={Object.keys(DURATION_UNITS) as ColumnMapping['durationUnit'][]}
        choose={(unit) => change({ durationUnit: unit })}
      />
    ),
    has(hasBytes) && (
      <Choice
        key="bytes"
        label="Bytes are in"
        value={byteUnit}
        choices={Object.keys(BYTE_UNITS) as ColumnMapping['byteUnit'][]}
        choose={(unit) => change({ byteUnit: unit })}
      />
    ),
    has([columns.startTime, columns.endTime]) && (
      <Choice
        key="dates"
        label="A date such as 3/7/2017 has its"
        value={dateOrder}
        choices={DATE_ORDERS}
        choose={(order) => change({ dateOrder: order })}
      />
    ),
  ].filter((choice) => choice !== false);
  const hasLabels = columns.label !== null;
  if (choices.length === 0 && !hasLabels) return null;
  return (
    <fieldset class="mapping-settings">
      <legend>How they are written</legend>
      {choices}
      {hasLabels && <LabelSettings table={table} mapping={mapping} change={change} />}
    </fieldset>
  );
}

interface ChoiceProps<Word extends string> {
  readonly label: string;
  readonly value: Word;
  readonly choices: readonly Word[];
  readonly choose: (word: Word) => void;
}

function Choice<Word extends string>({ label, value, choices, choose }: ChoiceProps<Word>) {
  const id = useId();
  return (
    <div class="mapping-setting">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={({ currentTarget }) => choose(currentTarget.value as Word)}
      >
        {choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    </div>
  );
}

const SHOWN_WORDS = 12;

function LabelSettings({ table, mapping, change }: Props) {
  const meanings = labelMeanings(table, mapping);
  const shown = meanings
    .slice(0, SHOWN_WORDS)
    .map(({ word, label }) => `${shortened(word, 24)} → ${meaningName(label)}`);
  return (
    <>
      <WordsField
        label="Labels that mean normal"
        words={mapping.normalWords}
        set={(normalWords) => change({ normalWords })}
      />
      <WordsField
        label="Labels that mean an attack"
        words={mapping.attackWords}
        set={(attackWords) => change({ attackWords })}
      />
      <p class="meaning">
        Words apart by commas; without, benign and normal are normal, 0 and 1 are what they are, and
        every other word names an attack. {shown.length > 0 && `Here: ${shown.join(', ')}.`}
      </p>
    </>
  );
}

function meaningName(label: number | undefined): string {
  if (label === NORMAL) return 'normal';
  if (label === ATTACK) return 'attack';
  return label === undefined ? 'refused' : 'no label';
}

interface WordsProps {
  readonly label: string;
  readonly words: readonly string[];
  readonly set: (words: readonly string[]) => void;
}

function WordsField({ label, words, set }: WordsProps) {
  const id = useId();
  const draft = useDraft(words.join(', '), (text) => {
    const typed = text.split(',').map((word) => word.trim());
    set(typed.filter((word) => word !== ''));
    return null;
  });
  return (
    <div class="mapping-setting">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        autocomplete="off"
        spellcheck={false}
        value={draft.text}
        onInput={({ currentTarget }) => draft.type(currentTarget.value)}
        onChange={draft.take}
      />
    </div>
  );
}
