/** What a course system offers to a page, by the names of SCORM 1.2. Answers are text; some give more. */
export interface ScormApi {
  LMSInitialize(empty: ''): unknown;
  LMSFinish(empty: ''): unknown;
  LMSGetValue(name: string): unknown;
  LMSSetValue(name: string, value: string): unknown;
  LMSCommit(empty: ''): unknown;
  LMSGetLastError(): unknown;
  LMSGetErrorString(code: string): unknown;
}

/** What is looked at of a window. */
export interface ApiWindow {
  readonly API?: unknown;
  readonly parent: ApiWindow;
  readonly opener: ApiWindow | null;
}

/** Windows around each other that are looked at: none nests more, and a ring would have no end. */
const MOST_PARENTS = 50;

/**
 * The API of the course system that has opened this page: in the nearest window around it that has
 * one, else in those around the window that opened it. Windows of other sites are passed by. Source:
 * SCORM 1.2 Run-Time Environment, 3.3.6.
 *
 * @returns `null` where the page is not open in a course
 */
export function findScormApi(page: ApiWindow): ScormApi | null {
  const opener = allowed(() => page.opener) ?? null;
  return apiAround(page) ?? (opener === null ? null : apiAround(opener));
}

function apiAround(start: ApiWindow): ScormApi | null {
  let here = start;
  for (let count = 0; count <= MOST_PARENTS; count++) {
    const window = here;
    const api = allowed(() => window.API);
    if (isApi(api)) return api;
    const { parent } = here;
    if (parent === here || !parent) return null;
    here = parent;
  }
  return null;
}

/** What a window of another site forbids to read is not there. */
function allowed<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** An element whose id is "API" is found by that name as well. */
function isApi(value: unknown): value is ScormApi {
  return (
    typeof value === 'object' &&
    value !== null &&
    allowed(() => typeof (value as Partial<ScormApi>).LMSInitialize === 'function') === true
  );
}
