import { Bookmark, X } from 'lucide-react';
import { useState } from 'react';
import { SearchInput } from '../../lists/search-input.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { Button } from '../../ui/button.tsx';
import { Input, Select } from '../../ui/field.tsx';
import { readViews, writeViews } from './saved-views.ts';
import { transactionStatuses, transactionTypes, type TransactionSearch } from './transaction-filters.ts';

type FilterBarProps = {
  search: TransactionSearch;
  onChange: (changes: Record<string, unknown>) => void;
  onReplace: (search: TransactionSearch) => void;
};

export function FilterBar({ search, onChange, onReplace }: FilterBarProps) {
  const t = useMessages();
  const isFiltered = Object.keys(search).length > 0;
  return (
    <>
      <div className="toolbar">
        <SearchInput
          label={t('transactions.search')}
          placeholder={t('transactions.searchHint')}
          value={search.account ?? search.reference ?? ''}
          onSearch={(text) => onChange(searchOf(text))}
        />
        <Choice name="type" label={t('transactions.type')} search={search} onChange={onChange} />
        <Choice name="status" label={t('accounts.status')} search={search} onChange={onChange} />
        <Days search={search} onChange={onChange} />
        {isFiltered && (
          <Button kind="quiet" icon={<X size={15} />} onClick={() => onReplace({})}>
            {t('transactions.clear')}
          </Button>
        )}
      </div>
      <SavedViews search={search} onOpen={onReplace} />
    </>
  );
}

function Choice({ name, label, search, onChange }: ChoiceProps) {
  const t = useMessages();
  const known =
    name === 'type'
      ? transactionTypes.map((value) => ({ value, label: t(`type.${value}`) }))
      : transactionStatuses.map((value) => ({ value, label: t(`status.${value}`) }));
  return (
    <Select
      aria-label={label}
      value={search[name] ?? ''}
      onChange={(event) => onChange({ [name]: event.target.value })}
      options={[{ value: '', label: t('filter.any', { what: label }) }, ...known]}
    />
  );
}

type ChoiceProps = Omit<FilterBarProps, 'onReplace'> & { name: 'type' | 'status'; label: string };

function Days({ search, onChange }: Omit<FilterBarProps, 'onReplace'>) {
  const t = useMessages();
  return (
    <div className="days">
      <Input
        type="date"
        aria-label={t('transactions.from')}
        title={t('transactions.from')}
        value={search.from ?? ''}
        onChange={(event) => onChange({ from: event.target.value })}
      />
      <span className="muted" aria-hidden="true">
        –
      </span>
      <Input
        type="date"
        aria-label={t('transactions.to')}
        title={t('transactions.to')}
        value={search.to ?? ''}
        onChange={(event) => onChange({ to: event.target.value })}
      />
    </div>
  );
}

/** An account id searches the account, any other text the reference. */
function searchOf(text: string): Record<string, unknown> {
  const isAccount = /^acct_/.test(text.trim());
  return isAccount
    ? { account: text.trim(), reference: undefined }
    : { account: undefined, reference: text.trim() };
}

/** Filters that the user has named. They stay in this browser. */
function SavedViews({
  search,
  onOpen,
}: {
  search: TransactionSearch;
  onOpen: (search: TransactionSearch) => void;
}) {
  const t = useMessages();
  const [views, setViews] = useState(readViews);
  const [name, setName] = useState('');
  const isFiltered = Object.keys(search).length > 0;
  const change = (next: typeof views) => {
    writeViews(next);
    setViews(next);
  };
  if (!isFiltered && views.length === 0) return null;
  return (
    <div className="views">
      {views.map((view) => (
        <span key={view.name} className="chip">
          <button type="button" onClick={() => onOpen(view.search)}>
            {view.name}
          </button>
          <button
            type="button"
            aria-label={t('views.remove', { name: view.name })}
            onClick={() => change(views.filter((other) => other !== view))}
          >
            <X size={12} />
          </button>
        </span>
      ))}
      {isFiltered && (
        <form
          className="view-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() === '') return;
            change([...views.filter((view) => view.name !== name.trim()), { name: name.trim(), search }]);
            setName('');
          }}
        >
          <Input
            aria-label={t('views.name')}
            placeholder={t('views.name')}
            value={name}
            maxLength={40}
            onChange={(event) => setName(event.target.value)}
          />
          <Button kind="quiet" size="small" type="submit" icon={<Bookmark size={14} />}>
            {t('views.save')}
          </Button>
        </form>
      )}
    </div>
  );
}
