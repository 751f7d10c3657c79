// Loaded by `node --import` before an app: the clock of its process is wrong by CLOCK_SHIFT_MS.
const shiftMs = Number(globalThis.process.env['CLOCK_SHIFT_MS']);
const RightDate = globalThis.Date;

globalThis.Date = class extends RightDate {
  constructor(...of) {
    if (of.length === 0) super(RightDate.now() + shiftMs);
    else super(...of);
  }

  static now() {
    return RightDate.now() + shiftMs;
  }
};
