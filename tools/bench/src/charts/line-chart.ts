import { linearScale, logScale, type Scale } from './scale.ts';

export type Point = readonly [x: number, y: number];
type Series = { name: string; points: readonly Point[] };

export type Panel = {
  title: string;
  xLabel: string;
  yLabel: string;
  /** Equal space for equal factors along x, as for 1, 2, 4 … clients. */
  xLog?: boolean;
  series: readonly Series[];
};

const width = 760;
const plot = { left: 72, right: 20, top: 56, height: 220, bottom: 56 };
const panelHeight = plot.top + plot.height + plot.bottom;
const plotWidth = width - plot.left - plot.right;
/** Colours that red-green colour-blind readers can distinguish (Okabe and Ito's palette), each with its own mark. */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7'];

/** Draws line charts one above the other, as a self-contained SVG document. */
export function lineCharts(panels: readonly Panel[]): string {
  const height = panels.length * panelHeight;
  const drawn = panels.map((panel, index) => group(0, index * panelHeight, drawPanel(panel)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="12">`,
    `<title>${escaped(panels.map(({ title }) => title).join('; '))}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}

function drawPanel({ title, xLabel, yLabel, xLog = false, series }: Panel): string {
  const points = series.flatMap((each) => each.points);
  const xs = points.map(([x]) => x);
  const x = xLog ? logScale(xs, plotWidth) : linearScale(Math.max(0, ...xs), plotWidth);
  const y = linearScale(Math.max(0, ...points.map(([, value]) => value)), plot.height);
  return [
    text(title, { x: plot.left, y: 20, size: 15, weight: 600 }),
    ...series.map((each, index) => drawLegend(each.name, index)),
    group(
      plot.left,
      plot.top,
      [...drawAxes(x, y), ...series.map((each, index) => drawSeries(each, index, x, y))].join('\n'),
    ),
    text(xLabel, { x: plot.left + plotWidth / 2, y: panelHeight - 14, anchor: 'middle' }),
    text(yLabel, { x: plot.left, y: plot.top - 10 }),
  ].join('\n');
}

function drawLegend(name: string, index: number): string {
  const x = plot.left + plotWidth - 190 * (index + 1) + 20;
  return group(x, 16, `${mark(0, 0, index)}\n${text(name, { x: 10, y: 4 })}`);
}

function drawAxes(x: Scale, y: Scale): string[] {
  const across = y.ticks.map((tick) => {
    const at = round(plot.height - y.at(tick));
    const line = `<line x1="0" y1="${at}" x2="${plotWidth}" y2="${at}" stroke="${tick === 0 ? '#444444' : '#e2e2e2'}"/>`;
    return `${line}\n${text(numberText(tick), { x: -8, y: at + 4, anchor: 'end' })}`;
  });
  const along = x.ticks.map((tick) => {
    return text(numberText(tick), { x: round(x.at(tick)), y: plot.height + 18, anchor: 'middle' });
  });
  return [...across, ...along];
}

function drawSeries({ points }: Series, index: number, x: Scale, y: Scale): string {
  const places = points.map(([px, py]) => [round(x.at(px)), round(plot.height - y.at(py))] as const);
  const path = places.map(([px, py]) => `${px},${py}`).join(' ');
  const line = `<polyline points="${path}" fill="none" stroke="${colourOf(index)}" stroke-width="2"/>`;
  // Hundreds of marks would hide their line.
  const marks = places.length > 60 ? [] : places.map(([px, py]) => mark(px, py, index));
  return [line, ...marks].join('\n');
}

function mark(x: number, y: number, index: number): string {
  const fill = `fill="${colourOf(index)}"`;
  if (index % 2 === 0) return `<circle cx="${x}" cy="${y}" r="4" ${fill}/>`;
  return `<rect x="${x - 4}" y="${y - 4}" width="8" height="8" ${fill}/>`;
}

function colourOf(index: number): string {
  return colours[index % colours.length]!;
}

type TextOptions = { x: number; y: number; size?: number; weight?: number; anchor?: 'middle' | 'end' };

function text(content: string, { x, y, size, weight, anchor }: TextOptions): string {
  const more = [
    size === undefined ? '' : ` font-size="${size}"`,
    weight === undefined ? '' : ` font-weight="${weight}"`,
    anchor === undefined ? '' : ` text-anchor="${anchor}"`,
  ].join('');
  return `<text x="${x}" y="${y}" fill="#222222"${more}>${escaped(content)}</text>`;
}

function group(x: number, y: number, content: string): string {
  return `<g transform="translate(${x} ${y})">\n${content}\n</g>`;
}

function numberText(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 2 });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
