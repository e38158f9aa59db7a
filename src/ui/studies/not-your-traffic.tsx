import { sourceName } from '../generate/source-name.ts';
import { notebook } from '../lab.ts';

/** Where a study of generated flows could be taken for one of what is open. */
export function NotYourTraffic() {
  const opened = notebook.opened.value;
  const lab = notebook.lab.value;
  if (opened === null && lab === null) return null;
  return (
    <p class="warning">
      {opened !== null &&
        `This asks the generated flows of many seeds, not ${sourceName(opened)}: what it finds holds for them. `}
      {lab !== null && `Detectors are trained anew for each seed, not taken from ${lab.name}.`}
    </p>
  );
}
