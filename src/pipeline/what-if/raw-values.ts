/** A value of a flow before any feature is made of it: a number, or a protocol. */
export type RawValue = number | string;
/** Some of a flow's values, by the columns' names. */
export type RawValues = Readonly<Record<string, RawValue>>;

/** A column of the traffic that can be changed in a flow to see what detectors say then. */
export interface RawColumn {
  /** As in CSV files: `bytes_sent`; `hour` and `gap` for when the flow began. */
  readonly name: string;
  /** A port is a number without order. */
  readonly kind: 'number' | 'port' | 'word';
  readonly unit: string;
  readonly meaning: string;
  /** Whether its values are whole. */
  readonly whole: boolean;
  /** What the format allows. */
  readonly lowest: number;
  readonly highest: number;
  /** The words that it may have; empty for numbers. */
  readonly words: readonly string[];
}
