/** What studies found, as text and as plain JSON. */
export interface StudyReport {
  readonly text: string;
  readonly json: object;
}
