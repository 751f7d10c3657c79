import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useActions } from '../actions/actions.ts';
import { useSettings } from '../settings/settings.ts';

type SearchInputProps = {
  label: string;
  value: string;
  placeholder: string;
  onSearch: (text: string) => void;
};

const typingPauseMs = 250;

/** A search that begins when the user pauses. The key / leads to it. */
export function SearchInput({ label, value, placeholder, onSearch }: SearchInputProps) {
  const [text, setText] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const search = useRef(onSearch);
  search.current = onSearch;
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => search.current(text), typingPauseMs);
    return () => clearTimeout(timer);
  }, [text, value]);
  const { singleKeys } = useSettings();
  useActions([{ label, key: '/', isKeyOnly: true, run: () => input.current?.focus() }]);
  return (
    <div className="search">
      <Search size={15} aria-hidden="true" />
      <input
        ref={input}
        type="search"
        className="input"
        aria-label={label}
        placeholder={placeholder}
        value={text}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
      />
      {singleKeys && <kbd aria-hidden="true">/</kbd>}
    </div>
  );
}
