import { useNavigate, useRouterState, useSearch } from '@tanstack/react-router';
import { KeyRound } from 'lucide-react';
import { useEffect, useRef, type FormEvent } from 'react';
import { useMessages } from '../messages/use-messages.ts';
import { Button } from '../ui/button.tsx';
import { ErrorNote } from '../ui/error-note.tsx';
import { Checkbox, Field, Input } from '../ui/field.tsx';
import { Logo } from '../ui/logo.tsx';
import { SettingsMenu } from '../layout/settings-menu.tsx';
import { apiUrl, session } from './current-session.ts';
import { codeIn, redeemCode } from './sign-in-code.ts';
import { useAttempt } from './use-attempt.ts';

export function SignInPage() {
  const t = useMessages();
  const navigate = useNavigate();
  const { to } = useSearch({ from: '/sign-in' });
  const { attempt, error, isBusy } = useAttempt();
  const code = codeIn(useRouterState({ select: ({ location }) => location.hash }));
  const taken = useRef<string>(undefined);
  useEffect(() => {
    if (code === undefined || code === taken.current) return;
    taken.current = code;
    void attempt(async () => {
      // The code is of no use any more, so it does not stay in the address.
      await navigate({ to: '.', search: true, hash: '', replace: true });
      await session.signIn(await redeemCode(apiUrl, code), { stay: true });
      await navigate({ to: to ?? '/', replace: true });
    });
  }, [code, attempt, navigate, to]);

  async function signIn(form: FormData) {
    await session.signIn(String(form.get('key')).trim(), { stay: form.get('stay') !== null });
    await navigate({ to: to ?? '/', replace: true });
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void attempt(() => signIn(form));
  };

  return (
    <main className="sign-in">
      <div className="sign-in-settings">
        <SettingsMenu />
      </div>
      <form className="sign-in-card" onSubmit={submit}>
        <Logo />
        <h1>{t('signIn.title')}</h1>
        <p className="muted">{t('signIn.lead')}</p>
        <Field label={t('signIn.key')} hint={t('signIn.keyHint')}>
          <Input
            name="key"
            type="password"
            autoComplete="off"
            placeholder="flk_…"
            required
            spellCheck={false}
            autoFocus
          />
        </Field>
        <Checkbox name="stay" label={t('signIn.stay')} />
        {error !== undefined && <ErrorNote error={error} />}
        <Button kind="primary" type="submit" isBusy={isBusy} icon={<KeyRound size={16} />}>
          {t('signIn.submit')}
        </Button>
        <p className="small muted">{t('signIn.where')}</p>
        <pre className="command">npm run admin -- create-key --help</pre>
      </form>
    </main>
  );
}
