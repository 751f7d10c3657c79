export { dashboardFiles } from './dashboards.ts';
