import { InputError } from '../../src/data/errors.ts';
import type { ParameterFacts } from '../../src/pipeline/parameters/parameter-types.ts';
import { formatParameter, parseParameter } from '../../src/pipeline/parameters/parameters.ts';

/** What a row of the table of parameters lacks, each as a few words; empty: nothing. */
export function parameterProblems(facts: ParameterFacts): string[] {
  const problems: string[] = [];
  const require = (isSo: boolean, problem: string) => {
    if (!isSo) problems.push(`${facts.key}: ${problem}`);
  };
  require(/^[a-z]+(?:-[a-z]+)*$/.test(facts.flag), `--${facts.flag} is no option`);
  require(/\w/.test(facts.label), 'no label');
  require(/^\S.* .*\.$/s.test(facts.meaning), `“${facts.meaning}” is no sentence`);
  require(takes(facts, formatParameter(facts.default)), 'its default is not among its values');
  if (facts.kind === 'number') {
    const { min, max, resolution, slider } = facts;
    require(min < max &&
      Number.isFinite(min) &&
      Number.isFinite(max), `no range: ${min} to ${max}`);
    require(resolution > 0 && resolution <= max - min, `steps of ${resolution}`);
    require(!takes(facts, String(max + resolution)), `takes more than ${max}`);
    require(!takes(facts, String(min - resolution)), `takes less than ${min}`);
    require(!takes(facts, 'text'), 'takes a text for a number');
    if (slider !== undefined) {
      const { from, to } = slider;
      require(from < to &&
        takes(facts, String(from)) &&
        takes(facts, String(to)), 'its slider leaves the range');
    }
  }
  if (facts.kind === 'choice' || facts.kind === 'list' || facts.kind === 'weights') {
    require(facts.choices.length > 1, 'nothing to choose from');
    require(!takes(facts, 'no such choice'), 'takes what it does not offer');
  }
  return problems;
}

/** Whether a person may type that. Any other error than an InputError is a defect. */
function takes(facts: ParameterFacts, text: string): boolean {
  try {
    parseParameter(facts, text);
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}
