export { fraudService } from './service.ts';
