import { runService } from '@florin/service';
import { fraudService } from './service.ts';

await runService(fraudService);
