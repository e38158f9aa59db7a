import { Segmented } from '../segmented.tsx';

/** How values are drawn: on the axis that shows most, on a linear one, or as the reference draws them. */
export type PictureKind = 'readable' | 'linear' | 'reference';

const TITLES: Readonly<Record<PictureKind, string>> = {
  readable: 'Fitted to the data',
  linear: 'Linear',
  reference: 'As in the Python notebook',
};

interface Props {
  readonly kinds: readonly PictureKind[];
  readonly value: PictureKind;
  readonly set: (kind: PictureKind) => void;
}

/** The switch between them; those that would look alike are left out. */
export function PictureSwitch({ kinds, value, set }: Props) {
  const options = kinds.map((kind) => ({ value: kind, title: TITLES[kind] }));
  return <Segmented label="Axis" options={options} value={value} set={set} />;
}
