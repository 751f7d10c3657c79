import { describe, expect, test } from '@jest/globals';
import { lineCharts } from './line-chart.ts';
import { linearScale, logScale } from './scale.ts';

describe('an axis', () => {
  test('begins at 0 and ends on a round number that nothing exceeds', () => {
    expect(linearScale(4_321, 100).ticks).toEqual([0, 1_000, 2_000, 3_000, 4_000, 5_000]);
    expect(linearScale(0.29, 100).ticks).toEqual([0, 0.1, 0.2, 0.3]);
    expect(linearScale(0, 100).ticks).toEqual([0, 1]);
    expect(linearScale(5_000, 200).at(2_500)).toBe(100);
  });

  test('of factors gives each doubling the same space', () => {
    const { at, ticks } = logScale([4, 1, 2, 4], 100);
    expect(ticks).toEqual([1, 2, 4]);
    expect([at(1), at(2), at(4)]).toEqual([0, 50, 100]);
    expect(logScale([8], 100).at(8)).toBe(0);
  });
});

describe('a picture', () => {
  const panel = { title: 'Speed & <quiet>', xLabel: 'clients', yLabel: '/s', xLog: true };

  test('has each point where its values belong', () => {
    const svg = lineCharts([
      {
        ...panel,
        series: [
          {
            name: 'one',
            points: [
              [1, 0],
              [4, 10],
            ],
          },
        ],
      },
    ]);
    expect(svg).toContain('<polyline points="0,220 668,0"');
    expect(svg).toContain('Speed &amp; &lt;quiet&gt;');
  });

  test('holds all panels, and is the same for the same figures', () => {
    const panels = [1, 2, 3].map((n) => ({ ...panel, series: [{ name: 'a', points: [[n, n] as const] }] }));
    expect(lineCharts(panels).match(/translate\(0 \d+\)/g)).toHaveLength(3);
    expect(lineCharts(panels)).toBe(lineCharts(panels));
  });
});
