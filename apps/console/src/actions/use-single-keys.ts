import { useEffect } from 'react';
import { settings } from '../settings/settings.ts';
import { offeredActions } from './actions.ts';

/** Runs the action of a single key, unless the user has turned single keys off (WCAG 2.2, 2.1.4). */
export function useSingleKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!settings.current().singleKeys || isTaken(event)) return;
      const action = offeredActions().find(({ key }) => key === event.key);
      if (!action) return;
      event.preventDefault();
      action.run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** Whether the key belongs to a control or to a dialog, or is a shortcut of the browser. */
export function isTaken({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  const inControl = target instanceof Element && target.closest('input,select,textarea,dialog') !== null;
  return inControl || ctrlKey || metaKey || altKey;
}
