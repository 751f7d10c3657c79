import type { Call } from '../call.ts';
import type { Connection } from '../connection.ts';
import type { List } from '../list.ts';
import type {
  FraudAlert,
  FraudAlertFilters,
  FraudBackTest,
  FraudBackTestRequest,
  FraudRule,
  FraudRuleChange,
  FraudRuleChangeFilters,
  FraudRuleId,
  UpdateFraudRule,
} from '../schemas.ts';
import type { CallOptions } from '../transport.ts';

/** The fraud alerts of your tenant, and the rules that raise them. */
export class Fraud {
  readonly alerts: FraudAlerts;
  readonly rules: FraudRules;

  constructor(connection: Connection) {
    this.alerts = new FraudAlerts(connection);
    this.rules = new FraudRules(connection);
  }
}

/** The alerts that fraud rules have raised, and your decisions about them. */
export class FraudAlerts {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Lists alerts, newest first. An alert appears a moment after the transaction that raised it.
   *
   * @throws {InvalidRequestError} A filter is invalid.
   * @example
   * for await (const alert of florin.fraud.alerts.list({ state: 'open' })) console.log(alert.reason);
   */
  list(filters: FraudAlertFilters = {}, options?: CallOptions): List<FraudAlert> {
    return this.#connection.list(options, (raw, via, cursor) => {
      return raw.GET('/fraud/alerts', { ...via, params: { query: { ...filters, ...cursor } } });
    });
  }

  /**
   * Returns an alert with its `evidence`: the movements that made the rule match.
   *
   * @throws {NotFoundError} The tenant has no such alert.
   * @example
   * const { evidence } = await florin.fraud.alerts.get('alrt_…');
   */
  get(id: string, options?: CallOptions): Call<FraudAlert> {
    return this.#connection.call(options, (raw, via) =>
      raw.GET('/fraud/alerts/{id}', { ...via, params: { path: { id } } }),
    );
  }

  /**
   * Decides that the alert was fraud.
   *
   * @throws {ConflictError} The alert was decided before.
   * @throws {NotFoundError} The tenant has no such alert.
   * @example
   * await florin.fraud.alerts.confirm('alrt_…', 'The card was stolen.');
   */
  confirm(id: string, note?: string, options?: CallOptions): Call<FraudAlert> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/fraud/alerts/{id}/confirm', { ...via, params: { path: { id } }, body: withNote(note) }),
    );
  }

  /**
   * Decides that the alert was not fraud.
   *
   * @throws {ConflictError} The alert was decided before.
   * @throws {NotFoundError} The tenant has no such alert.
   * @example
   * await florin.fraud.alerts.dismiss('alrt_…', 'A known payroll run.');
   */
  dismiss(id: string, note?: string, options?: CallOptions): Call<FraudAlert> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/fraud/alerts/{id}/dismiss', { ...via, params: { path: { id } }, body: withNote(note) }),
    );
  }
}

const withNote = (note: string | undefined) => (note === undefined ? {} : { note });

/** The rules that raise fraud alerts. */
export class FraudRules {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Lists all rules, on one page.
   *
   * @throws {PermissionError} The key lacks the scope.
   * @example
   * const { data } = await florin.fraud.rules.list();
   */
  list(options?: CallOptions): List<FraudRule> {
    return this.#connection.list(options, (raw, via) => raw.GET('/fraud/rules', { ...via }));
  }

  /**
   * Returns a rule with its parameters.
   *
   * @throws {NotFoundError} There is no such rule.
   * @example
   * const { parameters } = await florin.fraud.rules.get('velocity');
   */
  get(id: FraudRuleId, options?: CallOptions): Call<FraudRule> {
    return this.#connection.call(options, (raw, via) =>
      raw.GET('/fraud/rules/{id}', { ...via, params: { path: { id } } }),
    );
  }

  /**
   * Changes the fields that you pass, also within `parameters`, and leaves the rest. The change applies to all events
   * that the rule judges from now on.
   *
   * @throws {InvalidRequestError} A parameter is invalid.
   * @throws {NotFoundError} There is no such rule.
   * @example
   * await florin.fraud.rules.update('velocity', { parameters: { limit: 6 } });
   */
  update(id: FraudRuleId, changes: UpdateFraudRule, options?: CallOptions): Call<FraudRule> {
    return this.#connection.call(options, (raw, via) =>
      raw.PATCH('/fraud/rules/{id}', { ...via, params: { path: { id } }, body: changes }),
    );
  }

  /**
   * Lists the changes of a rule, newest first, each with its author, its time, and the values before and after.
   *
   * @throws {InvalidRequestError} A filter is invalid.
   * @throws {NotFoundError} There is no such rule.
   * @example
   * for await (const change of florin.fraud.rules.changes('velocity')) console.log(change.changed_at, change.after);
   */
  changes(
    id: FraudRuleId,
    filters: FraudRuleChangeFilters = {},
    options?: CallOptions,
  ): List<FraudRuleChange> {
    return this.#connection.list(options, (raw, via, cursor) => {
      const params = { path: { id }, query: { ...filters, ...cursor } };
      return raw.GET('/fraud/rules/{id}/changes', { ...via, params });
    });
  }

  /**
   * Returns the alerts that the rule would have raised in a period with these settings. Raises and changes nothing.
   *
   * @throws {InvalidRequestError} A parameter or the period is invalid.
   * @throws {NotFoundError} There is no such rule.
   * @example
   * const { alert_count } = await florin.fraud.rules.backTest('velocity', { parameters: { limit: 6 } });
   */
  backTest(id: FraudRuleId, test: FraudBackTestRequest = {}, options?: CallOptions): Call<FraudBackTest> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/fraud/rules/{id}/back-test', { ...via, params: { path: { id } }, body: test }),
    );
  }
}
