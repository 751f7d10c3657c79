import { VizLegendOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import { DashboardBuilder, DashboardCursorSync } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { Board, Panel } from './board.ts';
import { boards } from './boards.ts';

/** The uid of the data source in grafana/provisioning. */
const datasource = { type: 'prometheus', uid: 'prometheus' };
const columns = 24;
const panelsPerRow = 3;
const height = 8;

/** The files of Grafana's dashboards by path: the same boards always give the same bytes. */
export function dashboardFiles(): Map<string, string> {
  return new Map(
    boards.map((board) => [
      `tools/monitoring/grafana/dashboards/${board.uid}.json`,
      `${JSON.stringify(dashboardOf(board), null, 2)}\n`,
    ]),
  );
}

function dashboardOf({ uid, title, panels }: Board) {
  const builder = new DashboardBuilder(`Florin: ${title}`)
    // JSON has no comments.
    .description('Generated from tools/monitoring/src by `npm run generate`, do not edit.')
    .uid(uid)
    .tags(['florin'])
    .editable()
    .refresh('15s')
    .time({ from: 'now-1h', to: 'now' })
    .timezone('utc')
    .tooltip(DashboardCursorSync.Crosshair);
  panels.forEach((panel, index) => builder.withPanel(panelOf(panel, index)));
  return builder.build();
}

function panelOf({ title, about, unit, queries }: Panel, index: number): PanelBuilder {
  const width = columns / panelsPerRow;
  const panel = new PanelBuilder()
    .title(title)
    .description(about)
    .datasource(datasource)
    .unit(unit)
    .min(0)
    .legend(new VizLegendOptionsBuilder().showLegend(true))
    .gridPos({
      x: (index % panelsPerRow) * width,
      y: Math.floor(index / panelsPerRow) * height,
      w: width,
      h: height,
    });
  for (const [expr, legend] of queries)
    panel.withTarget(new DataqueryBuilder().datasource(datasource).expr(expr).legendFormat(legend));
  return panel;
}
