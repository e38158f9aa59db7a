import type { LabRun } from './lab.ts';
import type { Remark } from './remarks.ts';

/** What the notebook does not say, in the order of the steps, each with the step it belongs to. */
export function remarksOfRun(run: LabRun): (Remark & { readonly step: string })[] {
  const { traffic, engineered, scaled, detections } = run;
  return [
    ...traffic.remarks.map((remark) => ({ step: 'generate', ...remark })),
    ...engineered.remarks.map((remark) => ({ step: 'engineer', ...remark })),
    ...scaled.remarks.map((remark) => ({ step: 'scale', ...remark })),
    ...detections.flatMap(({ detector, remarks }) =>
      remarks.map((remark) => ({ step: detector, ...remark })),
    ),
  ];
}
