/** Hands a file to the browser to save. */
export function saveFile(content: Blob | string, name: string, type = ''): void {
  const blob = typeof content === 'string' ? new Blob([content], { type }) : content;
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser takes hold of the file after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
