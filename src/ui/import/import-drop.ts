import { useEffect } from 'preact/hooks';
import { openFiles, refuseFiles } from './import-opening.ts';

/** Takes files that are dropped anywhere on the page, and says what else cannot be dropped. */
export function useDrop(): void {
  useEffect(() => {
    const root = document.documentElement;
    const over = (event: DragEvent) => {
      if (isOwnBusiness(event)) return;
      event.preventDefault();
      root.toggleAttribute('data-dropping', holdsFiles(event));
    };
    const leave = (event: DragEvent) => {
      // Between two elements of the page there is always a next one.
      if (event.relatedTarget === null) root.removeAttribute('data-dropping');
    };
    const take = (event: DragEvent) => {
      root.removeAttribute('data-dropping');
      if (isOwnBusiness(event)) return;
      event.preventDefault();
      takeDrop(event.dataTransfer);
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', take);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', take);
    };
  }, []);
}

function holdsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}

/** Text that is dragged into a field goes where it always goes. */
function isOwnBusiness(event: DragEvent): boolean {
  const isField = event.target instanceof Element && event.target.closest('input, textarea');
  return Boolean(isField) && !holdsFiles(event);
}

function takeDrop(dropped: DataTransfer | null): void {
  if (dropped === null) return;
  const folder = Array.from(dropped.items, (item) => item.webkitGetAsEntry()).find(
    (entry) => entry?.isDirectory,
  );
  if (folder) {
    refuseFiles(`“${folder.name}” is a folder. Drop the files in it, as many as you like.`);
  } else if (dropped.files.length > 0) {
    openFiles([...dropped.files]);
  } else {
    refuseFiles('What was dropped is text, not a file. Save it as a file and drop that.');
  }
}
