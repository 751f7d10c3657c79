import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';

type EmptyStateProps = { title: string; children?: ReactNode; command?: string; action?: ReactNode };

/** What a list shows when it has nothing: why, and what fills it. */
export function EmptyState({ title, children, command, action }: EmptyStateProps) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children !== undefined && <p className="muted">{children}</p>}
      {command !== undefined && <Command text={command} />}
      {action}
    </div>
  );
}

/** A command to copy. */
function Command({ text }: { text: string }) {
  return (
    <div className="command-line">
      <pre className="command" tabIndex={0}>
        {text}
      </pre>
      <CopyButton text={text} />
    </div>
  );
}
