import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Keyboard, LogOut, Menu, Search } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useActions } from '../actions/actions.ts';
import { KeysDialog } from '../actions/keys-dialog.tsx';
import { useSingleKeys } from '../actions/use-single-keys.ts';
import { useMessages } from '../messages/use-messages.ts';
import { paletteKey, usePaletteKey } from '../palette/palette-key.ts';
import { session, useMay, useSignedIn } from '../session/current-session.ts';
import { Logo } from '../ui/logo.tsx';
import { sections } from './sections.ts';
import { SettingsMenu } from './settings-menu.tsx';

const CommandPalette = lazy(() =>
  import('../palette/command-palette.tsx').then(({ CommandPalette }) => ({ default: CommandPalette })),
);

type Overlay = 'palette' | 'keys' | undefined;

/** The navigation beside every page. Only what the key may see is offered. */
export function Shell() {
  const t = useMessages();
  const [isOpen, setOpen] = useState(false);
  const [overlay, setOverlay] = useState<Overlay>();
  const close = () => setOverlay(undefined);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => setOpen(false), [path]);
  useSingleKeys();
  usePaletteKey(() => setOverlay('palette'));
  useActions([{ label: t('keys.title'), key: '?', run: () => setOverlay('keys') }]);
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t('shell.skip')}
      </a>
      <header className="topbar">
        <button
          type="button"
          className="icon-button"
          aria-expanded={isOpen}
          aria-controls="navigation"
          aria-label={t('shell.menu')}
          onClick={() => setOpen(!isOpen)}
        >
          <Menu size={18} />
        </button>
        <Logo />
        <button
          type="button"
          className="icon-button"
          aria-label={t('palette.title')}
          onClick={() => setOverlay('palette')}
        >
          <Search size={18} />
        </button>
      </header>
      <Navigation isOpen={isOpen} onShow={setOverlay} />
      <main id="content" className="content" tabIndex={-1}>
        <Outlet />
      </main>
      <KeysDialog isOpen={overlay === 'keys'} onClose={close} />
      <Suspense fallback={null}>
        {overlay === 'palette' && <CommandPalette isOpen onClose={close} />}
      </Suspense>
    </div>
  );
}

type NavigationProps = { isOpen: boolean; onShow: (overlay: Overlay) => void };

function Navigation({ isOpen, onShow }: NavigationProps) {
  const t = useMessages();
  const may = useMay();
  const signedIn = useSignedIn();
  return (
    <nav id="navigation" className={`sidebar ${isOpen ? 'is-open' : ''}`} aria-label={t('shell.navigation')}>
      <Logo />
      <button type="button" className="palette-button" onClick={() => onShow('palette')}>
        <Search size={15} aria-hidden="true" /> {t('palette.open')}
        <kbd aria-hidden="true">{paletteKey(t)}</kbd>
      </button>
      <ul className="nav">
        {sections
          .filter(({ scopes }) => may(...scopes))
          .map(({ to, label, Icon }) => (
            <li key={to}>
              <Link
                to={to}
                className="nav-link"
                activeOptions={{ exact: to === '/' || to === '/fraud', includeSearch: false }}
              >
                <Icon size={16} aria-hidden="true" /> {t(label)}
              </Link>
            </li>
          ))}
      </ul>
      <div className="sidebar-foot">
        <SettingsMenu />
        <div className="signed-in">
          <div>
            <strong>{signedIn?.keyName}</strong>
            <code>{signedIn?.keyId}</code>
          </div>
          <button
            type="button"
            className="icon-button signed-in-keys"
            aria-label={t('keys.title')}
            title={t('keys.title')}
            onClick={() => onShow('keys')}
          >
            <Keyboard size={16} />
          </button>
          <button
            type="button"
            className="icon-button"
            aria-label={t('shell.signOut')}
            title={t('shell.signOut')}
            onClick={() => session.end()}
          >
            <LogOut size={16} />
          </button>
        </div>
      </div>
    </nav>
  );
}
