import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Command } from 'cmdk';
import type { LucideIcon } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useOfferedActions, type Action } from '../actions/actions.ts';
import { sections } from '../layout/sections.ts';
import { useMessages } from '../messages/use-messages.ts';
import { florin, useMay } from '../session/current-session.ts';
import { Amount } from '../ui/amount.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorNote } from '../ui/error-note.tsx';
import { findNamed, type Found } from './find.ts';
import { useGeneralCommands } from './general-commands.ts';

type PaletteProps = { isOpen: boolean; onClose: () => void };

/** Pages, what the key may do, and accounts and transactions by name or id, in one list that a text narrows. */
export function CommandPalette({ isOpen, onClose }: PaletteProps) {
  const t = useMessages();
  return (
    <Dialog title={t('palette.title')} isOpen={isOpen} onClose={onClose} className="palette" isHeadHidden>
      <Palette onClose={onClose} />
    </Dialog>
  );
}

function Palette({ onClose }: Pick<PaletteProps, 'onClose'>) {
  const t = useMessages();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const commands = useCommands();
  // The dialog closes first, so that an action may open one of its own.
  const run = (work: () => void) => {
    onClose();
    setTimeout(work);
  };
  return (
    <Command label={t('palette.title')} loop shouldFilter={false}>
      <Command.Input autoFocus value={text} onValueChange={setText} placeholder={t('palette.hint')} />
      <Command.List label={t('palette.results')}>
        <FoundItems text={text} onPick={(to) => run(() => void navigate(to))} />
        {commands
          .map(({ heading, items }) => ({
            heading,
            items: items.filter(({ label }) => matches(label, text)),
          }))
          .filter(({ items }) => items.length > 0)
          .map(({ heading, items }) => (
            <Command.Group key={heading} heading={heading}>
              {items.map(({ label, key, Icon, run: work }) => (
                <Command.Item key={label} value={`${heading} ${label}`} onSelect={() => run(work)}>
                  {Icon && <Icon size={15} aria-hidden="true" />}
                  {label}
                  {key !== undefined && <kbd>{key}</kbd>}
                </Command.Item>
              ))}
            </Command.Group>
          ))}
        <Command.Empty>{t('palette.none')}</Command.Empty>
      </Command.List>
    </Command>
  );
}

type Group = { heading: string; items: (Action & { Icon?: LucideIcon })[] };

function useCommands(): Group[] {
  const t = useMessages();
  const may = useMay();
  const navigate = useNavigate();
  const here = useOfferedActions().filter(({ isKeyOnly }) => !isKeyOnly);
  const everywhere = useGeneralCommands();
  const pages = sections
    .filter(({ scopes }) => may(...scopes))
    .map(({ to, label, Icon }) => ({ label: t(label), Icon, run: () => void navigate({ to }) }));
  return [
    { heading: t('palette.here'), items: here },
    { heading: t('palette.pages'), items: pages },
    { heading: t('palette.commands'), items: everywhere },
  ];
}

/** Whether a label has each word of the text. */
function matches(label: string, text: string): boolean {
  const lower = label.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}

type Target =
  { to: '/accounts/$id'; params: { id: string } } | { to: '/transactions/$id'; params: { id: string } };

const typingPauseMs = 200;

function FoundItems({ text, onPick }: { text: string; onPick: (to: Target) => void }) {
  const t = useMessages();
  const may = useMay();
  const searched = useSettled(text);
  const { data, error } = useQuery({
    queryKey: ['palette', searched],
    queryFn: ({ signal }) => findNamed(florin, searched, may, signal),
    placeholderData: keepPreviousData,
  });
  if (error) return <ErrorNote error={error} />;
  if (text.trim() === '' || !data || data.length === 0) return null;
  return (
    <Command.Group heading={t('palette.found')}>
      {data.map((found) =>
        found.kind === 'account' ? (
          <FoundItem key={found.account.id} {...accountItem(found)} onPick={onPick} />
        ) : (
          <FoundItem key={found.transaction.id} {...transactionItem(found)} onPick={onPick} />
        ),
      )}
    </Command.Group>
  );
}

type ItemProps = { id: string; name: string; value: ReactNode; target: Target };

function FoundItem({ id, name, value, target, onPick }: ItemProps & { onPick: (to: Target) => void }) {
  return (
    <Command.Item value={id} onSelect={() => onPick(target)}>
      <span className="two-lines">
        {name}
        <code>{id}</code>
      </span>
      {value}
    </Command.Item>
  );
}

function accountItem({ account }: Extract<Found, { kind: 'account' }>): ItemProps {
  const { id, name, external_id, balance, currency } = account;
  const value = <Amount value={balance} currency={currency} />;
  return { id, name: name ?? external_id ?? id, value, target: { to: '/accounts/$id', params: { id } } };
}

function transactionItem({ transaction }: Extract<Found, { kind: 'transaction' }>): ItemProps {
  const { id, description, reference, amount, currency } = transaction;
  const value = <Amount value={amount} currency={currency} />;
  const name = description ?? reference ?? transaction.type;
  return { id, name, value, target: { to: '/transactions/$id', params: { id } } };
}

/** The text, once its writer pauses. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), typingPauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
