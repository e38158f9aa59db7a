import { place } from '../shell/places.ts';

/** Takes files that are dropped anywhere on the page, and says what else cannot be dropped. */
export function keepDrops(): void {
  const root = document.documentElement;
  addEventListener('dragover', (event) => {
    if (isOwnBusiness(event)) return;
    event.preventDefault();
    root.toggleAttribute('data-dropping', holdsFiles(event));
  });
  addEventListener('dragleave', (event) => {
    // Between two elements of the page there is always a next one.
    if (event.relatedTarget === null) root.removeAttribute('data-dropping');
  });
  addEventListener('drop', (event) => {
    root.removeAttribute('data-dropping');
    if (isOwnBusiness(event)) return;
    event.preventDefault();
    takeDrop(event.dataTransfer);
  });
}

function holdsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}

/** Text that is dragged into a field goes where it always goes. */
function isOwnBusiness(event: DragEvent): boolean {
  const isField = event.target instanceof Element && event.target.closest('input, textarea');
  return Boolean(isField) && !holdsFiles(event);
}

/** What was dropped can be read during the event alone; the code that reads files comes when asked. */
async function takeDrop(dropped: DataTransfer | null): Promise<void> {
  if (dropped === null) return;
  const folder = Array.from(dropped.items, (item) => item.webkitGetAsEntry()).find(
    (entry) => entry?.isDirectory,
  );
  const files = [...dropped.files];
  if (await openedAsLesson(files)) return;
  const { openFiles, refuseFiles } = await import('./import-opening.ts');
  // What became of them is told there.
  place.value = 'generate';
  if (folder) {
    refuseFiles(`“${folder.name}” is a folder. Drop the files in it, as many as you like.`);
  } else if (files.length > 0) {
    openFiles(files);
  } else {
    refuseFiles('What was dropped is text, not a file. Save it as a file and drop that.');
  }
}

/** A lesson is a file of its own, and no traffic; whether it was one. */
async function openedAsLesson([file, ...others]: readonly File[]): Promise<boolean> {
  if (file === undefined || others.length > 0 || !file.name.endsWith('.json')) return false;
  return (await import('../lesson/open-lesson.ts')).openIfLesson(file);
}
