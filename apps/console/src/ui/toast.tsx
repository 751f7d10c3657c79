import { Toast } from 'radix-ui';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { useMessages } from '../messages/use-messages.ts';

type Note = { id: number; text: string };

const ShowToast = createContext<(text: string) => void>(() => undefined);

/** Shows a short confirmation at the edge of the page. Errors stand where they happened instead. */
export const useToast = () => useContext(ShowToast);

export function Toasts({ children }: { children: ReactNode }) {
  const t = useMessages();
  const [notes, setNotes] = useState<Note[]>([]);
  const show = useCallback(
    (text: string) => setNotes((all) => [...all, { id: Date.now() + all.length, text }]),
    [],
  );
  const remove = (id: number) => setNotes((all) => all.filter((note) => note.id !== id));
  const list = useMemo(() => notes.slice(-3), [notes]);
  return (
    <ShowToast value={show}>
      <Toast.Provider duration={5_000} label={t('toast.label')}>
        {children}
        {list.map(({ id, text }) => (
          <Toast.Root key={id} className="toast" onOpenChange={(isOpen) => !isOpen && remove(id)}>
            <Toast.Description>{text}</Toast.Description>
          </Toast.Root>
        ))}
        <Toast.Viewport className="toasts" />
      </Toast.Provider>
    </ShowToast>
  );
}
