/** The address of a file that is served as it is. */
declare module '*.wasm?url' {
  const address: string;
  // biome-ignore lint/style/noDefaultExport: Vite exports it so.
  export default address;
}

interface ImportMeta {
  readonly url: string;
}

/** Browsers and Node know it; the language does not. */
declare const URL: new (address: string, base: string) => { readonly href: string };
