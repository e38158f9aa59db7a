import type { InstructorNote } from '../detect/detector-view.ts';

/** For whoever shows the summary to a class. */
export const SUMMARY_NOTE: InstructorNote = {
  ask: 'Take out the votes from the start. Which columns did the work? Which attack would you look for with something other than flows?',
  surprises:
    'How many alerts stay right once attacks are as rare as they are at work. Let the class guess before you read the last sentence.',
};
