import type { Scene } from '../drill.ts';

/** A cause of alerts, which is as real as the one at three in the morning. */
export type Fault = {
  /** In a line, such as `stopped both workers`. */
  did: string;
  /** The alerts that must fire while it lasts. */
  alerts: readonly string[];
  /** Resolves to what removes it; a line says what an operator would do. */
  provoke(scene: Scene): Promise<Remedy>;
};

export type Remedy = { did: string; run(): Promise<void> };
