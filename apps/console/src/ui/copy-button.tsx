import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useMessages } from '../messages/use-messages.ts';

export function CopyButton({ text }: { text: string }) {
  const t = useMessages();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1_500);
  };
  return (
    <button
      type="button"
      className="icon-button"
      onClick={() => void copy()}
      aria-label={isCopied ? t('copy.done') : t('copy.do')}
      title={isCopied ? t('copy.done') : t('copy.do')}
    >
      {isCopied ? <Check size={14} /> : <Copy size={14} />}
    </button>
  );
}

/** An id, shown whole or by its end, to copy. */
export function Id({ value }: { value: string }) {
  return (
    <span className="id">
      <code>{value}</code>
      <CopyButton text={value} />
    </span>
  );
}
