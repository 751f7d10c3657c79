import { runService } from '@florin/service';
import { notificationsService } from './service.ts';

await runService(notificationsService);
