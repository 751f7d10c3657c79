import { useNavigate, useRouterState } from '@tanstack/react-router';

/** Whether the dialog of this name is open. It stands in the URL's fragment, so that other pages can open it too. */
export function useHashDialog(name: string): [boolean, (isOpen: boolean) => void] {
  const navigate = useNavigate();
  const isOpen = useRouterState({ select: ({ location }) => location.hash === name });
  const change = (next: boolean) =>
    void navigate({ to: '.', search: true, hash: next ? name : '', replace: true });
  return [isOpen, change];
}
