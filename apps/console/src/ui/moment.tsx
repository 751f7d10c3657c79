import { useFormats } from '../settings/use-formats.ts';

/** A time to the minute; with milliseconds and zone when one points at it. */
export function Moment({ at }: { at: string }) {
  const { minute, exact, timeZone } = useFormats();
  return (
    <time dateTime={at} title={`${exact(at)} ${timeZone}`} className="moment">
      {minute(at)}
    </time>
  );
}
