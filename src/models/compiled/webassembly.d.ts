/** What `scripts/kernels-plugin.mjs` makes of a source in AssemblyScript. */
declare module '*.as.ts?wasm' {
  /** The bytes of the module as base64. */
  export const wasm: string;
}

/** As much of the platform as running such a module takes; browsers and Node have it. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Memory {
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  class Instance {
    constructor(module: Module, imports: Readonly<Record<string, object>>);
    readonly exports: { readonly memory: Memory };
  }
}

declare function atob(base64: string): string;
