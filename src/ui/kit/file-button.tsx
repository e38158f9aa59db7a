import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';

interface Props {
  /** Files of any kind unless given, as the attribute `accept` has it. */
  readonly accept?: string;
  readonly multiple?: boolean;
  readonly disabled?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
  readonly children: ComponentChildren;
}

/** A button that asks for files. */
export function FileButton(props: Props) {
  const { accept, multiple = false, disabled = false, onFiles, children } = props;
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={picker}
        type="file"
        {...(accept !== undefined && { accept })}
        multiple={multiple}
        hidden
        onChange={({ currentTarget }) => {
          // A copy: emptying the field, so that the same file can be picked again, empties the list.
          onFiles([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
      <button type="button" disabled={disabled} onClick={() => picker.current?.click()}>
        {children}
      </button>
    </>
  );
}
