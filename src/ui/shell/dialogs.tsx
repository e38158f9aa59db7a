import { ConfirmDialog } from '../studies/confirm-dialog.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';

/** What opens over the page, whatever step is shown. */
export function Dialogs() {
  return (
    <>
      <ShortcutsDialog />
      <ConfirmDialog />
    </>
  );
}
