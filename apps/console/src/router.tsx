import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { NotFound, PageFailed, PageLoading } from './layout/page-states.tsx';
import { Shell } from './layout/shell.tsx';
import { accountFiltersOf } from './pages/accounts/account-filters.ts';
import { alertFiltersOf } from './pages/fraud/alert-filters.ts';
import { analyticsSearchOf } from './pages/analytics/analytics-search.ts';
import { flowSearchOf } from './pages/flows/flow-search.ts';
import { ruleSearchOf } from './pages/fraud-rules/rule-search.ts';
import { deliveryFiltersOf } from './pages/webhooks/delivery-filters.ts';
import { transactionFiltersOf } from './pages/transactions/transaction-filters.ts';
import { session } from './session/current-session.ts';
import { SignInPage } from './session/sign-in-page.tsx';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: ({ to }: Record<string, unknown>): { to?: string } =>
    typeof to === 'string' && /^\/(?!\/)/.test(to) ? { to } : {},
  beforeLoad: ({ search }) => {
    if (session.current()) redirect({ to: search.to ?? '/', replace: true, throw: true });
  },
  component: SignInPage,
});

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  beforeLoad: ({ location }) => {
    if (session.current()) return;
    const to = location.pathname === '/' ? undefined : `${location.pathname}${location.searchStr}`;
    redirect({ to: '/sign-in', search: to === undefined ? {} : { to }, replace: true, throw: true });
  },
});

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/home/home-page.tsx'), 'HomePage'),
});

const accounts = createRoute({
  getParentRoute: () => shell,
  path: '/accounts',
  validateSearch: accountFiltersOf,
  component: lazyRouteComponent(() => import('./pages/accounts/accounts-page.tsx'), 'AccountsPage'),
});

const account = createRoute({
  getParentRoute: () => shell,
  path: '/accounts/$id',
  component: lazyRouteComponent(() => import('./pages/accounts/account-page.tsx'), 'AccountPage'),
});

const transactions = createRoute({
  getParentRoute: () => shell,
  path: '/transactions',
  validateSearch: transactionFiltersOf,
  component: lazyRouteComponent(
    () => import('./pages/transactions/transactions-page.tsx'),
    'TransactionsPage',
  ),
});

const transaction = createRoute({
  getParentRoute: () => shell,
  path: '/transactions/$id',
  component: lazyRouteComponent(() => import('./pages/transactions/transaction-page.tsx'), 'TransactionPage'),
});

const flows = createRoute({
  getParentRoute: () => shell,
  path: '/flows',
  validateSearch: flowSearchOf,
  component: lazyRouteComponent(() => import('./pages/flows/flows-page.tsx'), 'FlowsPage'),
});

const webhooks = createRoute({
  getParentRoute: () => shell,
  path: '/webhooks',
  validateSearch: deliveryFiltersOf,
  component: lazyRouteComponent(() => import('./pages/webhooks/webhooks-page.tsx'), 'WebhooksPage'),
});

const delivery = createRoute({
  getParentRoute: () => shell,
  path: '/webhooks/$id',
  component: lazyRouteComponent(() => import('./pages/webhooks/delivery-page.tsx'), 'DeliveryPage'),
});

const fraud = createRoute({
  getParentRoute: () => shell,
  path: '/fraud',
  validateSearch: alertFiltersOf,
  component: lazyRouteComponent(() => import('./pages/fraud/fraud-page.tsx'), 'FraudPage'),
});

const fraudRules = createRoute({
  getParentRoute: () => shell,
  path: '/fraud/rules',
  validateSearch: ruleSearchOf,
  component: lazyRouteComponent(() => import('./pages/fraud-rules/fraud-rules-page.tsx'), 'FraudRulesPage'),
});

const analytics = createRoute({
  getParentRoute: () => shell,
  path: '/analytics',
  validateSearch: analyticsSearchOf,
  component: lazyRouteComponent(() => import('./pages/analytics/analytics-page.tsx'), 'AnalyticsPage'),
});

const imports = createRoute({
  getParentRoute: () => shell,
  path: '/import',
  component: lazyRouteComponent(() => import('./pages/import/import-page.tsx'), 'ImportPage'),
});

const developers = createRoute({
  getParentRoute: () => shell,
  path: '/developers',
  component: lazyRouteComponent(() => import('./pages/developers/developers-page.tsx'), 'DevelopersPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    shell.addChildren([
      home,
      accounts,
      account,
      transactions,
      transaction,
      flows,
      webhooks,
      delivery,
      fraud,
      fraudRules,
      analytics,
      imports,
      developers,
    ]),
  ]),
  basepath: '/console',
  defaultPendingComponent: PageLoading,
  defaultErrorComponent: PageFailed,
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
