import { useEffect, useState } from 'react';
import { useActions, type Action } from '../actions/actions.ts';
import { isTaken } from '../actions/use-single-keys.ts';
import { useMessages } from '../messages/use-messages.ts';
import { useToast } from '../ui/toast.tsx';

type RowKeys<Item> = {
  items: readonly Item[];
  idOf: (item: Item) => string;
  onOpen: ((item: Item) => void) | undefined;
  /** What else a single key does with the selected row. */
  actionsOf: ((item: Item) => Action[]) | undefined;
  show: (index: number) => void;
};

/** j and k move through the rows, Enter opens the selected one, y copies its id. Returns the index of that row, or -1. */
export function useRowKeys<Item>({ items, idOf, onOpen, actionsOf, show }: RowKeys<Item>): number {
  const t = useMessages();
  const toast = useToast();
  const [selected, setSelected] = useState(-1);
  const item = items[selected];
  useEffect(() => setSelected((index) => Math.min(index, items.length - 1)), [items.length]);
  const move = (step: number) => {
    const next = Math.max(0, Math.min(items.length - 1, selected + step));
    // Enter then belongs to the row, not to a button that was used before.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    setSelected(next);
    show(next);
  };
  const copy = async (id: string) => {
    await navigator.clipboard.writeText(id);
    toast(t('keys.idCopied', { id }));
  };
  const moves = [
    { label: t('keys.next'), key: 'j', run: () => move(1) },
    { label: t('keys.previous'), key: 'k', run: () => move(-1) },
  ];
  const ofRow =
    item === undefined
      ? []
      : [
          { label: t('keys.copyId'), key: 'y', run: () => void copy(idOf(item)) },
          ...(actionsOf?.(item) ?? []),
        ];
  useActions(onOpen ? [...moves, ...ofRow].map((action) => ({ ...action, isKeyOnly: true })) : []);
  useEffect(() => {
    if (!onOpen || item === undefined) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && !isTaken(event) && isNowhere(event)) onOpen(item);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [item, onOpen]);
  return selected;
}

/** Enter on a link or a button is theirs. */
const isNowhere = ({ target }: KeyboardEvent) => !(target instanceof Element && target.closest('a,button'));
