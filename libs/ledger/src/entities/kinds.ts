/** What events, the auditor and reversals need to know of a kind of movement. */
type Kind = {
  /** Whether its amount leaves one side and arrives at the other. */
  movesMoney: boolean;
  /** What it does to a hold. */
  changesHold: 'placed' | 'captured' | 'voided' | 'expired' | null;
  /** Whether a reversal can take it back. */
  reversible: boolean;
};

const moves = { movesMoney: true, changesHold: null, reversible: true } as const;

/** All kinds of movement. A new one is a line here, a file in `movements/` and its operation in the contract. */
export const kinds = {
  credit: moves,
  debit: moves,
  transfer: moves,
  hold: { movesMoney: false, changesHold: 'placed', reversible: false },
  capture: { movesMoney: true, changesHold: 'captured', reversible: true },
  void: { movesMoney: false, changesHold: 'voided', reversible: false },
  expiry: { movesMoney: false, changesHold: 'expired', reversible: false },
  reversal: { movesMoney: true, changesHold: null, reversible: false },
} as const satisfies Record<string, Kind>;

export type TransactionType = keyof typeof kinds;
