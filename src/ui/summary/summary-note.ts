import type { InstructorNote } from '../detect/detector-view.ts';

/** For whoever shows the summary to a class. */
export const SUMMARY_NOTE: InstructorNote = {
  ask: 'Read the votes from the start again. Which columns found the attacks? Which attack needs other data than flows?',
  surprises:
    'How few alerts are right if attacks are as rare as on a real network. Let the class guess before you read the last sentence.',
};
