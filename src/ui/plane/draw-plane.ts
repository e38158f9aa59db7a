import type { PlaneField } from '../../pipeline/plane/field.ts';
import type { PlaneFlows } from '../../pipeline/plane/plane-flows.ts';
import {
  type FlowsPicture,
  type PictureSize,
  type PlaneColours,
  paintField,
  paintFlows,
  paintLayer,
} from '../../worker/painting/paint-plane.ts';
import type { PaintedField } from '../../worker/plane-tasks.ts';

/** A plane to be drawn. */
export interface PlanePicture extends FlowsPicture {
  readonly plane: PlaneFlows;
  readonly field: PlaneField;
  readonly threshold: number;
}

/** The same before the detector has scored: the flows alone. */
type PictureToCome = Omit<PlanePicture, 'field'> & { readonly field: PlaneField | null };

/** The size of a picture on this screen. */
export function pictureSize(width: number, height: number): PictureSize {
  return { width, height, ratio: Math.min(2, devicePixelRatio || 1) };
}

/**
 * Draws bands, boundary and flows, as far as they are there.
 *
 * @param painted bands and boundary that a worker has painted, used where they are of this very picture
 */
export function drawPlane(
  canvas: HTMLCanvasElement,
  size: PictureSize,
  picture: PictureToCome,
  painted: PaintedField | null,
): void {
  const { width, height, ratio } = size;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.scale(ratio, ratio);
  const { field } = picture;
  if (field !== null) {
    if (painted !== null && isOf(painted, size, picture)) {
      context.drawImage(painted.layer, 0, 0, width, height);
    } else paintField(context, size, { ...picture, field });
  }
  context.drawImage(flowsOf(size, picture), 0, 0, width, height);
}

function isOf(
  { asked, threshold }: PaintedField,
  size: PictureSize,
  picture: Pick<PlanePicture, 'threshold' | 'colours'>,
): boolean {
  const isSameSize = isSame(asked.size, size);
  return isSameSize && asked.colours === picture.colours && threshold === picture.threshold;
}

function isSame(one: PictureSize, other: PictureSize): boolean {
  return one.width === other.width && one.height === other.height && one.ratio === other.ratio;
}

interface FlowLayer {
  readonly size: PictureSize;
  readonly revealed: boolean;
  readonly colours: PlaneColours;
  readonly layer: OffscreenCanvas | ImageBitmap;
}

/** The flows by themselves, painted once for all planes of them and for every threshold. */
const flowLayers = new WeakMap<PlaneFlows, FlowLayer>();

/** Takes in what a worker has painted of the flows. */
export function keepFlowLayer(plane: PlaneFlows, layer: FlowLayer): void {
  flowLayers.set(plane, layer);
}

function flowsOf(size: PictureSize, picture: FlowsPicture & { readonly plane: PlaneFlows }) {
  const { plane, revealed, colours } = picture;
  const kept = flowLayers.get(plane);
  const isOfSettings = kept?.revealed === revealed && kept.colours === colours;
  if (isOfSettings && isSame(kept.size, size)) return kept.layer;
  const layer = paintLayer(size, (context) => paintFlows(context, size, picture));
  flowLayers.set(plane, { size, revealed, colours, layer });
  return layer;
}
