import { FileDown } from 'lucide-react';
import { useAttempt } from '../../session/use-attempt.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { saveFile } from '../../ui/save-file.ts';

const csv = { headers: { accept: 'text/csv' }, parseAs: 'text' } as const;

type CsvButtonProps = {
  name: string;
  label: string;
  /** Sends the request of the panel, with what makes its answer a CSV. */
  load: (options: typeof csv) => Promise<{ data?: unknown; error?: unknown }>;
};

/** Downloads what a panel shows, as the API's own CSV. */
export function CsvButton({ name, label, load }: CsvButtonProps) {
  const { attempt, error, isBusy } = useAttempt();
  const download = async () => {
    const { data, error: problem } = await load(csv);
    if (typeof data !== 'string') throw new Error(detailOf(problem));
    saveFile(name, data);
  };
  return (
    <>
      <Button
        icon={<FileDown size={16} />}
        isBusy={isBusy}
        aria-label={label}
        title={label}
        onClick={() => void attempt(download)}
      >
        CSV
      </Button>
      {error !== undefined && <ErrorNote error={error} />}
    </>
  );
}

const detailOf = (problem: unknown): string =>
  typeof problem === 'object' && problem !== null && 'detail' in problem ? String(problem.detail) : 'No CSV.';
