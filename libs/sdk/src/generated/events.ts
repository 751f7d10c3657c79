// Generated from libs/events by `npm run generate`, do not edit.

/** @description Money moved on an account. */
export interface TransactionsCompletedV1 {
    /** @constant */
    specversion: "1.0";
    /** @description The same, however often the event is delivered. */
    id: string;
    /**
     * @description The part of Florin that publishes the event.
     * @constant
     */
    source: "/florin/ledger";
    /**
     * @description The kind of event and its version.
     * @constant
     */
    type: "florin.transactions.completed.v1";
    /** @description The account that the event is about. */
    subject: string;
    /**
     * Format: date-time
     * @description When it happened.
     */
    time: string;
    /** @constant */
    datacontenttype: "application/json";
    /** @description The tenant to which the account belongs. */
    tenantid: string;
    /** @description The key of the message: the same as `subject`. */
    partitionkey: string;
    /** @description Money moved on an account. */
    data: {
        /** @description The transaction. */
        transaction_id: string;
        /** @description The tenant to which the account belongs. */
        tenant_id: string;
        /** @description The account from whose side the event is written. */
        account_id: string;
        /** @description The other side; null is the external account. */
        counterparty_account_id: string | null;
        /**
         * @description The kind of movement. More kinds may be added.
         * @example credit
         * @example debit
         * @example transfer
         * @example capture
         * @example reversal
         */
        type: string;
        /** @description Whether the account receives (`credit`) or pays (`debit`). */
        direction: "credit" | "debit";
        /**
         * Format: int64
         * @description The amount in minor units; never negative.
         */
        amount: number;
        /** @description ISO 4217. Amounts are integers in its minor unit. */
        currency: string;
        /** @description The caller's own reference. */
        reference: string | null;
        /** @description The description by the caller. */
        description: string | null;
        /** @description Metadata of the caller, unchanged. */
        metadata: {
            [key: string]: unknown;
        };
        /**
         * Format: date-time
         * @description When it takes effect: earlier than `created_at` when it was backdated.
         */
        effective_at: string;
        /**
         * Format: date-time
         * @description When it was decided.
         */
        created_at: string;
        /** @description The HTTP request that caused it, to trace one payment through logs and events. */
        request_id: string | null;
        /** @description Who made it; null where nobody was recorded. Absent on early events. */
        actor?: {
            /**
             * @description The kind of actor.
             * @example api_key
             * @example operator
             * @example system
             */
            type: string;
            /** @description The id of the API key, `operator:` and a name, or `system:` and a part of the bank. */
            id: string;
            /** @description The access token by which the key acted; null for the key itself. */
            token_id: string | null;
            /** @description The server's own id of the request; null where no request was made. */
            request_id: string | null;
            /** @description The client's own id of the request; null if it sent none. */
            correlation_id: string | null;
            /** @description For whom the system acted, such as the key that scheduled a transaction. */
            on_behalf_of: string | null;
        } | null;
        /** @description The transaction that a reversal reverses. Absent on early events. */
        reverses?: string | null;
        /** @description The hold of a capture. Absent on early events. */
        hold_id?: string | null;
        /**
         * @description Money moved.
         * @example completed
         */
        status: string;
        /**
         * Format: int64
         * @description The balance of the account after it, in minor units.
         */
        balance_after: number;
        /**
         * Format: int64
         * @description Counts the changes of the account: 1, 2, 3 … without a gap, 0 before the first. The order of its events.
         */
        account_version: number;
    };
}
/** @description A transaction was refused; no money moved. */
export interface TransactionsFailedV1 {
    /** @constant */
    specversion: "1.0";
    /** @description The same, however often the event is delivered. */
    id: string;
    /**
     * @description The part of Florin that publishes the event.
     * @constant
     */
    source: "/florin/ledger";
    /**
     * @description The kind of event and its version.
     * @constant
     */
    type: "florin.transactions.failed.v1";
    /** @description The account that the event is about. */
    subject: string;
    /**
     * Format: date-time
     * @description When it happened.
     */
    time: string;
    /** @constant */
    datacontenttype: "application/json";
    /** @description The tenant to which the account belongs. */
    tenantid: string;
    /** @description The key of the message: the same as `subject`. */
    partitionkey: string;
    /** @description A transaction was refused; no money moved. */
    data: {
        /** @description The transaction. */
        transaction_id: string;
        /** @description The tenant to which the account belongs. */
        tenant_id: string;
        /** @description The account from whose side the event is written. */
        account_id: string;
        /** @description The other side; null is the external account. */
        counterparty_account_id: string | null;
        /**
         * @description The kind of transaction that was requested. More kinds may be added.
         * @example credit
         * @example debit
         * @example transfer
         * @example hold
         * @example capture
         * @example void
         * @example reversal
         */
        type: string;
        /** @description Whether the account receives (`credit`) or pays (`debit`). */
        direction: "credit" | "debit";
        /**
         * Format: int64
         * @description The amount in minor units; never negative.
         */
        amount: number;
        /** @description ISO 4217. Amounts are integers in its minor unit. */
        currency: string;
        /** @description The caller's own reference. */
        reference: string | null;
        /** @description The description by the caller. */
        description: string | null;
        /** @description Metadata of the caller, unchanged. */
        metadata: {
            [key: string]: unknown;
        };
        /**
         * Format: date-time
         * @description When it takes effect: earlier than `created_at` when it was backdated.
         */
        effective_at: string;
        /**
         * Format: date-time
         * @description When it was decided.
         */
        created_at: string;
        /** @description The HTTP request that caused it, to trace one payment through logs and events. */
        request_id: string | null;
        /** @description Who made it; null where nobody was recorded. Absent on early events. */
        actor?: {
            /**
             * @description The kind of actor.
             * @example api_key
             * @example operator
             * @example system
             */
            type: string;
            /** @description The id of the API key, `operator:` and a name, or `system:` and a part of the bank. */
            id: string;
            /** @description The access token by which the key acted; null for the key itself. */
            token_id: string | null;
            /** @description The server's own id of the request; null where no request was made. */
            request_id: string | null;
            /** @description The client's own id of the request; null if it sent none. */
            correlation_id: string | null;
            /** @description For whom the system acted, such as the key that scheduled a transaction. */
            on_behalf_of: string | null;
        } | null;
        /** @description The transaction that a reversal reverses. Absent on early events. */
        reverses?: string | null;
        /** @description The hold of a capture. Absent on early events. */
        hold_id?: string | null;
        /**
         * @description No money moved.
         * @constant
         */
        status: "failed";
        /** @description Why it was refused. */
        failure: {
            /**
             * @description The reason, one of the error codes of the API.
             * @example insufficient_funds
             * @example state_conflict
             */
            code: string;
            /** @description The reason, for people. */
            message: string;
        };
    };
}
/** @description Money was held on an account, or a hold was captured, voided or expired. */
export interface TransactionsHoldsV1 {
    /** @constant */
    specversion: "1.0";
    /** @description The same, however often the event is delivered. */
    id: string;
    /**
     * @description The part of Florin that publishes the event.
     * @constant
     */
    source: "/florin/ledger";
    /**
     * @description The kind of event and its version.
     * @constant
     */
    type: "florin.transactions.holds.v1";
    /** @description The account that the event is about. */
    subject: string;
    /**
     * Format: date-time
     * @description When it happened.
     */
    time: string;
    /** @constant */
    datacontenttype: "application/json";
    /** @description The tenant to which the account belongs. */
    tenantid: string;
    /** @description The key of the message: the same as `subject`. */
    partitionkey: string;
    /** @description Money was held on an account, or a hold was captured, voided or expired. */
    data: {
        /** @description The hold. */
        hold_id: string;
        /** @description The transaction that made this change; the hold itself when it was placed. */
        transaction_id: string;
        /** @description The tenant to which the account belongs. */
        tenant_id: string;
        /** @description The account that pays. */
        account_id: string;
        /** @description The account for which the money is reserved; null is the external account. */
        counterparty_account_id: string | null;
        /**
         * @description The change of the hold.
         * @example placed
         * @example captured
         * @example voided
         * @example expired
         */
        change: string;
        /**
         * Format: int64
         * @description The amount that this change held, captured or released, in minor units.
         */
        amount: number;
        /** @description ISO 4217. Amounts are integers in its minor unit. */
        currency: string;
        /**
         * Format: int64
         * @description The original amount of the hold.
         */
        hold_amount: number;
        /**
         * Format: int64
         * @description The sum of all captures so far.
         */
        captured_amount: number;
        /**
         * Format: int64
         * @description The amount that is still held; 0 when the hold has ended.
         */
        remaining_amount: number;
        /**
         * @description The hold's status after the change.
         * @example held
         * @example captured
         * @example voided
         * @example expired
         */
        status: string;
        /**
         * Format: int64
         * @description The sum of all holds on the account after the change.
         */
        held_after: number;
        /**
         * Format: int64
         * @description The balance of the account after the change, held money included.
         */
        balance_after: number;
        /**
         * Format: int64
         * @description Counts the changes of the account: 1, 2, 3 … without a gap, 0 before the first. The order of its events.
         */
        account_version: number;
        /** @description When what is still held is released; null is never. */
        expires_at: string | null;
        /** @description The caller's own reference. */
        reference: string | null;
        /** @description The description by the caller. */
        description: string | null;
        /** @description Metadata of the caller, unchanged. */
        metadata: {
            [key: string]: unknown;
        };
        /**
         * Format: date-time
         * @description When it takes effect: earlier than `created_at` when it was backdated.
         */
        effective_at: string;
        /**
         * Format: date-time
         * @description When it was decided.
         */
        created_at: string;
        /** @description The HTTP request that caused it, to trace one payment through logs and events. */
        request_id: string | null;
        /** @description Who made it; null where nobody was recorded. Absent on early events. */
        actor?: {
            /**
             * @description The kind of actor.
             * @example api_key
             * @example operator
             * @example system
             */
            type: string;
            /** @description The id of the API key, `operator:` and a name, or `system:` and a part of the bank. */
            id: string;
            /** @description The access token by which the key acted; null for the key itself. */
            token_id: string | null;
            /** @description The server's own id of the request; null where no request was made. */
            request_id: string | null;
            /** @description The client's own id of the request; null if it sent none. */
            correlation_id: string | null;
            /** @description For whom the system acted, such as the key that scheduled a transaction. */
            on_behalf_of: string | null;
        } | null;
    };
}
/** @description An account was opened or changed. */
export interface AccountsLifecycleV1 {
    /** @constant */
    specversion: "1.0";
    /** @description The same, however often the event is delivered. */
    id: string;
    /**
     * @description The part of Florin that publishes the event.
     * @constant
     */
    source: "/florin/ledger";
    /**
     * @description The kind of event and its version.
     * @constant
     */
    type: "florin.accounts.lifecycle.v1";
    /** @description The account that the event is about. */
    subject: string;
    /**
     * Format: date-time
     * @description When it happened.
     */
    time: string;
    /** @constant */
    datacontenttype: "application/json";
    /** @description The tenant to which the account belongs. */
    tenantid: string;
    /** @description The key of the message: the same as `subject`. */
    partitionkey: string;
    /** @description An account was opened or changed. */
    data: {
        /** @description The account that the event is about. */
        account_id: string;
        /** @description The tenant to which the account belongs. */
        tenant_id: string;
        /**
         * @description The change of the account.
         * @example opened
         * @example updated
         * @example frozen
         * @example unfrozen
         * @example closed
         */
        change: string;
        /**
         * @description Whether money may move after the change.
         * @example open
         * @example frozen
         * @example closed
         */
        status: string;
        /** @description ISO 4217. Amounts are integers in its minor unit. */
        currency: string;
        /**
         * Format: int64
         * @description How far below zero it may go, in minor units.
         */
        overdraft_limit: number;
        /** @description The most that may leave it in one movement, in minor units; null is no limit. */
        movement_limit?: number | null;
        /** @description The most that may leave it in one day (UTC), in minor units; null is no limit. */
        daily_limit?: number | null;
        /** @description The caller's own id of the account. */
        external_id: string | null;
        /** @description The name of the account. */
        name: string | null;
        /**
         * Format: int64
         * @description Counts the changes of the account: 1, 2, 3 … without a gap, 0 before the first. The order of its events.
         */
        account_version: number;
        /**
         * Format: date-time
         * @description When it was decided.
         */
        occurred_at: string;
        /** @description Who made it; null where nobody was recorded. Absent on early events. */
        actor?: {
            /**
             * @description The kind of actor.
             * @example api_key
             * @example operator
             * @example system
             */
            type: string;
            /** @description The id of the API key, `operator:` and a name, or `system:` and a part of the bank. */
            id: string;
            /** @description The access token by which the key acted; null for the key itself. */
            token_id: string | null;
            /** @description The server's own id of the request; null where no request was made. */
            request_id: string | null;
            /** @description The client's own id of the request; null if it sent none. */
            correlation_id: string | null;
            /** @description For whom the system acted, such as the key that scheduled a transaction. */
            on_behalf_of: string | null;
        } | null;
    };
}
/** @description A fraud rule matched on an account, or an alert was decided or acted upon. */
export interface FraudAlertsV1 {
    /** @constant */
    specversion: "1.0";
    /** @description The same, however often the event is delivered. */
    id: string;
    /**
     * @description The part of Florin that publishes the event.
     * @constant
     */
    source: "/florin/fraud";
    /**
     * @description The kind of event and its version.
     * @constant
     */
    type: "florin.fraud.alerts.v1";
    /** @description The account that the event is about. */
    subject: string;
    /**
     * Format: date-time
     * @description When it happened.
     */
    time: string;
    /** @constant */
    datacontenttype: "application/json";
    /** @description The tenant to which the account belongs. */
    tenantid: string;
    /** @description The key of the message: the same as `subject`. */
    partitionkey: string;
    /** @description A fraud rule matched on an account, or an alert was decided or acted upon. */
    data: {
        /** @description The alert. */
        alert_id: string;
        /** @description The tenant to which the account belongs. */
        tenant_id: string;
        /** @description The account that the event is about. */
        account_id: string;
        /**
         * @description The rule that matched.
         * @example large_amount
         * @example unusual_amount
         * @example velocity
         * @example hold_velocity
         * @example rapid_drain
         * @example structuring
         * @example round_trip
         * @example dormant_account
         * @example repeated_failures
         */
        rule: string;
        /**
         * @description The severity if the alert is justified.
         * @example low
         * @example medium
         * @example high
         */
        severity: string;
        /** @description Why it matched, for people. */
        reason: string;
        /** @description The transactions that made the rule match. */
        evidence: string[];
        /**
         * Format: date-time
         * @description When the rule matched.
         */
        raised_at: string;
        /**
         * @description The change of the alert; missing means that it was raised.
         * @example raised
         * @example confirmed
         * @example dismissed
         * @example action_taken
         * @example action_failed
         */
        change?: string;
        /**
         * Format: date-time
         * @description When the alert changed.
         */
        changed_at?: string;
        /**
         * @description The decision of a person by then.
         * @example open
         * @example confirmed
         * @example dismissed
         */
        state?: string;
        /**
         * @description The action that follows the alert automatically.
         * @example none
         * @example freeze
         */
        action?: string;
        /** @description The state of the action; null when there is none. */
        action_status?: string | null;
        /** @description Who made it; null where nobody was recorded. Absent on early events. */
        actor?: {
            /**
             * @description The kind of actor.
             * @example api_key
             * @example operator
             * @example system
             */
            type: string;
            /** @description The id of the API key, `operator:` and a name, or `system:` and a part of the bank. */
            id: string;
            /** @description The access token by which the key acted; null for the key itself. */
            token_id: string | null;
            /** @description The server's own id of the request; null where no request was made. */
            request_id: string | null;
            /** @description The client's own id of the request; null if it sent none. */
            correlation_id: string | null;
            /** @description For whom the system acted, such as the key that scheduled a transaction. */
            on_behalf_of: string | null;
        } | null;
    };
}
/** @description An attempt to deliver an event to a webhook endpoint has ended. */
export interface NotificationsDeliveriesV1 {
    /** @constant */
    specversion: "1.0";
    /** @description The same, however often the event is delivered. */
    id: string;
    /**
     * @description The part of Florin that publishes the event.
     * @constant
     */
    source: "/florin/notifications";
    /**
     * @description The kind of event and its version.
     * @constant
     */
    type: "florin.notifications.deliveries.v1";
    /** @description The account that the event is about. */
    subject: string;
    /**
     * Format: date-time
     * @description When it happened.
     */
    time: string;
    /** @constant */
    datacontenttype: "application/json";
    /** @description The tenant to which the account belongs. */
    tenantid: string;
    /** @description The key of the message: the same as `subject`. */
    partitionkey: string;
    /** @description An attempt to deliver an event to a webhook endpoint has ended. */
    data: {
        /** @description The delivery: one event to one endpoint. */
        delivery_id: string;
        /** @description The tenant to which the account belongs. */
        tenant_id: string;
        /** @description The account that the delivered event is about. */
        account_id: string;
        /** @description The endpoint. */
        endpoint_id: string;
        /** @description The event of the delivery. */
        event_id: string;
        /** @description The type of that event. */
        event_type: string;
        /**
         * @description The state of the delivery after this attempt.
         * @example pending
         * @example delivered
         * @example failed
         */
        status: string;
        /**
         * Format: int64
         * @description The number of the attempt, 1 for the first.
         */
        attempt: number;
        /** @description The HTTP status of the answer; null when no answer came. */
        response_status: number | null;
        /**
         * Format: date-time
         * @description When the attempt ended.
         */
        at: string;
    };
}
/** @description A test event, sent on request only. */
export interface WebhooksPingV1 {
    /** @constant */
    specversion: "1.0";
    /** @description The same, however often the event is delivered. */
    id: string;
    /**
     * @description The part of Florin that publishes the event.
     * @constant
     */
    source: "/florin/notifications";
    /**
     * @description The kind of event and its version.
     * @constant
     */
    type: "florin.webhooks.ping.v1";
    /** @description The endpoint that gets it. */
    subject: string;
    /**
     * Format: date-time
     * @description When it happened.
     */
    time: string;
    /** @constant */
    datacontenttype: "application/json";
    /** @description The tenant to which the endpoint belongs. */
    tenantid: string;
    /** @description A test event, sent on request only. */
    data: {
        /** @description The endpoint that gets it. */
        endpoint_id: string;
        /** @description The tenant to which the endpoint belongs. */
        tenant_id: string;
    };
}
/** @description The challenge that a new endpoint answers before it gets events. */
export interface WebhooksVerificationV1 {
    /** @constant */
    specversion: "1.0";
    /** @description The same, however often the event is delivered. */
    id: string;
    /**
     * @description The part of Florin that publishes the event.
     * @constant
     */
    source: "/florin/notifications";
    /**
     * @description The kind of event and its version.
     * @constant
     */
    type: "florin.webhooks.verification.v1";
    /** @description The endpoint that gets it. */
    subject: string;
    /**
     * Format: date-time
     * @description When it happened.
     */
    time: string;
    /** @constant */
    datacontenttype: "application/json";
    /** @description The tenant to which the endpoint belongs. */
    tenantid: string;
    /** @description The challenge that a new endpoint answers before it gets events. */
    data: {
        /** @description The endpoint that gets it. */
        endpoint_id: string;
        /** @description The tenant to which the endpoint belongs. */
        tenant_id: string;
        /** @description Answer it with status 200 and `{"challenge": "…"}`, with this text. */
        challenge: string;
    };
}

/**
 * An event on the event log, as JSON in the value of a message. `switch (event.type)` narrows it. A later release may
 * publish other types: skip a type that you do not know.
 */
export type FlorinEvent =
  | TransactionsCompletedV1
  | TransactionsFailedV1
  | TransactionsHoldsV1
  | AccountsLifecycleV1
  | FraudAlertsV1
  | NotificationsDeliveriesV1;

/**
 * What the bank sends to a webhook endpoint: events, test events and the challenge. `switch (event.type)` narrows it. A later
 * release may send other types: answer 2xx to a type that you do not know.
 */
export type WebhookEvent =
  | TransactionsCompletedV1
  | TransactionsFailedV1
  | TransactionsHoldsV1
  | AccountsLifecycleV1
  | FraudAlertsV1
  | WebhooksPingV1
  | WebhooksVerificationV1;
