/** Pictures of 16 × 16 by name, as paths. */
const ICONS = {
  undo: 'M3 6h7a4 4 0 0 1 0 8H6M3 6l3.5-3.5M3 6l3.5 3.5',
  redo: 'M13 6H6a4 4 0 0 0 0 8h4M13 6 9.5 2.5M13 6 9.5 9.5',
  dark: 'M13 10.2A5.8 5.8 0 0 1 5.8 3 5.8 5.8 0 1 0 13 10.2Z',
  light:
    'M8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M3.4 12.6l1.1-1.1M11.5 4.5l1.1-1.1M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z',
  more: 'M3 8h.01M8 8h.01M13 8h.01',
  run: 'M5 3.5v9l7-4.5Z',
  steps: 'M3 4h10M3 8h10M3 12h10',
} as const;

/** A small picture in the colour of the text; what it means stands beside it in words. */
export function Icon({ name }: { readonly name: keyof typeof ICONS }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={ICONS[name]} />
    </svg>
  );
}
