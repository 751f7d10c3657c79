export function Logo() {
  return (
    <span className="logo">
      <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
        <rect width="32" height="32" rx="8" className="logo-ground" />
        <path d="M11 24V9h11M11 16.5h8.5" className="logo-letter" />
      </svg>
      Florin
    </span>
  );
}
