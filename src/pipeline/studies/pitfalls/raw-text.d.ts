/** A file's text, as Vite gives it. */
declare module '*?raw' {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: it is how Vite exports it
  export default text;
}
