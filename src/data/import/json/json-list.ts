/** Names under which exports keep their list of records. */
const LISTS = new Set([
  ...['records', 'Records', 'events', 'logEvents', 'entries', 'hits', 'results', 'rows', 'value'],
  ...['logs', 'items', 'flows', 'documents', 'messages', 'data', 'expected'],
]);

/** The list of records within the only object of a file. */
export interface ListPlace {
  /** The list's own name. */
  readonly name: string;
  /** Objects that are open where the list opens: 2 for `hits.hits`. */
  readonly depth: number;
}

/**
 * Finds the list of objects that the first object of a file holds, by its name and one of its parents'
 * at most. O(length of the text).
 *
 * @param start the head of a file, which begins with `{`
 */
export function listPlace(start: string): ListPlace | undefined {
  if (!start.startsWith('{')) return undefined;
  const tokens = /"((?:[^"\\\n]|\\.)*)"|[{}[\],:]/g;
  /** The names that lead to where the text is, `''` in lists. */
  const path: string[] = [];
  let name = '';
  for (let token = tokens.exec(start); token !== null; token = tokens.exec(start)) {
    const [text, word] = token;
    if (word !== undefined) {
      name = word;
    } else if (text === '[') {
      const [, next = ''] =
        /^\s*(\S)/.exec(start.slice(tokens.lastIndex, tokens.lastIndex + 200)) ?? [];
      const isNamed = LISTS.has(name) && path.slice(1).every((parent) => LISTS.has(parent));
      if (next === '{' && isNamed && path.length <= 2) return { name, depth: path.length };
      path.push('');
    } else if (text === '{') {
      path.push(path.length === 0 ? '' : name);
      name = '';
    } else if (text === '}' || text === ']') {
      path.pop();
      name = '';
      if (path.length === 0) return undefined;
    }
  }
  return undefined;
}
