import { useEffect, useState } from 'preact/hooks';

/** The text of a field while it is typed, and why it was not taken. */
interface Draft {
  readonly text: string;
  readonly problem: string | null;
  readonly type: (text: string) => void;
  /** Hands the text over: when the field is left or Enter is pressed. */
  readonly take: () => void;
}

/**
 * A field whose text becomes a value only when it is whole. What cannot be taken stays as typed,
 * with the reason, until it is mended or the value changes from elsewhere.
 *
 * @param set takes the text, or gives the reason why it cannot
 */
export function useDraft(value: string, set: (text: string) => string | null): Draft {
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    setTyped(null);
    setProblem(null);
  }, [value]);
  return {
    text: typed ?? value,
    problem,
    type: setTyped,
    take: () => {
      if (typed === null) return;
      const reason = typed === value ? null : set(typed);
      setProblem(reason);
      if (reason === null) setTyped(null);
    },
  };
}
