import type { ButtonHTMLAttributes, ReactNode } from 'react';

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  kind?: 'primary' | 'plain' | 'danger' | 'quiet';
  size?: 'small' | 'normal';
  isBusy?: boolean;
  icon?: ReactNode;
};

export function Button({
  kind = 'plain',
  size = 'normal',
  isBusy = false,
  icon,
  children,
  className = '',
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={`button button-${kind} button-${size} ${className}`}
      aria-busy={isBusy}
      disabled={rest.disabled || isBusy}
    >
      {icon}
      {children !== undefined && <span>{children}</span>}
    </button>
  );
}
