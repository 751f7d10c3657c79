import { analyticsService } from '@florin/analytics';
import { apiService } from '@florin/api';
import { fraudService } from '@florin/fraud';
import { notificationsService } from '@florin/notifications';
import { runServices } from '@florin/service';
import { workerService } from '@florin/worker';

/** Only the API, in this process, calls them. Each has a group of its own: one for all would share out the events. */
const behindApi = { HOST: '127.0.0.1', PORT: '0', KAFKA_GROUP_ID: '' };

/** The whole bank in one process. The API is last: it shows all of it to operators, and is the first to stop. */
await runServices('all', [
  { service: workerService },
  { service: fraudService, settings: behindApi },
  { service: notificationsService, settings: behindApi },
  { service: analyticsService, settings: behindApi },
  {
    service: apiService,
    urls: { FRAUD_URL: 'fraud', NOTIFICATIONS_URL: 'notifications', ANALYTICS_URL: 'analytics' },
  },
]);
