import { type ReadonlySignal, signal } from '@preact/signals';
import { argsort, argsortSteps } from '../../eval/argsort.ts';

/** So many rows are put in order at once. */
const AT_ONCE = 100_000;
/** How long the page may be held up between two looks at its inputs. Milliseconds. */
const SLICE = 20;
/** A table goes back to what it was sorted by before; older orders take memory for nothing. */
const KEPT = 4;

interface Order {
  readonly values: ArrayLike<number>;
  readonly descending: boolean;
  readonly rows: ReadonlySignal<Uint32Array | null>;
}

let kept: readonly Order[] = [];

/**
 * The rows in the order of their values; of equal ones the lower row first. Of many rows it is found in
 * slices, between which the page answers, and is `null` until it is there. Found once for the same array.
 */
export function orderOf(
  values: ArrayLike<number>,
  descending: boolean,
): ReadonlySignal<Uint32Array | null> {
  const known = kept.find((one) => one.values === values && one.descending === descending);
  const order = known ?? { values, descending, rows: newOrder(values, descending) };
  kept = [order, ...kept.filter((one) => one !== order)].slice(0, KEPT);
  return order.rows;
}

function newOrder(values: ArrayLike<number>, descending: boolean) {
  if (values.length <= AT_ONCE) return signal<Uint32Array | null>(argsort(values, descending));
  const rows = signal<Uint32Array | null>(null);
  const steps = argsortSteps(values, descending);
  const go = () => {
    const began = performance.now();
    for (;;) {
      const step = steps.next();
      if (step.done) {
        rows.value = step.value;
        return;
      }
      if (performance.now() - began > SLICE) return soon(go);
    }
  };
  soon(go);
  return rows;
}

/** Once inputs that wait have been answered. A timer would wait longer. */
function soon(act: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    act();
  };
  port2.postMessage(null);
}
