/** The address of a file that is served as it is. */
declare module '*.wasm?url' {
  const address: string;
  // biome-ignore lint/style/noDefaultExport: Vite exports it so.
  export default address;
}
