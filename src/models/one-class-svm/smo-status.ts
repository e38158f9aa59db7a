/** α = 0, 0 < α < 1 and α = 1. */
export const AT_LOWER = 0;
export const FREE = 1;
export const AT_UPPER = 2;
