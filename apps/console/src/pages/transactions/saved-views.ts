import { transactionFiltersOf, type TransactionSearch } from './transaction-filters.ts';

export type SavedView = { name: string; search: TransactionSearch };

const storageKey = 'florin.console.views';

/** The named filters that this browser keeps. What cannot be read is left out. */
export function readViews(): SavedView[] {
  try {
    return viewsOf(JSON.parse(localStorage.getItem(storageKey) ?? '[]'));
  } catch {
    return [];
  }
}

export function viewsOf(kept: unknown): SavedView[] {
  if (!Array.isArray(kept)) return [];
  return kept.flatMap((view: unknown) =>
    isView(view) ? [{ name: view.name, search: transactionFiltersOf({ ...view.search }) }] : [],
  );
}

export function writeViews(views: readonly SavedView[]): void {
  localStorage.setItem(storageKey, JSON.stringify(views));
}

const isView = (view: unknown): view is SavedView =>
  typeof view === 'object' &&
  view !== null &&
  'name' in view &&
  typeof view.name === 'string' &&
  'search' in view &&
  typeof view.search === 'object';
