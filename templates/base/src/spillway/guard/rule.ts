import type { SynthesizedApp } from './synthesized-app';

/** A verdict over the whole app: one message for each thing to change, none when all is well. */
export type Rule = (app: SynthesizedApp) => string[];
