/** What is said of a parameter: the same for all that a person can set. */

/** What a parameter can be. */
export type ParameterValue =
  | string
  | number
  | boolean
  | readonly string[]
  | Readonly<Record<string, number>>;

/** The key of a parameter, shared or a detector's own. */
export type ParameterKey = string;

/** The step of the lab that a parameter belongs to; a detector's own belong to the detector. */
export type ParameterStep =
  | 'generate'
  | 'scale'
  | 'detect'
  | 'study'
  | 'stream'
  | 'neural'
  | 'classifier'
  | (string & {});

/** How a parameter is called and what it means. */
export interface ParameterWords {
  /** The option's name on the command line. */
  readonly flag: string;
  /** Its name in errors, sweeps and exports; scikit-learn's where it is a parameter of scikit-learn. */
  readonly label: string;
  /** What its control says in place of a label that is scikit-learn's name. */
  readonly inWords?: string;
  readonly meaning: string;
  /** What else its option's help says. */
  readonly onCommandLine?: string;
  /** Shown only when asked for: few need it. */
  readonly advanced?: true;
  /**
   * Never in a link, as it tells of a person's own traffic; a list names the values that do. While own
   * is open: only then, as it was chosen by what is open.
   */
  readonly private?: true | readonly string[] | 'while own is open';
}

/** What numbers a parameter takes. */
export interface NumberFacts {
  readonly kind: 'number';
  readonly min: number;
  /** The value must be greater than `min`, not equal. */
  readonly above?: true;
  readonly max: number;
  /** The step of a control. */
  readonly resolution: number;
  /** The range worth trying by hand, where it is narrower than what is allowed. */
  readonly slider?: { readonly from: number; readonly to: number };
  readonly whole?: true;
  /**
   * Values worth a look in a sweep, as a person would type them; `byRatio`: told apart by that. False:
   * it is never swept.
   */
  readonly sweep?: { readonly values: string; readonly byRatio?: true } | false;
  /** Words that stand for a number still to be found. */
  readonly words?: readonly string[];
}

/** What a parameter is. Controls, the command line and its help all read these same rows. */
export type ParameterFacts<Key extends ParameterKey = ParameterKey> = ParameterWords & {
  readonly key: Key;
  readonly step: ParameterStep;
  /** The reference's value. */
  readonly default: ParameterValue;
} & (
    | NumberFacts
    | { readonly kind: 'text' | 'counts' | 'switch' | 'time' | 'seeds' }
    | { readonly kind: 'choice' | 'list'; readonly choices: readonly string[] }
    | { readonly kind: 'weights'; readonly choices: readonly string[] }
  );
