import { X } from 'lucide-react';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useMessages } from '../messages/use-messages.ts';

type DialogProps = {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  className?: string;
  /** The title is for screen readers alone, and Escape closes. */
  isHeadHidden?: boolean;
};

/**
 * A modal dialog. The browser's own element keeps the focus inside, closes at Escape and makes the rest inert. Radix's
 * dialog writes a style element into the page, which the Content-Security-Policy forbids.
 */
export function Dialog({
  title,
  isOpen,
  onClose,
  children,
  className = '',
  isHeadHidden = false,
}: DialogProps) {
  const t = useMessages();
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    if (!isOpen) return;
    element.current?.showModal();
    // React's autoFocus comes too early, while the dialog is not shown.
    element.current?.querySelector<HTMLElement>('input:not([type=checkbox]),select')?.focus();
  }, [isOpen]);
  if (!isOpen) return null;
  return (
    <dialog
      ref={element}
      className={`dialog ${className}`}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === element.current) onClose();
      }}
    >
      <div className="dialog-body">
        <header className={isHeadHidden ? 'visually-hidden' : 'dialog-head'}>
          <h2 id={titleId}>{title}</h2>
          <button type="button" className="icon-button" onClick={onClose} aria-label={t('dialog.close')}>
            <X size={16} />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
