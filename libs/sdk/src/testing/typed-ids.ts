const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * Makes ids in the format of the bank: a prefix and a UUIDv7 in 26 characters. Each id sorts after the earlier ones. A
 * counter replaces the random bits of the UUIDv7, so that a fake with a fixed clock gives the same ids in every run.
 */
export class TypedIds {
  #count = 0n;
  #lastMs = 0;

  next(prefix: string, at: Date): string {
    this.#lastMs = Math.max(this.#lastMs, at.getTime());
    this.#count += 1n;
    const version = 0x7n << 76n;
    const variant = 0b10n << 62n;
    let bits = (BigInt(this.#lastMs) << 80n) | version | variant | this.#count;
    let suffix = '';
    for (let place = 0; place < 26; place++) {
      suffix = alphabet[Number(bits & 31n)] + suffix;
      bits >>= 5n;
    }
    return `${prefix}_${suffix}`;
  }
}
