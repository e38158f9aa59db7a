import { useEffect, useRef } from 'preact/hooks';
import { fetchedLater } from '../kit/fetched-later.tsx';
import { mappingRequest } from './mapping-state.ts';

const MappingScreen = fetchedLater('The mapping of columns', () =>
  import('./mapping-screen.tsx').then(({ MappingScreen }) => MappingScreen),
);

/** Asks what the columns of a table mean, over the page, as long as there is one to ask about. */
export function MappingDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const request = mappingRequest.value;
  useEffect(() => {
    if (request !== null) dialog.current?.showModal();
    else dialog.current?.close();
  }, [request]);
  return (
    <dialog
      ref={dialog}
      class="mapping"
      aria-labelledby="mapping-title"
      onCancel={(event) => {
        event.preventDefault();
        request?.answer(null);
      }}
    >
      {request !== null && <MappingScreen key={request.file.name} request={request} />}
    </dialog>
  );
}
