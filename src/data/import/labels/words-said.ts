/** What a person says that words mean in columns of labels, in any case. Plain values. */
export interface LabelWords {
  readonly normal: readonly string[];
  readonly attack: readonly string[];
  readonly unlabelled: readonly string[];
}

export type LabelMeaning = keyof LabelWords;

/** A person has said nothing. */
export const NO_LABEL_WORDS: LabelWords = { normal: [], attack: [], unlabelled: [] };
