import { StepCells } from './step-cells.tsx';

/** The sixth step: what the reference leaves to its readers. */
export function BeyondStep() {
  return (
    <>
      <div class="prose">
        <p>
          More questions: does voting help, what do time and networks add, how are flows judged one
          by one? Slow studies run only when you press their own Run.
        </p>
      </div>
      <StepCells step="beyond" />
    </>
  );
}
