export { workerService } from './service.ts';
