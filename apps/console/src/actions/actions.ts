import { useEffect, useId, useRef, useSyncExternalStore } from 'react';

/** Something that the page offers now, in the command palette, by a single key, or both. */
export type Action = {
  label: string;
  /** A single character. It works while single keys are on and no control or dialog has the focus. */
  key?: string;
  /** Stands in the list of keys and not in the palette: it belongs to a row, or the palette has it on every page. */
  isKeyOnly?: boolean;
  run: () => void;
};

const offeredBy = new Map<string, readonly Action[]>();
const listeners = new Set<() => void>();
let offered: readonly Action[] = [];

function publish(): void {
  offered = [...offeredBy.values()].flat();
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Offers actions while the component is on the page. */
export function useActions(actions: readonly Action[]): void {
  const id = useId();
  const latest = useRef(actions);
  latest.current = actions;
  const names = actions.map(({ label, key }) => `${key ?? ''} ${label}`).join('\n');
  useEffect(() => {
    offeredBy.set(
      id,
      latest.current.map((action, index) => ({ ...action, run: () => latest.current[index]?.run() })),
    );
    publish();
    return () => {
      offeredBy.delete(id);
      publish();
    };
  }, [id, names]);
}

export const offeredActions = (): readonly Action[] => offered;

export const useOfferedActions = (): readonly Action[] => useSyncExternalStore(subscribe, offeredActions);
