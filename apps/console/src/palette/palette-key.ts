import { useEffect, useRef } from 'react';
import type { Translate } from '../messages/use-messages.ts';

const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

/** The key that opens the palette, as it stands on this keyboard. */
export const paletteKey = (t: Translate): string => (isApple ? '⌘ K' : t('keys.control', { key: 'K' }));

/** Ctrl-K or Cmd-K, from anywhere except a dialog that is open. */
export function usePaletteKey(open: () => void): void {
  const latest = useRef(open);
  latest.current = open;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isKey = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey;
      if (!isKey || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
