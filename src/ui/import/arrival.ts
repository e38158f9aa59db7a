/**
 * Calls with the element of that id: at once if it is there, else when it comes, as do parts of the
 * page whose code is still on its way.
 *
 * @returns what ends the waiting
 */
export function whenThere(id: string, use: (element: HTMLElement) => void): () => void {
  const arrival = new MutationObserver(look);
  function look(): void {
    const element = document.getElementById(id);
    if (element === null) return;
    arrival.disconnect();
    use(element);
  }
  arrival.observe(document.body, { childList: true, subtree: true });
  look();
  return () => arrival.disconnect();
}
