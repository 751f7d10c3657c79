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

  /** Lists alerts, newest first. An alert appears a moment after the transaction that raised it. */
  list(filters: FraudAlertFilters = {}, options?: CallOptions): List<FraudAlert> {
    return this.#connection.list(options, (raw, via, cursor) => {
      return raw.GET('/fraud/alerts', { ...via, params: { query: { ...filters, ...cursor } } });
    });
  }

  /** Returns an alert with its `evidence`: the movements that made the rule match. */
  get(id: string, options?: CallOptions): Call<FraudAlert> {
    return this.#connection.call(options, (raw, via) =>
      raw.GET('/fraud/alerts/{id}', { ...via, params: { path: { id } } }),
    );
  }

  /** Decides that the alert was fraud. Throws ConflictError when the alert was decided before. */
  confirm(id: string, note?: string, options?: CallOptions): Call<FraudAlert> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/fraud/alerts/{id}/confirm', { ...via, params: { path: { id } }, body: withNote(note) }),
    );
  }

  /** Decides that the alert was not fraud. Throws ConflictError when the alert was decided before. */
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

  /** Lists all rules, on one page. */
  list(options?: CallOptions): List<FraudRule> {
    return this.#connection.list(options, (raw, via) => raw.GET('/fraud/rules', { ...via }));
  }

  /** Returns a rule with its parameters. Throws NotFoundError when there is no such rule. */
  get(id: FraudRuleId, options?: CallOptions): Call<FraudRule> {
    return this.#connection.call(options, (raw, via) =>
      raw.GET('/fraud/rules/{id}', { ...via, params: { path: { id } } }),
    );
  }

  /**
   * Changes the fields that you pass, also within `parameters`, and leaves the rest. The change applies to all events
   * that the rule judges from now on.
   */
  update(id: FraudRuleId, changes: UpdateFraudRule, options?: CallOptions): Call<FraudRule> {
    return this.#connection.call(options, (raw, via) =>
      raw.PATCH('/fraud/rules/{id}', { ...via, params: { path: { id } }, body: changes }),
    );
  }

  /** Lists the changes of a rule, newest first, each with its author, its time, and the values before and after. */
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

  /** Returns the alerts that the rule would have raised in a period with these settings. Raises and changes nothing. */
  backTest(id: FraudRuleId, test: FraudBackTestRequest = {}, options?: CallOptions): Call<FraudBackTest> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/fraud/rules/{id}/back-test', { ...via, params: { path: { id } }, body: test }),
    );
  }
}
