import {
  flexRender,
  getCoreRowModel,
  useReactTable,
  type ColumnDef,
  type RowData,
} from '@tanstack/react-table';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type MouseEvent, type ReactNode } from 'react';
import type { Action } from '../actions/actions.ts';
import { useMessages } from '../messages/use-messages.ts';
import { ErrorNote } from '../ui/error-note.tsx';
import { useRowKeys } from './use-row-keys.ts';

declare module '@tanstack/react-table' {
  // The parameters belong to the library's own declaration.
  interface ColumnMeta<TData extends RowData, TValue> {
    isNumber?: boolean;
    /** Left out on narrow screens. */
    isMinor?: boolean;
    kind?: [TData, TValue];
  }
}

type DataTableProps<Item> = {
  label: string;
  columns: ColumnDef<Item>[];
  items: Item[];
  idOf: (item: Item) => string;
  onOpen?: (item: Item) => void;
  /** What a single key does with the selected row, for lists that open something. */
  actionsOf?: (item: Item) => Action[];
  error?: unknown;
  isLoading?: boolean;
  isOutdated?: boolean;
  hasMore?: boolean;
  loadMore?: () => void;
  retry?: () => void;
  empty: ReactNode;
};

const rowHeight = 49;

/** A list of any length: only the rows in view are in the page, and the next page is loaded before its end is reached. */
export function DataTable<Item>(props: DataTableProps<Item>) {
  const { label, columns, items, idOf, error, isLoading, isOutdated, retry, empty } = props;
  const t = useMessages();
  if (error !== undefined && error !== null && items.length === 0)
    return <ErrorNote error={error} {...(retry ? { onRetry: retry } : {})} />;
  if (isLoading) return <TableSkeleton label={t('page.loading')} />;
  if (items.length === 0) return empty;
  return (
    <div className={`table-frame ${isOutdated ? 'is-outdated' : ''}`}>
      <Rows {...props} key={label} columns={columns} idOf={idOf} />
    </div>
  );
}

function Rows<Item>(props: DataTableProps<Item>) {
  const { label, columns, items, idOf, onOpen, actionsOf, hasMore, loadMore } = props;
  const t = useMessages();
  const body = useRef<HTMLTableSectionElement>(null);
  const table = useReactTable({ data: items, columns, getRowId: idOf, getCoreRowModel: getCoreRowModel() });
  const { rows } = table.getRowModel();
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: body.current?.offsetTop ?? 0,
  });
  const shown = virtualizer.getVirtualItems();
  const first = shown[0];
  const last = shown.at(-1);
  useEffect(() => {
    if (hasMore && last !== undefined && last.index >= rows.length - 15) loadMore?.();
  }, [hasMore, loadMore, last, rows.length]);
  const show = (index: number) => virtualizer.scrollToIndex(index);
  const selected = useRowKeys({ items, idOf, onOpen, actionsOf, show });
  const before = first ? first.start - virtualizer.options.scrollMargin : 0;
  const after = last ? virtualizer.getTotalSize() - (last.end - virtualizer.options.scrollMargin) : 0;
  return (
    <table className="table" aria-label={label} aria-rowcount={hasMore ? -1 : rows.length + 1}>
      <thead>
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id}>
            {group.headers.map(({ id, column, getContext }) => (
              <th key={id} scope="col" className={classOf(column.columnDef)}>
                {flexRender(column.columnDef.header, getContext())}
              </th>
            ))}
          </tr>
        ))}
      </thead>
      <tbody ref={body}>
        <Space height={before} columns={columns.length} />
        {shown.map(({ index }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <tr
              key={row.id}
              aria-rowindex={index + 2}
              className={`${onOpen ? 'is-link' : ''} ${index === selected ? 'is-selected' : ''}`}
              onClick={(event) => isOwnClick(event) && onOpen?.(row.original)}
            >
              {row.getVisibleCells().map(({ id, column, getContext }) => (
                <td key={id} className={classOf(column.columnDef)}>
                  {flexRender(column.columnDef.cell, getContext())}
                </td>
              ))}
            </tr>
          );
        })}
        <Space height={after} columns={columns.length} />
      </tbody>
      {hasMore && <caption className="table-more">{t('list.more')}</caption>}
    </table>
  );
}

/** What stands for the rows that are out of view. */
function Space({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tr className="space" aria-hidden="true">
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}

function TableSkeleton({ label }: { label: string }) {
  return (
    <div className="table-frame skeleton" role="status" aria-label={label}>
      {[1, 2, 3, 4, 5, 6].map((row) => (
        <span key={row} />
      ))}
    </div>
  );
}

/** Links and buttons in a row, and text that is being selected, do not open it. */
const isOwnClick = ({ target }: MouseEvent) =>
  target instanceof Element && !target.closest('a,button') && window.getSelection()?.isCollapsed !== false;

function classOf<Item>({ meta }: ColumnDef<Item>): string {
  return `${meta?.isNumber ? 'is-number' : ''} ${meta?.isMinor ? 'is-minor' : ''}`.trim();
}
