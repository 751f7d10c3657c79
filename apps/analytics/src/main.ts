import { runService } from '@florin/service';
import { analyticsService } from './service.ts';

await runService(analyticsService);
