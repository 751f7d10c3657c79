import type { Scope } from '@florin/sdk';
import {
  ArrowLeftRight,
  ChartLine,
  CodeXml,
  FileUp,
  Landmark,
  LayoutDashboard,
  ShieldAlert,
  SlidersHorizontal,
  type LucideIcon,
  Waypoints,
  Webhook,
} from 'lucide-react';
import type { MessageKey } from '../messages/texts.ts';

type Section = {
  to:
    | '/'
    | '/accounts'
    | '/transactions'
    | '/flows'
    | '/import'
    | '/webhooks'
    | '/fraud'
    | '/fraud/rules'
    | '/analytics'
    | '/developers';
  label: MessageKey;
  Icon: LucideIcon;
  /** Without one of them the section is not offered. */
  scopes: Scope[];
};

export const sections: readonly Section[] = [
  { to: '/', label: 'home.title', Icon: LayoutDashboard, scopes: [] },
  { to: '/accounts', label: 'accounts.title', Icon: Landmark, scopes: ['accounts:read'] },
  { to: '/transactions', label: 'transactions.title', Icon: ArrowLeftRight, scopes: ['transactions:read'] },
  { to: '/flows', label: 'flows.title', Icon: Waypoints, scopes: ['accounts:read', 'transactions:read'] },
  { to: '/import', label: 'import.title', Icon: FileUp, scopes: ['transactions:write'] },
  { to: '/webhooks', label: 'webhooks.title', Icon: Webhook, scopes: ['webhooks:read'] },
  { to: '/fraud', label: 'fraud.title', Icon: ShieldAlert, scopes: ['fraud:read'] },
  { to: '/fraud/rules', label: 'rules.title', Icon: SlidersHorizontal, scopes: ['fraud:read'] },
  { to: '/analytics', label: 'analytics.title', Icon: ChartLine, scopes: ['analytics:read'] },
  { to: '/developers', label: 'developers.title', Icon: CodeXml, scopes: [] },
];
