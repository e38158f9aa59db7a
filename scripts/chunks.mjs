/**
 * What the page loads in one go is one file: a dozen small ones wait for each other on a slow line.
 *
 * @param {Record<string, string>} goes the name of each file, and the module that brings in all of it
 * @returns a group of chunks for the bundler: modules that the first of these modules imports, and
 *   what those import, then what the second one brings besides, and so on
 */
export function inOneGo(goes) {
  /** @type {Map<string, string> | null} */
  let nameOf = null;
  return {
    debugName: 'in one go',
    name: (id, context) => {
      nameOf ??= gather(goes, context);
      return nameOf.get(id) ?? null;
    },
  };
}

function gather(goes, context) {
  const nameOf = new Map();
  for (const [name, start] of Object.entries(goes)) {
    const waiting = [start];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (nameOf.has(id)) continue;
      nameOf.set(id, name);
      waiting.push(...(context.getModuleInfo(id)?.importedIds ?? []));
    }
  }
  // The page's entry is a file of its own.
  for (const id of nameOf.keys()) if (context.getModuleInfo(id)?.isEntry) nameOf.delete(id);
  return nameOf;
}
