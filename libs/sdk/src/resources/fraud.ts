import type { Connection } from '../connection.ts';
import type { List } from '../list.ts';
import type { FraudAlert, FraudAlertFilters } from '../schemas.ts';
import type { CallOptions } from '../transport.ts';

export class Fraud {
  readonly alerts: FraudAlerts;

  constructor(connection: Connection) {
    this.alerts = new FraudAlerts(connection);
  }
}

export class FraudAlerts {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The newest first. Alerts follow the transactions that raised them by a moment. */
  list(filters: FraudAlertFilters = {}, options?: CallOptions): List<FraudAlert> {
    return this.#connection.list(options, (raw, via, cursor) => {
      return raw.GET('/fraud/alerts', { ...via, params: { query: { ...filters, ...cursor } } });
    });
  }
}
