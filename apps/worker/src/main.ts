import { runService } from '@florin/service';
import { workerService } from './service.ts';

await runService(workerService);
