import { FlorinError } from '@florin/sdk';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, useEffect } from 'react';
import { router } from './router.tsx';
import { session } from './session/current-session.ts';
import { settings, useSettings } from './settings/settings.ts';
import { Toasts } from './ui/toast.tsx';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // The SDK retries what is worth it. What the browser takes for offline may still reach the API.
      retry: false,
      networkMode: 'always',
      staleTime: 10_000,
      refetchOnWindowFocus: true,
    },
  },
  queryCache: new QueryCache({
    onError: (error) => {
      if (error instanceof FlorinError && error.status === 401) session.end();
    },
  }),
});

export function App() {
  const { theme, language } = useSettings();
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
    document.documentElement.lang = language;
  }, [theme, language]);
  useEffect(
    () =>
      session.subscribe(() => {
        // Nothing of one key's data stays for the next.
        if (!session.current()) queries.clear();
        void router.invalidate();
      }),
    [],
  );
  useEffect(() => settings.followSystem(), []);
  return (
    <StrictMode>
      <QueryClientProvider client={queries}>
        <Toasts>
          <RouterProvider router={router} />
        </Toasts>
      </QueryClientProvider>
    </StrictMode>
  );
}
