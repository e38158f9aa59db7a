import type { Arrays } from './arrays.ts';

/*
 * Loops compiled to WebAssembly, and the memory that they work on. Where the platform lacks it, or
 * forbids it, or has no room, there are none, and the same loops in TypeScript give the same bits.
 */

/** A stretch of work with compiled loops: arrays made here lie where `run` finds their `byteOffset`. */
export interface Workspace<Loops> extends Arrays {
  readonly run: Loops;
  /** Ends the work; its arrays are not to be used any more. */
  close(): void;
}

/** Opens a workspace with room for so many bytes of arrays, or gives nothing. */
export type OpenWorkspace<Loops> = (bytes: number) => Workspace<Loops> | undefined;

/** Loops read, and sometimes write, up to 8 doubles behind an array's end. */
const SPARE_BYTES = 64;
const ALIGNMENT = 64;
const PAGE_BYTES = 65536;
/** WebAssembly's addresses have 32 bits. */
const MOST_BYTES = 2 ** 32 - PAGE_BYTES;
/** More memory than this is given back after the work. */
const KEPT_BYTES = 2 ** 28;

/** What an array of so many bytes takes of a workspace. */
export function bytesTaken(bytes: number): number {
  return Math.ceil((bytes + SPARE_BYTES) / ALIGNMENT) * ALIGNMENT;
}

/**
 * The loops of a module, compiled when first asked for, once in every thread. One workspace is open at a
 * time; who asks for a second one gets nothing.
 *
 * @param wasm the module's bytes as base64
 * @param imports functions that the loops call, by the name of the module
 */
export function compiledLoops<Loops extends object>(
  wasm: string,
  imports: Readonly<Record<string, object>> = {},
): OpenWorkspace<Loops> {
  let module: WebAssembly.Module | undefined;
  let instance: WebAssembly.Instance | undefined;
  let isOpen = false;
  return (bytes) => {
    if (isOpen || globalThis.WebAssembly === undefined) return undefined;
    try {
      module ??= new WebAssembly.Module(bytesOf(wasm));
      instance ??= new WebAssembly.Instance(module, imports);
      if (!makeRoom(instance.exports.memory, bytes)) return undefined;
    } catch {
      // No vector instructions, a policy against them, or no memory left.
      return undefined;
    }
    isOpen = true;
    const { memory } = instance.exports;
    return {
      ...arraysIn(memory.buffer),
      run: instance.exports as unknown as Loops,
      close: () => {
        isOpen = false;
        if (memory.buffer.byteLength > KEPT_BYTES) instance = undefined;
      },
    };
  };
}

function bytesOf(base64: string): Uint8Array {
  const letters = atob(base64);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes;
}

function makeRoom(memory: WebAssembly.Memory, bytes: number): boolean {
  const needed = ALIGNMENT + bytes;
  if (needed > MOST_BYTES) return false;
  const missing = needed - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
  return true;
}

/** Arrays one behind the other in a buffer that does not grow meanwhile. */
function arraysIn(buffer: ArrayBuffer): Arrays {
  // Not from 0 on: an address is never nothing.
  let free = ALIGNMENT;
  const take = (bytes: number) => {
    const at = free;
    free += bytesTaken(bytes);
    return at;
  };
  return {
    float64: (length) => new Float64Array(buffer, take(8 * length), length).fill(0),
    int32: (length) => new Int32Array(buffer, take(4 * length), length).fill(0),
    uint8: (length) => new Uint8Array(buffer, take(length), length).fill(0),
    float32: (length) => new Float32Array(buffer, take(4 * length), length),
  };
}
