/** Written in by the build. */
declare const __LAB_VERSION__: string;

/** The version of this lab; empty where it was not built. */
export const LAB_VERSION = typeof __LAB_VERSION__ === 'string' ? __LAB_VERSION__ : '';
