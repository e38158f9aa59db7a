/**
 * The Encoding and Streams types that importers need, and nothing else of the platform: this layer
 * compiles without the DOM library so that it runs in a page, a worker and on the command line.
 */
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array, options?: { stream?: boolean }): string;
}

declare class TextEncoder {
  encode(input?: string): Uint8Array;
  encodeInto(input: string, into: Uint8Array): { read: number; written: number };
}
