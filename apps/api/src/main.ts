import { runService } from '@florin/service';
import { apiService } from './service.ts';

await runService(apiService);
