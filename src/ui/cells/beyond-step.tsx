import { StepCells } from './step-cells.tsx';

/** The sixth step: where the notebook ends. */
export function BeyondStep() {
  return (
    <>
      <div class="prose">
        <p>
          The notebook ends with four next steps that it leaves to the reader: let detectors vote,
          train a network, look at the clock, judge flows as they come. Here they are. What takes
          long runs only when you press its own Run; “Run all” leaves it alone.
        </p>
      </div>
      <StepCells step="beyond" />
    </>
  );
}
