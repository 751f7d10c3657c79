import type { FraudRule } from '@florin/sdk';
import { Slider } from 'radix-ui';
import { useState } from 'react';
import { useMessages } from '../../messages/use-messages.ts';
import { useMay } from '../../session/current-session.ts';
import { useFormats } from '../../settings/use-formats.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox, Field, Input, Select } from '../../ui/field.tsx';
import { Panel } from '../../ui/page.tsx';
import { BackTest, useBackTests } from './back-test.tsx';
import {
  changesOf,
  draftOf,
  stepAt,
  stepsOf,
  thresholdsOf,
  valueAt,
  type Draft,
  type Threshold,
} from './rule-draft.ts';
import { SaveDialog } from './save-dialog.tsx';

/** One rule with a slider for each threshold. What it would have found is drawn while one moves them. */
export function RuleEditor({ rule }: { rule: FraudRule }) {
  const t = useMessages();
  const may = useMay();
  const [draft, setDraft] = useState(() => draftOf(rule));
  const [isSaving, setSaving] = useState(false);
  const tests = useBackTests(rule, draft);
  const isChanged = Object.keys(changesOf(rule, draft)).length > 0;
  const set = (changes: Partial<Draft>) => setDraft((now) => ({ ...now, ...changes }));
  const setParameter = (name: string, value: number) =>
    setDraft((now) => ({ ...now, parameters: { ...now.parameters, [name]: value } }));
  return (
    <Panel
      title={rule.id.replaceAll('_', ' ')}
      actions={
        may('fraud:write') && (
          <div className="page-actions">
            <Button size="small" disabled={!isChanged} onClick={() => setDraft(draftOf(rule))}>
              {t('rules.reset')}
            </Button>
            <Button size="small" kind="primary" disabled={!isChanged} onClick={() => setSaving(true)}>
              {t('rules.review')}
            </Button>
          </div>
        )
      }
    >
      <p className="muted">{rule.description}</p>
      <div className="thresholds">
        {thresholdsOf(rule).map((threshold) => (
          <ThresholdSlider
            key={threshold.name}
            threshold={threshold}
            value={Number(draft.parameters[threshold.name])}
            onChange={(value) => setParameter(threshold.name, value)}
          />
        ))}
      </div>
      <BackTest tests={tests} />
      {may('fraud:write') && <Settings draft={draft} onChange={set} />}
      <SaveDialog
        rule={rule}
        draft={draft}
        tests={tests}
        isOpen={isSaving}
        onClose={() => setSaving(false)}
      />
    </Panel>
  );
}

type SliderProps = { threshold: Threshold; value: number; onChange: (value: number) => void };

function ThresholdSlider({ threshold, value, onChange }: SliderProps) {
  const { number } = useFormats();
  const { name, description, min, max } = threshold;
  const label = name.replaceAll('_', ' ');
  const setExact = (text: string) => {
    const exact = Number(text);
    if (text !== '' && Number.isInteger(exact) && exact >= min && exact <= max) onChange(exact);
  };
  return (
    <div className="threshold">
      <div>
        <strong>{label}</strong>
        <span className="muted small">{description}</span>
      </div>
      <Input
        type="number"
        aria-label={label}
        min={min}
        max={max}
        value={value}
        onChange={(event) => setExact(event.target.value)}
      />
      <Slider.Root
        className="slider"
        min={0}
        max={stepsOf(threshold)}
        value={[stepAt(threshold, value)]}
        onValueChange={([step = 0]) => onChange(valueAt(threshold, step))}
      >
        <Slider.Track className="slider-track">
          <Slider.Range className="slider-range" />
        </Slider.Track>
        <Slider.Thumb className="slider-thumb" aria-label={label} aria-valuetext={number(value)} />
      </Slider.Root>
    </div>
  );
}

const severities = ['low', 'medium', 'high'] as const;
const actions = ['none', 'freeze'] as const;

function Settings({ draft, onChange }: { draft: Draft; onChange: (changes: Partial<Draft>) => void }) {
  const t = useMessages();
  return (
    <div className="rule-settings">
      <Field label={t('fraud.severity')}>
        <Select
          value={draft.severity}
          onChange={({ target }) =>
            onChange({ severity: severities.find((each) => each === target.value) ?? draft.severity })
          }
          options={severities.map((value) => ({ value, label: t(`severity.${value}`) }))}
        />
      </Field>
      <Field label={t('fraud.action')}>
        <Select
          value={draft.action}
          onChange={({ target }) =>
            onChange({ action: actions.find((each) => each === target.value) ?? draft.action })
          }
          options={actions.map((value) => ({ value, label: t(`rules.action.${value}`) }))}
        />
      </Field>
      <Checkbox
        label={t('rules.enabled')}
        checked={draft.enabled}
        onChange={(event) => onChange({ enabled: event.target.checked })}
      />
    </div>
  );
}
