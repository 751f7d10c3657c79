import { decodeJwt } from 'jose';
import { isCellName } from './cell.ts';
import { cellOfKey } from './key-text.ts';

/**
 * Why a key or token that is unknown here is refused, when its text names another cell than `own`. Undefined if it names none
 * or this one. The text alone decides, so that this reveals nothing about keys that exist.
 */
export function refusalOfOtherCell(presented: string, own: string | undefined): string | undefined {
  const named = presented.includes('.') ? cellOfToken(presented) : cellOfKey(presented);
  if (named === undefined || named === own) return undefined;
  const here = own === undefined ? 'a bank without cells' : `the cell ${own}`;
  return `This key or token is for the cell ${named}; it was sent to ${here}.`;
}

/** The cell that a token names. Its signature is not checked. */
function cellOfToken(token: string): string | undefined {
  try {
    const { cell } = decodeJwt(token);
    return typeof cell === 'string' && isCellName(cell) ? cell : undefined;
  } catch {
    return undefined; // It is no token.
  }
}
