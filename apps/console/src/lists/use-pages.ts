import type { Page } from '@florin/sdk';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';

type Pages<Item> = {
  items: Item[];
  error: unknown;
  isLoading: boolean;
  /** Whether what is shown belongs to earlier filters. */
  isOutdated: boolean;
  hasMore: boolean;
  loadMore: () => void;
  retry: () => void;
};

const firstPage: string | undefined = undefined;

/** A list of the API, page by page along its cursor. */
export function usePages<Item>(
  key: readonly unknown[],
  load: (cursor: string | undefined, signal: AbortSignal) => PromiseLike<Page<Item>>,
  isEnabled = true,
): Pages<Item> {
  const query = useInfiniteQuery({
    queryKey: key,
    enabled: isEnabled,
    initialPageParam: firstPage,
    queryFn: async ({ pageParam, signal }) => load(pageParam, signal),
    getNextPageParam: (page: Page<Item>) => (page.has_more ? (page.next_cursor ?? undefined) : undefined),
    placeholderData: keepPreviousData,
  });
  const { data, fetchNextPage, isFetchingNextPage, hasNextPage, refetch } = query;
  const items = useMemo(() => data?.pages.flatMap((page) => page.data) ?? [], [data]);
  return {
    items,
    error: query.error,
    isLoading: query.isPending,
    isOutdated: query.isPlaceholderData,
    hasMore: hasNextPage,
    loadMore: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
    retry: () => void refetch(),
  };
}
