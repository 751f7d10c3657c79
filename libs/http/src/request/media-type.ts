/**
 * Which of the media types that an operation answers in the client wants most (RFC 9110, Accept); the first one when
 * it has no wish, or none that can be met.
 */
export function mediaTypeFor(accept: string | undefined, offered: readonly string[]): string {
  const [first = 'application/json'] = offered;
  if (accept === undefined || offered.length < 2) return first;
  const wishes = accept.split(',').map(wishOf);
  let best = { type: first, weight: 0 };
  for (const type of offered) {
    const weight = weightOf(type, wishes);
    if (weight > best.weight) best = { type, weight };
  }
  return best.type;
}

type Wish = { range: string; weight: number };

function wishOf(text: string): Wish {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const weight = q === undefined ? 1 : Number(q);
  return { range, weight: weight >= 0 && weight <= 1 ? weight : 0 };
}

/** The most specific range that fits says how much the type is wanted. */
function weightOf(type: string, wishes: readonly Wish[]): number {
  const [kind] = type.split('/');
  for (const range of [type, `${kind}/*`, '*/*']) {
    const wish = wishes.find((each) => each.range === range);
    if (wish) return wish.weight;
  }
  return 0;
}
