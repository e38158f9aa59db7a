/** The address of a module bundled as a worker, as Vite gives it. */
declare module '*?worker&url' {
  const address: string;
  // biome-ignore lint/style/noDefaultExport: it is how Vite exports it
  export default address;
}
