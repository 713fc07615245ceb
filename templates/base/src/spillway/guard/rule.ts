import type { SynthesizedApp } from './synthesized-app';

/** One thing to change. */
export interface Finding {
  /** Construct path of what is wrong. An acknowledgement there, or on a construct around it, covers the finding. */
  readonly path: string;
  /** What is wrong, with the wrong value. */
  readonly problem: string;
  readonly fix: string;
  /**
   * A warning is printed and lets the synth succeed; a fatal finding cannot be acknowledged.
   *
   * @default 'error'
   */
  readonly severity?: 'error' | 'warning' | 'fatal';
}

/** A verdict over the whole app. */
export interface Rule {
  /** What is wrong when it objects; in an acknowledgement it stands behind `Spillway::`. */
  readonly id: string;
  /** One finding for each thing to change, none when all is well. */
  check(app: SynthesizedApp): Finding[];
}
