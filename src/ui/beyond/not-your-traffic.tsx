import { notebook } from '../lab.ts';
import { sourceName } from '../source-name.ts';

/** Where a study of generated flows could be taken for one of the files that are open. */
export function NotYourTraffic() {
  const opened = notebook.opened.value;
  if (opened === null) return null;
  return (
    <p class="warning">
      This asks the generated flows of many seeds, not {sourceName(opened)}: what it finds holds for
      them.
    </p>
  );
}
