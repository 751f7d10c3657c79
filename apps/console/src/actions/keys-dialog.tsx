import { useMessages } from '../messages/use-messages.ts';
import { paletteKey } from '../palette/palette-key.ts';
import { settings, useSettings } from '../settings/settings.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Checkbox } from '../ui/field.tsx';
import { useOfferedActions } from './actions.ts';

type KeysDialogProps = { isOpen: boolean; onClose: () => void };

/** The keys that work on this page, and the switch that turns single keys off. */
export function KeysDialog({ isOpen, onClose }: KeysDialogProps) {
  const t = useMessages();
  const { singleKeys } = useSettings();
  const withKey = useOfferedActions().flatMap(({ key, label }) =>
    key === undefined ? [] : [{ key, label }],
  );
  const always = [
    { key: paletteKey(t), label: t('palette.title') },
    { key: 'Enter', label: t('keys.openRow') },
  ];
  return (
    <Dialog title={t('keys.title')} isOpen={isOpen} onClose={onClose}>
      <dl className="keys">
        {[...always, ...(singleKeys ? withKey : [])].map(({ key, label }) => (
          <div key={`${key} ${label}`}>
            <dt>{label}</dt>
            <dd>
              <kbd>{key}</kbd>
            </dd>
          </div>
        ))}
      </dl>
      <Checkbox
        label={t('keys.single')}
        checked={singleKeys}
        onChange={(event) => settings.change({ singleKeys: event.target.checked })}
      />
      <p className="muted small">{t('keys.singleLead')}</p>
    </Dialog>
  );
}
