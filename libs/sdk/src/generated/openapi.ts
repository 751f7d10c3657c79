// Generated from openapi.yaml by `npm run generate`, do not edit.

export interface paths {
    "/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List accounts
         * @description Your accounts, the newest first.
         */
        get: operations["listAccounts"];
        put?: never;
        /**
         * Open an account
         * @description Opens an account and returns it. Everything is optional, even the body: without one you get an empty account in
         *     USD. An `initial_balance` is posted as a credit, with a transaction and an event like any other: it needs the
         *     scope `transactions:write` too. Limits (`overdraft_limit`, `movement_limit`, `daily_limit`) need
         *     `accounts:limits` too. 403 `forbidden` names the field and its scope.
         */
        post: operations["createAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an account
         * @description The account with its current balance.
         */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change an account
         * @description Changes the fields that you send and leaves the rest. A `frozen` account accepts and pays no money until it is
         *     `open` again; holds on it can still be voided and still expire, since that moves no money and takes nothing
         *     from the account. `closed` is final and needs a balance of zero with nothing held. An `overdraft_limit` cannot
         *     fall below what is used of it. A field that already has its new value changes nothing, so repeating a request
         *     is safe.
         *
         *     `name`, `metadata` and the status `closed` need the scope `accounts:write`, the statuses `frozen` and `open`
         *     need `accounts:freeze`, and the three limits need `accounts:limits`. 403 `forbidden` names the field and its
         *     scope.
         */
        patch: operations["updateAccount"];
        trace?: never;
    };
    "/accounts/{id}/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a balance
         * @description What the account holds now. After the answer to a posting, the balance includes it: `available` = `balance` −
         *     `held` + the overdraft limit.
         *
         *     With `at`, what it held at a moment in the past: zeros before it was opened, and `available` is null, because
         *     the overdraft limit may have been another one then. `basis=effective` counts backdated movements from their
         *     `effective_at`; `held` always counts by the time of posting.
         */
        get: operations["getAccountBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{id}/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List an account's movements
         * @description Everything that changed the account, newest first, as the account sees it: the change of the balance and the
         *     balance after it. Failed transactions changed nothing and are not listed here; `GET /transactions` lists them
         *     too.
         */
        get: operations["listAccountTransactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{id}/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a statement
         * @description The movements of money in a period of at most 366 days, oldest first, with opening and closing balance, totals,
         *     and a running balance on every line. As JSON it comes in pages that all have the same head and belong to one
         *     snapshot, whatever is posted while you read. With `Accept: text/csv` it comes whole, one line per movement, and
         *     with `Accept: text/html` whole, as a page to print. CSV cells that a spreadsheet would take for a formula start
         *     with an apostrophe; amounts are numbers, in minor units and with decimals. `basis=effective` counts backdated
         *     movements at the time from which they take effect.
         */
        get: operations["getAccountStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/balances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get several balances at once
         * @description The balances of up to 100 accounts in one consistent snapshot: a transfer between two of them is on both sides or on
         *     neither. With `at`, all as they were at that moment. One unknown account makes it 404.
         */
        get: operations["listBalances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trial-balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the trial balance
         * @description What your customers' accounts and the external account hold, per currency, from one snapshot. The two are added
         *     up independently, from the accounts and from the movements, and are always 0 together. The sums are updated
         *     with every commit, so the answer takes the same time however many accounts and transactions you have.
         */
        get: operations["getTrialBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/credit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put money into an account
         * @description Moves an amount from the external account to an account. The answer is sent after the commit.
         */
        post: operations["creditAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/debit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take money out of an account
         * @description Moves an amount from an account to the external account, if the account covers it. If not, the answer is 400
         *     `insufficient_funds`, and the failed attempt is recorded: it is in the answer's `transaction` and in the list
         *     of transactions.
         */
        post: operations["debitAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move money between two accounts
         * @description One transaction changes both accounts at once: at no moment is the money in neither or in both. The answer
         *     shows the paying account's side. Both accounts belong to you and have the same currency.
         */
        post: operations["transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hold money for a later debit or transfer
         * @description The first of two steps: the amount stays in the account's balance and is no longer available for other
         *     movements. The second step captures it, at once or in parts (`captureHold`), or releases it (`voidHold`). With
         *     `to_account_id` the money is reserved for that account, without it for the external account. A hold with
         *     `expires_at` ends by itself.
         */
        post: operations["holdFunds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post up to a thousand movements at once
         * @description Movements of all kinds in one request, decided in order at one moment, each over the result of those before it.
         *     Each has a result of its own at the same index; the answer is 200 even when some or all were refused. With
         *     `atomic: true` either all are posted or none: the first refusal is the answer, with its code, `errors` names
         *     the movement (`/movements/3`), and nothing has moved. One `Idempotency-Key` covers the whole batch. The whole
         *     batch waits for an account that is busy.
         */
        post: operations["postBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List transactions
         * @description Everything that moved money or tried to, newest first: the audit log of transactions. With `account_id` you get
         *     both sides of transfers. A transaction must match all filters; of a repeated filter it must match one value.
         *     Transactions that are posted while you page are on no later page and move nothing out of place.
         */
        get: operations["listTransactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a transaction
         * @description The transaction, exactly as it was answered when it was posted. Only on a hold do `status` and
         *     `captured_amount` show the current state.
         */
        get: operations["getTransaction"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/{id}/capture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Capture a hold
         * @description Moves money of a hold: by default all that is still held, or an `amount` of it. The rest stays held and can be
         *     captured later, unless `final` is true, which releases it. A capture of more than is still held, or of a hold
         *     that has ended or expired, is refused with 409 `state_conflict`. It needs no other funds.
         */
        post: operations["captureHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/{id}/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Void a hold
         * @description Ends a hold: what is still held becomes available again. What was captured before stays captured. A hold that
         *     has ended is refused with 409 `state_conflict`. It works whatever the status of the accounts is, also on a
         *     frozen account.
         */
        post: operations["voidHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/{id}/reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reverse a transaction
         * @description Moves money of a completed credit, debit, transfer or capture back: by default all that was not reversed
         *     before, or an `amount` of it. All reversals together never exceed the original; more is refused with 409
         *     `state_conflict`. The account that received the money must have it available. The original never changes.
         */
        post: operations["reverseTransaction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a transaction's timeline
         * @description When the transaction was received, decided by the rules, posted, published to the consumers, and delivered to
         *     each of your webhook endpoints, and which part of Florin did each. When the notifications app is away, the
         *     answer says so and has everything else.
         */
        get: operations["getTransactionTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/scheduled-transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List scheduled transactions
         * @description Pending, executed, failed and cancelled ones, the last scheduled first.
         */
        get: operations["listScheduledTransactions"];
        put?: never;
        /**
         * Schedule a transaction
         * @description Stores a credit, debit or transfer and posts it at `scheduled_for`, within 5 seconds and once. Whether the
         *     account covers it is decided at that time: if not, it is `failed`, with the failed transaction in
         *     `transaction_id`. That its accounts exist, have its currency and are not closed is checked now.
         */
        post: operations["scheduleTransaction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/scheduled-transactions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a scheduled transaction
         * @description What will be posted, or its result.
         */
        get: operations["getScheduledTransaction"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/scheduled-transactions/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a scheduled transaction
         * @description The transaction will not be posted. Once its execution has begun it is too late: 409 `state_conflict`.
         *     Cancelling a cancelled one returns it again, with or without an `Idempotency-Key`.
         */
        post: operations["cancelScheduledTransaction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fraud/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List fraud alerts
         * @description Alerts that the rules raised, newest first. Rules read the events, so an alert follows its transactions by a
         *     moment and never delays them.
         */
        get: operations["listFraudAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fraud/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a fraud alert
         * @description The alert with its evidence: the movements that made the rule match, as they were.
         */
        get: operations["getFraudAlert"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fraud/alerts/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm a fraud alert
         * @description Marks an open alert as fraud, finally. Who decided, when and why is stored with it. An alert that was decided
         *     before is refused with 409 `state_conflict`.
         */
        post: operations["confirmFraudAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fraud/alerts/{id}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Dismiss a fraud alert
         * @description Marks an open alert as harmless, finally. Who decided, when and why is stored with it. An alert that was
         *     decided before is refused with 409 `state_conflict`.
         */
        post: operations["dismissFraudAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fraud/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List fraud rules
         * @description All your rules on one page: what each looks for, its settings, and what can be set. A rule has its default
         *     settings until you change them.
         */
        get: operations["listFraudRules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fraud/rules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a fraud rule
         * @description One rule: what it looks for, its settings, and what can be set.
         */
        get: operations["getFraudRule"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a fraud rule
         * @description Changes the fields that you send and leaves the rest, within `parameters` too. The change applies to all events
         *     that are judged from now on. Each change is a line of the rule's audit trail; a request that changes nothing
         *     adds none. Try a change first with a back-test.
         */
        patch: operations["updateFraudRule"];
        trace?: never;
    };
    "/fraud/rules/{id}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a fraud rule's changes
         * @description The audit trail: who changed the rule, when, from what to what; newest first.
         */
        get: operations["listFraudRuleChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fraud/rules/{id}/back-test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Back-test a fraud rule
         * @description Runs the rule with changed parameters over the recorded movements of a period, and returns the alerts that it
         *     would have raised, as if it had started with the period. Nothing is raised and nothing is changed. The result
         *     is what the rule raises on the same events when it has these parameters.
         *
         *     The work is bounded: when the period has more movements than one test judges, `truncated` is true and
         *     `covered_until` says up to when they were judged. Request a shorter period then, or one account. Movements are
         *     not recorded for ever: when the period starts before the oldest, `truncated` is true and `covered_from` says
         *     from when on all were there. Shortly after that time a rule with a long window sees fewer earlier movements
         *     than it did originally.
         */
        post: operations["backTestFraudRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List notifications
         * @description Messages to account holders about their accounts, newest first, and whether they arrived.
         */
        get: operations["listNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{id}/notification-preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get notification preferences
         * @description How this account's holder wants to be notified; the defaults until you set something. A new account is known
         *     here a moment after it was opened; until then the answer is 404.
         */
        get: operations["getNotificationPreferences"];
        /**
         * Replace notification preferences
         * @description Sets how this account's holder is notified from now on. A field that you omit gets its default: all kinds, in
         *     English, no mail. Mails are sent where the operator has a mail server. They show what `GET /notifications` shows, so
         *     that an address needs `notifications:read` too.
         */
        put: operations["replaceNotificationPreferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhook endpoints
         * @description Your endpoints, newest first, without their secrets.
         */
        get: operations["listWebhookEndpoints"];
        put?: never;
        /**
         * Register a webhook endpoint
         * @description Sends events to your URL from now on, by [Standard Webhooks](https://www.standardwebhooks.com). The answer
         *     contains the `secret` that signs them. Store it: it is not shown again (only to the same request under the same
         *     `Idempotency-Key`). The body of a webhook is the event as it was published (CloudEvents 1.0).
         *
         *     Any 2xx within 15 seconds counts as delivered. Anything else is retried after 5 s, 5 min, 30 min, 2, 5, 10, 14,
         *     20 and 24 hours, or later if your `Retry-After` says so. Redirects are not followed. 410 disables the endpoint,
         *     and so do days without a single success. Events may come twice, always under the same `webhook-id`, and in any
         *     order: order them by their `account_version`.
         *
         *     The URL must be https and lead to a public address. A tenant has at most 100 endpoints. The key needs the scope
         *     to read what each event carries too: `transactions:read`, `accounts:read` or `fraud:read`.
         *
         *     Before it gets events, the endpoint answers a challenge, unless the bank has switched this off: a webhook of type
         *     `florin.webhooks.verification.v1`, to be answered with 200 and a JSON object whose `challenge` is that of the
         *     webhook's `data`. The challenge is repeated by the same schedule. Until then events wait, up to 10,000.
         */
        post: operations["createWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhook-endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a webhook endpoint
         * @description The endpoint and the end of each of its secrets, without the secrets themselves.
         */
        get: operations["getWebhookEndpoint"];
        put?: never;
        post?: never;
        /**
         * Delete a webhook endpoint
         * @description Sends nothing there any more. Waiting deliveries fail; the list of deliveries keeps those that were delivered.
         *     Deleting it again answers 404.
         */
        delete: operations["deleteWebhookEndpoint"];
        options?: never;
        head?: never;
        /**
         * Change a webhook endpoint
         * @description Changes the fields that you send and leaves the rest. A disabled endpoint gets no new deliveries; waiting
         *     deliveries are sent when it is enabled again. Another URL or other events need the scope to read what the
         *     events carry, as when an endpoint is registered. Another URL has to answer a challenge before it gets events.
         */
        patch: operations["updateWebhookEndpoint"];
        trace?: never;
    };
    "/webhook-endpoints/{id}/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace the secret of a webhook endpoint
         * @description Creates a new secret and shows it once. Earlier secrets keep signing beside it for `overlap_seconds`, one day
         *     by default: every webhook has a signature of each, so your receivers can change over in between.
         */
        post: operations["createWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhook-endpoints/{id}/secrets/{secret_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a secret immediately
         * @description Webhooks are no longer signed with it, whatever its overlap. The last secret of an endpoint cannot be ended:
         *     409.
         */
        delete: operations["deleteWebhookSecret"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhook-endpoints/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event
         * @description Sends one event of type `florin.webhooks.ping.v1` to this endpoint, whatever its filter, like any other
         *     delivery: find it under the `id` of the answer. 409 when the endpoint is disabled.
         */
        post: operations["testWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhook-endpoints/{id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Challenge a webhook endpoint again
         * @description Sends another challenge at once, and by the whole schedule if it fails: get the endpoint again later to see the
         *     result. A verified endpoint stays as it is. 409 when the endpoint is disabled.
         */
        post: operations["verifyWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhook-deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhook deliveries
         * @description What was or will be sent to your endpoints, newest first. One event makes one delivery for each endpoint that
         *     wants it.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhook-deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a webhook delivery
         * @description The delivery with each of its attempts, the first bytes of your endpoint's answers, and the body that was sent.
         *     An attempt whose outcome could not be recorded is missing, so that numbers may have gaps.
         */
        get: operations["getWebhookDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhook-deliveries/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deliver again
         * @description Sends the same body under the same `webhook-id` again, at once, and by the whole schedule if it fails. A
         *     pending delivery is sent now instead of later. 409 when its endpoint is disabled or deleted.
         */
        post: operations["replayWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/analytics/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get totals and an hourly series
         * @description `totals` cover everything since the first transaction, per currency and type; they equal the ledger's once all
         *     events have arrived. `hours` covers `from` to `to`, by default the last 24 hours, at most 31 days.
         */
        get: operations["getAnalyticsSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/analytics/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one figure over time
         * @description One series for each currency, with a point for every bucket, zeros included, as charts need it. A transaction
         *     counts in the hour and day (UTC) in which the ledger recorded it, however late its event arrives.
         *
         *     | metric | what a point is |
         *     |---|---|
         *     | `count` | completed transactions; without `type` those that move money |
         *     | `volume` | the sum of their amounts |
         *     | `average_ticket` | volume divided by count, rounded to a whole minor unit, 0 where there was none |
         *     | `failed` | failed transactions |
         *     | `net` | what all accounts together received minus what they paid |
         *     | `balance` | what all accounts together held at the end of the bucket |
         *     | `active_accounts` | accounts with a completed transaction, by day only |
         *     | `opened_accounts`, `closed_accounts` | accounts opened, accounts closed |
         *
         *     A transfer counts once. Holds, voids and expiries move no money: request them by `type`.
         */
        get: operations["getAnalyticsSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/analytics/accounts/{id}/balance-series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an account's balance over time
         * @description What the account held at the end of each bucket, zeros included; 0 before its first movement. The series is a
         *     moment behind the ledger: an account that was opened just now may not be found yet.
         */
        get: operations["getAccountBalanceSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/analytics/top-movers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the accounts that moved most
         * @description Accounts ranked by what they received and paid in completed transactions. A transfer counts for both its accounts.
         */
        get: operations["getTopMovers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/analytics/failure-reasons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get why transactions failed
         * @description Failed transactions by the code of their refusal, most frequent first.
         */
        get: operations["getFailureReasons"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/analytics/cohorts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get how many new accounts stay active
         * @description Accounts by the month in which they were opened (UTC), oldest first, and how many of them had a completed
         *     transaction in that month, in the one after it, and so on up to this month.
         */
        get: operations["getCohorts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys
         * @description Your tenant's keys, newest first, including those that have ended, never with a secret. `last_used_at` is
         *     accurate to the minute: a key that is no longer used can be revoked.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Create an API key
         * @description Creates a key for one of your programs. Send its `secret` in `Authorization: Bearer`; it is shown once and
         *     stored only as a hash. A key can hand on only scopes that it has itself: 403 `forbidden` names those it lacks.
         *     The new key ends with the key that makes it at the latest, and works from no other addresses.
         *
         *     The same request under the same `Idempotency-Key` creates no second key. Because the secret is not stored, it
         *     answers with the key and `secret: null`; if the first answer was lost, rotate the key for a new secret.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-keys/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the API key of this request
         * @description The key that this request carries: whether it works, its scopes and its expiry. Every key may read this about
         *     itself; no scope is needed.
         */
        get: operations["getCurrentApiKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an API key
         * @description One of your tenant's keys, without its secret, even when it has ended.
         */
        get: operations["getApiKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace an API key
         * @description Creates a new key with the same name and scopes, and shows its `secret` once. The old key keeps working for
         *     `overlap_seconds`, one day by default (never longer than it would have anyway): change your programs over in
         *     between, and check by its `last_used_at` that all have. 0 ends it at once.
         *
         *     A rotation hands on the key's scopes: 403 `forbidden` when the key of the request lacks one of them. A key that
         *     has ended cannot be rotated: 409 `state_conflict`. The same request under the same `Idempotency-Key` answers
         *     with the new key and `secret: null`; rotate that one if its secret was lost.
         */
        post: operations["rotateApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-keys/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke an API key
         * @description Ends a key finally. Every process refuses it within 3 seconds, and from the moment of its revocation it cannot
         *     create, rotate or revoke keys. Revoking a revoked key returns it again, with or without an `Idempotency-Key`.
         *
         *     A key may revoke itself, and every key with no other scopes than its own, also the last one; 403 `forbidden`
         *     names the scopes that it lacks. If none is left, the operator of the bank creates a new one.
         *
         *     `cascade` also revokes the keys that it made, and those that they made: revoke a leaked key in this way. Without
         *     it, the answer lists the keys that it made under `children`, and they go on working.
         */
        post: operations["revokeApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List who changed what
         * @description Every recorded change of your accounts, scheduled transactions, API keys, fraud rules and alerts, webhook endpoints and
         *     notification preferences, newest first: what was changed, the fields that differ, and who changed it by which request. Entries are never changed or
         *     removed. Movements of money are not in it: each transaction names its `actor`. An entry must match all filters; of
         *     a repeated filter it must match one value.
         *
         *     With `Accept: text/csv` the list comes whole, one line per entry.
         *
         *     The list is complete or it fails: while an app that has some of the entries is away, the answer is 503 and names it.
         *     Repeat `object_type` to leave out what that app records.
         */
        get: operations["listAuditLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange an API key for an access token
         * @description The client credentials grant of OAuth 2.0 (RFC 6749, section 4.4): the client's id is the id of an API key, its
         *     secret is the key itself. Send them by HTTP Basic or as `client_id` and `client_secret` in the form, never both
         *     ways. The answer is a signed token (RFC 9068) that is sent in `Authorization: Bearer` like a key, on behalf of
         *     the key's tenant.
         *
         *     `scope` limits the token to some of the key's scopes; without it the token has all of them. A token expires
         *     after `expires_in` seconds, and within 5 seconds of its key's end when the key is revoked, rotated away or
         *     expires. There are no refresh tokens: exchange the key again.
         *
         *     Errors have OAuth's format and are not problems: `error` is `invalid_request`, `unsupported_grant_type` or
         *     `invalid_scope` with 400, `invalid_client` with 401. Unknown fields are ignored, as the standard demands.
         *     Nothing is written, so an `Idempotency-Key` is not needed.
         */
        post: operations["issueAccessToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the keys that verify access tokens
         * @description The public keys of the bank as a JSON Web Key Set (RFC 7517), to verify an access token without calling the
         *     bank. It contains every key that may have signed a token which is still valid, and the next one from an hour
         *     before it signs: keep the set for as long as `Cache-Control` says, and fetch it again for an unknown `kid`.
         */
        get: operations["getTokenKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is the process alive
         * @description Answers 200 as long as the process can answer at all. It checks nothing else.
         */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Can the process do its work
         * @description Checks each dependency, for at most a second and at most twice a second. Only a `required` one that fails makes
         *     it 503: without Redis, for example, the API continues. Where no Redis is set, `locks` is `ok` and its detail begins with
         *     `off`. A process that is stopping is not ready. On the public
         *     port `checks` is empty; the metrics port (`METRICS_PORT`) shows the state of each dependency at the same path.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Numbers about the process
         * @description Counters, gauges and histograms in the Prometheus text format, made at most once a second. Not on the public
         *     port: every process serves it on a port of its own (`METRICS_PORT`, by default 100 above its public one), which
         *     listens on loopback unless `METRICS_HOST` says otherwise.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description The id of an account.
         * @example acct_01m819eke0e209k3gghyc4dkah
         */
        AccountId: string;
        /**
         * @description The id of a transaction.
         * @example txn_01m819eke0es3v0j9qtsf6ysh6
         */
        TransactionId: string;
        /**
         * @description The id of a scheduled transaction.
         * @example sched_01m819eke0e4x8bq2v7zr5c9nd
         */
        ScheduledTransactionId: string;
        /**
         * @description The id of a fraud alert.
         * @example alrt_01m819eke0ejz8a0v3365h67rv
         */
        FraudAlertId: string;
        /**
         * @description The id of a notification.
         * @example ntf_01m819eke0eefa6m6570a2gpgm
         */
        NotificationId: string;
        /**
         * @description ISO 4217 code.
         * @example USD
         */
        Currency: string;
        /**
         * @description ISO 4217 code.
         * @default USD
         * @example USD
         */
        CurrencyInput: string;
        /**
         * Format: int32
         * @description The number of decimals of the currency (ISO 4217): a balance of `1050` is 10.50 USD, 1,050 JPY, 1.050 KWD.
         * @example 2
         */
        CurrencyExponent: number;
        /**
         * Format: int64
         * @description In the currency's minor unit, always positive.
         * @example 100
         */
        Amount: number;
        /**
         * @description A time as in RFC 3339, or a date alone, which is its first moment in UTC, or in `time_zone` where that is given.
         * @example 2026-11-22T09:30:00Z
         * @example 2026-11-22
         */
        Time: string;
        /**
         * @description The time zone in which a date starts, as an IANA name. By default UTC. It does not affect times with an offset.
         * @example Europe/Berlin
         */
        TimeZone: string;
        /**
         * @description Your own reference, such as an invoice number. Need not be unique.
         * @example rent-2026-11
         */
        Reference: string;
        /** @description For people. */
        MovementDescription: string;
        /**
         * @description Your own id for the account, unique within your tenant.
         * @example customer-4711
         */
        ExternalId: string;
        /**
         * @description Up to 50 facts of your own, text to text, together at most 16 KiB as JSON. Returned unchanged, and included in
         *     the events.
         * @example {
         *       "order": "4711"
         *     }
         */
        Metadata: {
            [key: string]: string;
        };
        /**
         * @description Up to 50 facts of your own, text to text, together at most 16 KiB as JSON. Returned unchanged, and included in
         *     the events. None by default.
         * @default {}
         * @example {
         *       "order": "4711"
         *     }
         */
        MetadataInput: {
            [key: string]: string;
        };
        /**
         * Format: int64
         * @description The most that may leave in one debit, transfer or hold, in the currency's minor unit; null is no limit. More is
         *     refused with 422 `limit_exceeded`.
         */
        MovementLimit: number | null;
        /**
         * Format: int64
         * @description The most that may leave in one day (UTC) in debits, transfers and holds together, in the currency's minor unit;
         *     null is no limit. A hold counts when it is placed; what it releases on the same day no longer counts. Captures
         *     and reversals do not count.
         */
        DailyLimit: number | null;
        /** @description The new account. All fields are optional. */
        CreateAccount: {
            /**
             * Format: int64
             * @description The first balance, in the currency's minor unit. Posted as a credit.
             * @default 0
             */
            initial_balance?: number;
            /**
             * @description An ISO 4217 code that is in use.
             * @default USD
             * @example USD
             */
            currency?: components["schemas"]["CurrencyInput"];
            /**
             * Format: int64
             * @description How far below zero the balance may go, in the currency's minor unit.
             * @default 0
             */
            overdraft_limit?: number;
            /**
             * Format: int64
             * @description The most that may leave in one debit, transfer or hold, in the currency's minor unit; null is no limit. More is
             *     refused with 422 `limit_exceeded`.
             */
            movement_limit?: components["schemas"]["MovementLimit"];
            /**
             * Format: int64
             * @description The most that may leave in one day (UTC) in debits, transfers and holds together, in the currency's minor unit;
             *     null is no limit. A hold counts when it is placed; what it releases on the same day no longer counts. Captures
             *     and reversals do not count.
             */
            daily_limit?: components["schemas"]["DailyLimit"];
            /**
             * @description Your own id for the account, unique within your tenant.
             * @example customer-4711
             */
            external_id?: components["schemas"]["ExternalId"];
            /** @description For people. */
            name?: string;
            /**
             * @description Up to 50 facts of your own, text to text, together at most 16 KiB as JSON. Returned unchanged, and included in
             *     the events. None by default.
             * @default {}
             * @example {
             *       "order": "4711"
             *     }
             */
            metadata?: components["schemas"]["MetadataInput"];
        };
        /**
         * @description Only an open account takes part in transactions.
         * @enum {string}
         */
        AccountStatus: "open" | "frozen" | "closed";
        /** @description The fields to change. Omitted fields stay as they are. */
        UpdateAccount: {
            /** @description For people. Null removes it. */
            name?: string | null;
            /**
             * @description All metadata; it replaces what was there before.
             * @example {
             *       "order": "4711"
             *     }
             */
            metadata?: components["schemas"]["Metadata"];
            /**
             * Format: int64
             * @description How far below zero the balance may go, in the currency's minor unit.
             */
            overdraft_limit?: number;
            /**
             * Format: int64
             * @description The most that may leave in one debit, transfer or hold, in the currency's minor unit; null is no limit. More is
             *     refused with 422 `limit_exceeded`.
             */
            movement_limit?: components["schemas"]["MovementLimit"];
            /**
             * Format: int64
             * @description The most that may leave in one day (UTC) in debits, transfers and holds together, in the currency's minor unit;
             *     null is no limit. A hold counts when it is placed; what it releases on the same day no longer counts. Captures
             *     and reversals do not count.
             */
            daily_limit?: components["schemas"]["DailyLimit"];
            /** @description Only an open account takes part in transactions. */
            status?: components["schemas"]["AccountStatus"];
        };
        /** @description An account with its current balance. */
        Account: {
            /**
             * @description The id of the account.
             * @example acct_01m819eke0e209k3gghyc4dkah
             */
            id: components["schemas"]["AccountId"];
            /**
             * @description ISO 4217 code.
             * @example USD
             */
            currency: components["schemas"]["Currency"];
            /**
             * Format: int32
             * @description The number of decimals of the currency (ISO 4217): a balance of `1050` is 10.50 USD, 1,050 JPY, 1.050 KWD.
             * @example 2
             */
            currency_exponent: components["schemas"]["CurrencyExponent"];
            /**
             * Format: int64
             * @description The sum of all movements, in minor units. Negative when overdrawn.
             */
            balance: number;
            /**
             * Format: int64
             * @description The part of the balance that holds reserve, in minor units.
             */
            held: number;
            /**
             * Format: int64
             * @description What can leave the account now, in minor units. `balance` − `held` + `overdraft_limit`.
             */
            available: number;
            /**
             * @description The sum beside it as text; only present beyond ±(2^53−1). The integer is exact too, but most JSON parsers would
             *     round it.
             */
            available_exact?: components["schemas"]["ExactSum"];
            /**
             * Format: int64
             * @description How far below zero the balance may go, in the currency's minor unit.
             */
            overdraft_limit: number;
            /**
             * Format: int64
             * @description The most that may leave in one debit, transfer or hold, in the currency's minor unit; null is no limit. More is
             *     refused with 422 `limit_exceeded`.
             */
            movement_limit: components["schemas"]["MovementLimit"];
            /**
             * Format: int64
             * @description The most that may leave in one day (UTC) in debits, transfers and holds together, in the currency's minor unit;
             *     null is no limit. A hold counts when it is placed; what it releases on the same day no longer counts. Captures
             *     and reversals do not count.
             */
            daily_limit: components["schemas"]["DailyLimit"];
            /** @description Only an open account takes part in transactions. */
            status: components["schemas"]["AccountStatus"];
            /** @description Your own id for the account, unique within your tenant; null without one. */
            external_id: string | null;
            /** @description For people; null without one. */
            name: string | null;
            /**
             * @description Up to 50 facts of your own, text to text, together at most 16 KiB as JSON. Returned unchanged, and included in
             *     the events.
             * @example {
             *       "order": "4711"
             *     }
             */
            metadata: components["schemas"]["Metadata"];
            /**
             * Format: int64
             * @description The number of movements so far.
             */
            version: number;
            /**
             * Format: date-time
             * @description When it was opened, in UTC.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed, in UTC.
             */
            updated_at: string;
            /**
             * @description Who opened the account, or last changed its terms or status; only in the answer to `GET /accounts/{id}`. Null for
             *     what was recorded before actors were.
             */
            changed_by?: components["schemas"]["Actor"];
            /**
             * Format: int64
             * @description What counts against `daily_limit` on this day (UTC); only in the answer to `GET /accounts/{id}`. Null without a
             *     daily limit.
             */
            spent_today?: number | null;
        };
        /** @description A page of accounts. */
        AccountList: {
            /** @description The accounts of this page, newest first. */
            data: components["schemas"]["Account"][];
            /** @description Whether there is another page. */
            has_more: boolean;
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
        };
        /** @description The balance of an account, now or at a moment in the past. */
        Balance: {
            /**
             * @description The account that has the balance.
             * @example acct_01m819eke0e209k3gghyc4dkah
             */
            account_id: components["schemas"]["AccountId"];
            /**
             * Format: int64
             * @description The sum of all movements, in minor units. By effective time in the past it may be larger than what an
             *     account can hold now.
             */
            balance: number;
            /**
             * @description The sum beside it as text; only present beyond ±(2^53−1). The integer is exact too, but most JSON parsers would
             *     round it.
             */
            balance_exact?: components["schemas"]["ExactSum"];
            /**
             * Format: int64
             * @description The part of the balance that holds reserve, in minor units.
             */
            held: number;
            /**
             * Format: int64
             * @description What can leave the account now, in minor units; null for a moment in the past.
             */
            available: number | null;
            /**
             * @description The sum beside it as text; only present beyond ±(2^53−1). The integer is exact too, but most JSON parsers would
             *     round it.
             */
            available_exact?: components["schemas"]["ExactSum"];
            /**
             * @description ISO 4217 code.
             * @example USD
             */
            currency: components["schemas"]["Currency"];
            /**
             * Format: int32
             * @description The number of decimals of the currency (ISO 4217): a balance of `1050` is 10.50 USD, 1,050 JPY, 1.050 KWD.
             * @example 2
             */
            currency_exponent: components["schemas"]["CurrencyExponent"];
            /**
             * Format: int64
             * @description The number of movements that it includes.
             */
            version: number;
            /**
             * Format: date-time
             * @description When it was read, or the requested `at`.
             */
            as_of: string;
        };
        /** @description The balances of several accounts, all from one snapshot. */
        BalanceList: {
            /** @description In the order of the request. */
            data: components["schemas"]["Balance"][];
        };
        /**
         * @description The time by which movements count: that of their posting or their `effective_at`.
         * @default posted
         * @enum {string}
         */
        TimeBasis: "posted" | "effective";
        /** @description A movement as one account sees it. */
        AccountLine: {
            /**
             * @description The transaction that made the movement.
             * @example txn_01m819eke0es3v0j9qtsf6ysh6
             */
            transaction_id: components["schemas"]["TransactionId"];
            /** @description The kind of movement. */
            type: components["schemas"]["TransactionType"];
            /**
             * @description Whether the account receives (`credit`) or pays (`debit`), or would have.
             * @enum {string}
             */
            direction: "credit" | "debit";
            /**
             * Format: int64
             * @description In the currency's minor unit, always positive.
             * @example 100
             */
            amount: components["schemas"]["Amount"];
            /**
             * Format: int64
             * @description The change of the balance in minor units, negative when money left; 0 when only what is held changed.
             */
            balance_change: number;
            /**
             * Format: int64
             * @description The balance right after it, in minor units.
             */
            balance_after: number;
            /**
             * @description The sum beside it as text; only present beyond ±(2^53−1). The integer is exact too, but most JSON parsers would
             *     round it.
             */
            balance_after_exact?: components["schemas"]["ExactSum"];
            /**
             * Format: int64
             * @description What was held right after it, in minor units.
             */
            held_after: number;
            /**
             * Format: int64
             * @description Its number among the movements of the account.
             */
            account_version: number;
            /** @description The other account; null where the other side is the external account. */
            counterparty_account_id: string | null;
            /** @description Your own reference; null without one. */
            reference: string | null;
            /** @description For people; null without one. */
            description: string | null;
            /**
             * @description Up to 50 facts of your own, text to text, together at most 16 KiB as JSON. Returned unchanged, and included in
             *     the events.
             * @example {
             *       "order": "4711"
             *     }
             */
            metadata: components["schemas"]["Metadata"];
            /**
             * Format: date-time
             * @description When it takes effect.
             */
            effective_at: string;
            /**
             * Format: date-time
             * @description When it was posted, in UTC.
             */
            created_at: string;
        };
        /** @description A page of an account's movements. */
        AccountLineList: {
            /** @description The movements of this page, newest first. */
            data: components["schemas"]["AccountLine"][];
            /** @description Whether there is another page. */
            has_more: boolean;
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
        };
        /** @description A page of an account's statement. Everything but `data` is the same on every page. */
        Statement: {
            /**
             * @description The account of the statement.
             * @example acct_01m819eke0e209k3gghyc4dkah
             */
            account_id: components["schemas"]["AccountId"];
            /** @description The name of the account; null without one. */
            account_name: string | null;
            /**
             * @description ISO 4217 code.
             * @example USD
             */
            currency: components["schemas"]["Currency"];
            /**
             * Format: int32
             * @description The number of decimals of the currency (ISO 4217): a balance of `1050` is 10.50 USD, 1,050 JPY, 1.050 KWD.
             * @example 2
             */
            currency_exponent: components["schemas"]["CurrencyExponent"];
            /**
             * Format: date-time
             * @description The start of the period, in UTC.
             */
            from: string;
            /**
             * Format: date-time
             * @description The end of the period, exclusive, in UTC.
             */
            to: string;
            /**
             * @description The time by which movements count: that of their posting or their `effective_at`.
             * @default posted
             */
            basis: components["schemas"]["TimeBasis"];
            /** @description The balance right before the period. */
            opening: components["schemas"]["StatementBalance"];
            /** @description The balance at the end of the period. */
            closing: components["schemas"]["StatementBalance"];
            /**
             * Format: int64
             * @description What arrived in the period, in minor units. `opening` + `total_in` − `total_out` = `closing`.
             */
            total_in: number;
            /**
             * @description The sum beside it as text; only present beyond ±(2^53−1). The integer is exact too, but most JSON parsers would
             *     round it.
             */
            total_in_exact?: components["schemas"]["ExactSum"];
            /**
             * Format: int64
             * @description What left in the period, in minor units.
             */
            total_out: number;
            /**
             * @description The sum beside it as text; only present beyond ±(2^53−1). The integer is exact too, but most JSON parsers would
             *     round it.
             */
            total_out_exact?: components["schemas"]["ExactSum"];
            /**
             * Format: int64
             * @description How many movements brought money in.
             */
            count_in: number;
            /**
             * Format: int64
             * @description How many movements took money out.
             */
            count_out: number;
            /**
             * Format: date-time
             * @description When the statement was made.
             */
            as_of: string;
            /**
             * Format: int64
             * @description The account's version at that time. What was posted later is on no page.
             */
            as_of_version: number;
            /**
             * @description The movements of money, oldest first. `balance_after` continues from the opening balance, by the
             *     statement's basis.
             */
            data: components["schemas"]["AccountLine"][];
            /** @description Whether there is another page. */
            has_more: boolean;
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
        };
        /** @description A balance at one end of a statement. */
        StatementBalance: {
            /**
             * Format: int64
             * @description The sum of all movements before that moment, in minor units.
             */
            balance: number;
            /**
             * @description The sum beside it as text; only present beyond ±(2^53−1). The integer is exact too, but most JSON parsers would
             *     round it.
             */
            balance_exact?: components["schemas"]["ExactSum"];
            /**
             * Format: int64
             * @description What was held at that moment, in minor units.
             */
            held: number;
            /**
             * Format: int64
             * @description The number of movements that it includes.
             */
            version: number;
        };
        /** @description The totals of all accounts and of the external account, per currency. */
        TrialBalance: {
            /**
             * Format: date-time
             * @description When it was read, in UTC.
             */
            as_of: string;
            /** @description One entry per currency. */
            data: components["schemas"]["CurrencyTotals"][];
        };
        /** @description The totals in one currency. */
        CurrencyTotals: {
            /**
             * @description ISO 4217 code.
             * @example USD
             */
            currency: components["schemas"]["Currency"];
            /**
             * Format: int32
             * @description The number of decimals of the currency (ISO 4217): a balance of `1050` is 10.50 USD, 1,050 JPY, 1.050 KWD.
             * @example 2
             */
            currency_exponent: components["schemas"]["CurrencyExponent"];
            /**
             * Format: int64
             * @description The sum of all accounts' balances, in minor units.
             */
            customers: number;
            /**
             * @description The sum beside it as text; only present beyond ±(2^53−1). The integer is exact too, but most JSON parsers would
             *     round it.
             */
            customers_exact?: components["schemas"]["ExactSum"];
            /**
             * Format: int64
             * @description The balance of the external account in minor units, added up from the movements; negative when more came into
             *     the bank than left it.
             */
            outside: number;
            /**
             * @description The sum beside it as text; only present beyond ±(2^53−1). The integer is exact too, but most JSON parsers would
             *     round it.
             */
            outside_exact?: components["schemas"]["ExactSum"];
            /**
             * Format: int64
             * @description `customers` + `outside`, in minor units. Always 0.
             */
            difference: number;
            /**
             * @description The sum beside it as text; only present beyond ±(2^53−1). The integer is exact too, but most JSON parsers would
             *     round it.
             */
            difference_exact?: components["schemas"]["ExactSum"];
            /**
             * Format: int64
             * @description The number of accounts.
             */
            accounts: number;
            /**
             * Format: int64
             * @description The number of completed and failed transactions.
             */
            transactions: number;
        };
        /** @description When a transaction was received, decided, posted, published and delivered. */
        Timeline: {
            /**
             * @description The transaction that the steps belong to.
             * @example txn_01m819eke0es3v0j9qtsf6ysh6
             */
            transaction_id: components["schemas"]["TransactionId"];
            /** @description Who made the transaction; null for what was recorded before actors were. */
            actor: {
                /** @description An API key of the tenant, a person who works for the bank, or a part of the bank itself. */
                type: components["schemas"]["ActorType"];
                /**
                 * @description The id of the API key; `operator:` and the operator's name; or `system:` and the part: `holds` (expired holds),
                 *     `schedule` (scheduled transactions), `fraud`, `webhooks`. More parts may be added.
                 * @example key_01m819eke0e8x9qk3m5r7t2v4w
                 * @example operator:ada
                 * @example system:schedule
                 */
                id: components["schemas"]["ActorId"];
                /** @description The `jti` of the access token by which the key acted; null for the key itself. */
                token_id: string | null;
                /** @description The server's id of the request, as in `Florin-Request-Id`; null where no request was made. */
                request_id: string | null;
                /** @description The client's own id of the request, as in `X-Request-Id`; null if it sent none. */
                correlation_id: string | null;
                /** @description The IP address from which the request came; null where it is not known. */
                address: string | null;
                /** @description For whom the system acted, such as the key that scheduled a transaction, otherwise null. */
                on_behalf_of: string | null;
            } | null;
            /** @description In the order in which they happen; the last kind may occur several times or not at all. */
            steps: components["schemas"]["TimelineStep"][];
            /** @description False when the notifications app was away or the key lacks `webhooks:read`; deliveries are missing then. */
            deliveries_known: boolean;
        };
        /**
         * @description An API key of the tenant, a person who works for the bank, or a part of the bank itself.
         * @enum {string}
         */
        ActorType: "api_key" | "operator" | "system";
        /**
         * @description The id of the API key; `operator:` and the operator's name; or `system:` and the part: `holds` (expired holds),
         *     `schedule` (scheduled transactions), `fraud`, `webhooks`. More parts may be added.
         * @example key_01m819eke0e8x9qk3m5r7t2v4w
         * @example operator:ada
         * @example system:schedule
         */
        ActorId: string;
        /** @description Who made a change; null for what was recorded before actors were. */
        Actor: {
            /** @description An API key of the tenant, a person who works for the bank, or a part of the bank itself. */
            type: components["schemas"]["ActorType"];
            /**
             * @description The id of the API key; `operator:` and the operator's name; or `system:` and the part: `holds` (expired holds),
             *     `schedule` (scheduled transactions), `fraud`, `webhooks`. More parts may be added.
             * @example key_01m819eke0e8x9qk3m5r7t2v4w
             * @example operator:ada
             * @example system:schedule
             */
            id: components["schemas"]["ActorId"];
            /** @description The `jti` of the access token by which the key acted; null for the key itself. */
            token_id: string | null;
            /** @description The server's id of the request, as in `Florin-Request-Id`; null where no request was made. */
            request_id: string | null;
            /** @description The client's own id of the request, as in `X-Request-Id`; null if it sent none. */
            correlation_id: string | null;
            /** @description The IP address from which the request came; null where it is not known. */
            address: string | null;
            /** @description For whom the system acted, such as the key that scheduled a transaction, otherwise null. */
            on_behalf_of: string | null;
        } | null;
        /**
         * @description `account` (opened, changed, frozen, unfrozen, closed), `scheduled_transaction` (created, cancelled), `api_key`
         *     (created, rotated, revoked), `fraud_rule`, `fraud_alert` (confirmed, dismissed), `webhook_endpoint` (also its secrets,
         *     challenges, test events and replays), `notification_preferences`, or `tenant` (created, moved). More kinds may be added.
         * @enum {string}
         */
        AuditedObjectType: "account" | "scheduled_transaction" | "api_key" | "fraud_rule" | "fraud_alert" | "webhook_endpoint" | "notification_preferences" | "tenant";
        /** @description One change, with who made it. */
        AuditLogEntry: {
            /** @description The same at every reading. */
            id: string;
            /**
             * Format: date-time
             * @description When it was changed, in UTC, to the microsecond.
             */
            at: string;
            /**
             * @description `account` (opened, changed, frozen, unfrozen, closed), `scheduled_transaction` (created, cancelled), `api_key`
             *     (created, rotated, revoked), `fraud_rule`, `fraud_alert` (confirmed, dismissed), `webhook_endpoint` (also its secrets,
             *     challenges, test events and replays), `notification_preferences`, or `tenant` (created, moved). More kinds may be added.
             */
            object_type: components["schemas"]["AuditedObjectType"];
            /** @description The id of what was changed; of a fraud rule, its name; of notification preferences, their account. */
            object_id: string;
            /**
             * @description What was done: `opened`, `updated`, `frozen`, `unfrozen`, `closed`, `created`, `cancelled`, `rotated`, `revoked`,
             *     `disabled`, `deleted`, `secret_created`, `secret_deleted`, `verification_requested`, `verified`,
             *     `verification_failed`, `test_requested`, `delivery_replayed`, `confirmed`, `dismissed`, `moved`. More may be added.
             * @example frozen
             */
            change: string;
            /** @description Who made a change; null for what was recorded before actors were. */
            actor: components["schemas"]["Actor"];
            /**
             * @description The fields that differ, as they were. Empty for what did not exist before. Never a secret: the URL of a webhook
             *     endpoint, whose path and query may hold a token, stands as `url_origin` and `url_sha256` (hex), and an address of mail
             *     as `email_sha256`.
             */
            before: {
                [key: string]: unknown;
            };
            /** @description The fields that differ, as they became. */
            after: {
                [key: string]: unknown;
            };
        };
        /** @description A page of the audit log. */
        AuditLog: {
            /** @description The changes of this page, newest first. */
            data: components["schemas"]["AuditLogEntry"][];
            /** @description Whether there is another page. */
            has_more: boolean;
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
        };
        /** @description One step of a transaction. */
        TimelineStep: {
            /**
             * @description What was done.
             * @enum {string}
             */
            step: "received" | "decided" | "posted" | "published" | "delivered";
            /**
             * Format: date-time
             * @description Null when it has not happened yet, or is no longer known.
             */
            at: string | null;
            /**
             * @description The part of Florin that did it.
             * @example ledger
             */
            by: string;
            /** @description For people. */
            detail: string | null;
        };
        /** @description One amount into or out of one account. */
        Movement: {
            /**
             * @description The account that receives or pays.
             * @example acct_01m819eke0e209k3gghyc4dkah
             */
            account_id: components["schemas"]["AccountId"];
            /**
             * Format: int64
             * @description In the currency's minor unit, always positive.
             * @example 100
             */
            amount: components["schemas"]["Amount"];
            /**
             * @description Must be the account's.
             * @default USD
             * @example USD
             */
            currency?: components["schemas"]["CurrencyInput"];
            /**
             * @description Your own reference, such as an invoice number. Need not be unique.
             * @example rent-2026-11
             */
            reference?: components["schemas"]["Reference"];
            /** @description For people. */
            description?: components["schemas"]["MovementDescription"];
            /**
             * @description Up to 50 facts of your own, text to text, together at most 16 KiB as JSON. Returned unchanged, and included in
             *     the events. None by default.
             * @default {}
             * @example {
             *       "order": "4711"
             *     }
             */
            metadata?: components["schemas"]["MetadataInput"];
            /**
             * @description When it takes effect, if earlier than now; now by default. Not in the future: up to 30 seconds ahead, as
             *     clocks differ, counts as now, and the answer shows that.
             * @example 2026-11-22T09:30:00Z
             * @example 2026-11-22
             */
            effective_at?: components["schemas"]["Time"];
            /**
             * @description The time zone in which a date starts, as an IANA name. By default UTC. It does not affect times with an offset.
             * @example Europe/Berlin
             */
            time_zone?: components["schemas"]["TimeZone"];
        };
        /** @description One amount from one account to another. */
        Transfer: {
            /**
             * @description The account that pays.
             * @example acct_01m819eke0e209k3gghyc4dkah
             */
            from_account_id: components["schemas"]["AccountId"];
            /**
             * @description The account that receives; must differ from the payer.
             * @example acct_01m819eke0e209k3gghyc4dkah
             */
            to_account_id: components["schemas"]["AccountId"];
            /**
             * Format: int64
             * @description In the currency's minor unit, always positive.
             * @example 100
             */
            amount: components["schemas"]["Amount"];
            /**
             * @description Must be that of both accounts.
             * @default USD
             * @example USD
             */
            currency?: components["schemas"]["CurrencyInput"];
            /**
             * @description Your own reference, such as an invoice number. Need not be unique.
             * @example rent-2026-11
             */
            reference?: components["schemas"]["Reference"];
            /** @description For people. */
            description?: components["schemas"]["MovementDescription"];
            /**
             * @description Up to 50 facts of your own, text to text, together at most 16 KiB as JSON. Returned unchanged, and included in
             *     the events. None by default.
             * @default {}
             * @example {
             *       "order": "4711"
             *     }
             */
            metadata?: components["schemas"]["MetadataInput"];
            /**
             * @description When it takes effect, if earlier than now; now by default. Not in the future: up to 30 seconds ahead, as
             *     clocks differ, counts as now, and the answer shows that.
             * @example 2026-11-22T09:30:00Z
             * @example 2026-11-22
             */
            effective_at?: components["schemas"]["Time"];
            /**
             * @description The time zone in which a date starts, as an IANA name. By default UTC. It does not affect times with an offset.
             * @example Europe/Berlin
             */
            time_zone?: components["schemas"]["TimeZone"];
        };
        /** @description One amount of one account, reserved for another account or for the external account. */
        Hold: {
            /**
             * @description The account that pays.
             * @example acct_01m819eke0e209k3gghyc4dkah
             */
            account_id: components["schemas"]["AccountId"];
            /**
             * @description The account that receives what is captured; by default the external account.
             * @example acct_01m819eke0e209k3gghyc4dkah
             */
            to_account_id?: components["schemas"]["AccountId"];
            /**
             * Format: int64
             * @description In the currency's minor unit, always positive.
             * @example 100
             */
            amount: components["schemas"]["Amount"];
            /**
             * @description Must be the account's.
             * @default USD
             * @example USD
             */
            currency?: components["schemas"]["CurrencyInput"];
            /**
             * @description When what is still held is released automatically. In the future, and no more than a year away; without it
             *     the hold stays until it is captured or voided.
             * @example 2026-11-22T09:30:00Z
             * @example 2026-11-22
             */
            expires_at?: components["schemas"]["Time"];
            /**
             * @description Your own reference, such as an invoice number. Need not be unique.
             * @example rent-2026-11
             */
            reference?: components["schemas"]["Reference"];
            /** @description For people. */
            description?: components["schemas"]["MovementDescription"];
            /**
             * @description Up to 50 facts of your own, text to text, together at most 16 KiB as JSON. Returned unchanged, and included in
             *     the events. None by default.
             * @default {}
             * @example {
             *       "order": "4711"
             *     }
             */
            metadata?: components["schemas"]["MetadataInput"];
            /**
             * @description When it takes effect, if earlier than now; now by default. Not in the future: up to 30 seconds ahead, as
             *     clocks differ, counts as now, and the answer shows that.
             * @example 2026-11-22T09:30:00Z
             * @example 2026-11-22
             */
            effective_at?: components["schemas"]["Time"];
            /**
             * @description The time zone in which a date starts, as an IANA name. By default UTC. It does not affect times with an offset.
             * @example Europe/Berlin
             */
            time_zone?: components["schemas"]["TimeZone"];
        };
        /** @description How much to capture, and why. All fields are optional. */
        Capture: {
            /**
             * Format: int64
             * @description In the currency's minor unit; by default all that is still held.
             * @example 100
             */
            amount?: components["schemas"]["Amount"];
            /**
             * @description Ends the hold and releases what is left of it.
             * @default false
             */
            final?: boolean;
            /**
             * @description Your own reference, such as an invoice number. Need not be unique.
             * @example rent-2026-11
             */
            reference?: components["schemas"]["Reference"];
            /** @description For people. */
            description?: components["schemas"]["MovementDescription"];
            /**
             * @description Up to 50 facts of your own, text to text, together at most 16 KiB as JSON. Returned unchanged, and included in
             *     the events. None by default.
             * @default {}
             * @example {
             *       "order": "4711"
             *     }
             */
            metadata?: components["schemas"]["MetadataInput"];
            /**
             * @description When it takes effect, if earlier than now; now by default. Not in the future: up to 30 seconds ahead, as
             *     clocks differ, counts as now, and the answer shows that.
             * @example 2026-11-22T09:30:00Z
             * @example 2026-11-22
             */
            effective_at?: components["schemas"]["Time"];
            /**
             * @description The time zone in which a date starts, as an IANA name. By default UTC. It does not affect times with an offset.
             * @example Europe/Berlin
             */
            time_zone?: components["schemas"]["TimeZone"];
        };
        /** @description The reason. All fields are optional. */
        Void: {
            /**
             * @description Your own reference, such as an invoice number. Need not be unique.
             * @example rent-2026-11
             */
            reference?: components["schemas"]["Reference"];
            /** @description For people. */
            description?: components["schemas"]["MovementDescription"];
            /**
             * @description Up to 50 facts of your own, text to text, together at most 16 KiB as JSON. Returned unchanged, and included in
             *     the events. None by default.
             * @default {}
             * @example {
             *       "order": "4711"
             *     }
             */
            metadata?: components["schemas"]["MetadataInput"];
        };
        /** @description How much to reverse, and why. All fields are optional. */
        Reversal: {
            /**
             * Format: int64
             * @description In the currency's minor unit; by default all that was not reversed before.
             * @example 100
             */
            amount?: components["schemas"]["Amount"];
            /**
             * @description Your own reference, such as an invoice number. Need not be unique.
             * @example rent-2026-11
             */
            reference?: components["schemas"]["Reference"];
            /** @description For people. */
            description?: components["schemas"]["MovementDescription"];
            /**
             * @description Up to 50 facts of your own, text to text, together at most 16 KiB as JSON. Returned unchanged, and included in
             *     the events. None by default.
             * @default {}
             * @example {
             *       "order": "4711"
             *     }
             */
            metadata?: components["schemas"]["MetadataInput"];
            /**
             * @description When it takes effect, if earlier than now; now by default. Not in the future: up to 30 seconds ahead, as
             *     clocks differ, counts as now, and the answer shows that.
             * @example 2026-11-22T09:30:00Z
             * @example 2026-11-22
             */
            effective_at?: components["schemas"]["Time"];
            /**
             * @description The time zone in which a date starts, as an IANA name. By default UTC. It does not affect times with an offset.
             * @example Europe/Berlin
             */
            time_zone?: components["schemas"]["TimeZone"];
        };
        /** @description Up to 1,000 movements that are posted together. */
        Batch: {
            /**
             * @description Either all movements are posted or none.
             * @default false
             */
            atomic?: boolean;
            /** @description The movements, in the order in which they are posted. */
            movements: components["schemas"]["BatchMovement"][];
        };
        /** @description The fields of the movement's own request, and its type. */
        BatchMovement: components["schemas"]["BatchCredit"] | components["schemas"]["BatchDebit"] | components["schemas"]["BatchTransfer"] | components["schemas"]["BatchHold"] | components["schemas"]["BatchCapture"] | components["schemas"]["BatchVoid"] | components["schemas"]["BatchReversal"];
        /** @description A credit in a batch: an amount into an account. */
        BatchCredit: {
            /**
             * @description The kind of movement. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "credit";
            /**
             * @description The account that receives.
             * @example acct_01m819eke0e209k3gghyc4dkah
             */
            account_id: components["schemas"]["AccountId"];
            /**
             * Format: int64
             * @description In the currency's minor unit, always positive.
             * @example 100
             */
            amount: components["schemas"]["Amount"];
            /**
             * @description ISO 4217 code.
             * @default USD
             * @example USD
             */
            currency?: components["schemas"]["CurrencyInput"];
            /**
             * @description Your own reference, such as an invoice number. Need not be unique.
             * @example rent-2026-11
             */
            reference?: components["schemas"]["Reference"];
            /** @description For people. */
            description?: components["schemas"]["MovementDescription"];
            /**
             * @description Up to 50 facts of your own, text to text, together at most 16 KiB as JSON. Returned unchanged, and included in
             *     the events. None by default.
             * @default {}
             * @example {
             *       "order": "4711"
             *     }
             */
            metadata?: components["schemas"]["MetadataInput"];
            /**
             * @description When it takes effect, if earlier than now; now by default. Not in the future: up to 30 seconds ahead, as
             *     clocks differ, counts as now, and the answer shows that.
             * @example 2026-11-22T09:30:00Z
             * @example 2026-11-22
             */
            effective_at?: components["schemas"]["Time"];
            /**
             * @description The time zone in which a date starts, as an IANA name. By default UTC. It does not affect times with an offset.
             * @example Europe/Berlin
             */
            time_zone?: components["schemas"]["TimeZone"];
        };
        /** @description A debit in a batch: an amount out of an account. */
        BatchDebit: {
            /**
             * @description The kind of movement. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "debit";
            /**
             * @description The account that pays.
             * @example acct_01m819eke0e209k3gghyc4dkah
             */
            account_id: components["schemas"]["AccountId"];
            /**
             * Format: int64
             * @description In the currency's minor unit, always positive.
             * @example 100
             */
            amount: components["schemas"]["Amount"];
            /**
             * @description ISO 4217 code.
             * @default USD
             * @example USD
             */
            currency?: components["schemas"]["CurrencyInput"];
            /**
             * @description Your own reference, such as an invoice number. Need not be unique.
             * @example rent-2026-11
             */
            reference?: components["schemas"]["Reference"];
            /** @description For people. */
            description?: components["schemas"]["MovementDescription"];
            /**
             * @description Up to 50 facts of your own, text to text, together at most 16 KiB as JSON. Returned unchanged, and included in
             *     the events. None by default.
             * @default {}
             * @example {
             *       "order": "4711"
             *     }
             */
            metadata?: components["schemas"]["MetadataInput"];
            /**
             * @description When it takes effect, if earlier than now; now by default. Not in the future: up to 30 seconds ahead, as
             *     clocks differ, counts as now, and the answer shows that.
             * @example 2026-11-22T09:30:00Z
             * @example 2026-11-22
             */
            effective_at?: components["schemas"]["Time"];
            /**
             * @description The time zone in which a date starts, as an IANA name. By default UTC. It does not affect times with an offset.
             * @example Europe/Berlin
             */
            time_zone?: components["schemas"]["TimeZone"];
        };
        /** @description A transfer in a batch: an amount from one account to another. */
        BatchTransfer: {
            /**
             * @description The kind of movement. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "transfer";
            /**
             * @description The account that pays.
             * @example acct_01m819eke0e209k3gghyc4dkah
             */
            from_account_id: components["schemas"]["AccountId"];
            /**
             * @description The account that receives; must differ from the payer.
             * @example acct_01m819eke0e209k3gghyc4dkah
             */
            to_account_id: components["schemas"]["AccountId"];
            /**
             * Format: int64
             * @description In the currency's minor unit, always positive.
             * @example 100
             */
            amount: components["schemas"]["Amount"];
            /**
             * @description ISO 4217 code.
             * @default USD
             * @example USD
             */
            currency?: components["schemas"]["CurrencyInput"];
            /**
             * @description Your own reference, such as an invoice number. Need not be unique.
             * @example rent-2026-11
             */
            reference?: components["schemas"]["Reference"];
            /** @description For people. */
            description?: components["schemas"]["MovementDescription"];
            /**
             * @description Up to 50 facts of your own, text to text, together at most 16 KiB as JSON. Returned unchanged, and included in
             *     the events. None by default.
             * @default {}
             * @example {
             *       "order": "4711"
             *     }
             */
            metadata?: components["schemas"]["MetadataInput"];
            /**
             * @description When it takes effect, if earlier than now; now by default. Not in the future: up to 30 seconds ahead, as
             *     clocks differ, counts as now, and the answer shows that.
             * @example 2026-11-22T09:30:00Z
             * @example 2026-11-22
             */
            effective_at?: components["schemas"]["Time"];
            /**
             * @description The time zone in which a date starts, as an IANA name. By default UTC. It does not affect times with an offset.
             * @example Europe/Berlin
             */
            time_zone?: components["schemas"]["TimeZone"];
        };
        /** @description A hold in a batch: an amount that is reserved. */
        BatchHold: {
            /**
             * @description The kind of movement. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "hold";
            /**
             * @description The account that pays.
             * @example acct_01m819eke0e209k3gghyc4dkah
             */
            account_id: components["schemas"]["AccountId"];
            /**
             * @description The account that receives what is captured; by default the external account.
             * @example acct_01m819eke0e209k3gghyc4dkah
             */
            to_account_id?: components["schemas"]["AccountId"];
            /**
             * Format: int64
             * @description In the currency's minor unit, always positive.
             * @example 100
             */
            amount: components["schemas"]["Amount"];
            /**
             * @description ISO 4217 code.
             * @default USD
             * @example USD
             */
            currency?: components["schemas"]["CurrencyInput"];
            /**
             * @description When what is still held is released automatically. In the future, and no more than a year away; without it
             *     the hold stays until it is captured or voided.
             * @example 2026-11-22T09:30:00Z
             * @example 2026-11-22
             */
            expires_at?: components["schemas"]["Time"];
            /**
             * @description Your own reference, such as an invoice number. Need not be unique.
             * @example rent-2026-11
             */
            reference?: components["schemas"]["Reference"];
            /** @description For people. */
            description?: components["schemas"]["MovementDescription"];
            /**
             * @description Up to 50 facts of your own, text to text, together at most 16 KiB as JSON. Returned unchanged, and included in
             *     the events. None by default.
             * @default {}
             * @example {
             *       "order": "4711"
             *     }
             */
            metadata?: components["schemas"]["MetadataInput"];
            /**
             * @description When it takes effect, if earlier than now; now by default. Not in the future: up to 30 seconds ahead, as
             *     clocks differ, counts as now, and the answer shows that.
             * @example 2026-11-22T09:30:00Z
             * @example 2026-11-22
             */
            effective_at?: components["schemas"]["Time"];
            /**
             * @description The time zone in which a date starts, as an IANA name. By default UTC. It does not affect times with an offset.
             * @example Europe/Berlin
             */
            time_zone?: components["schemas"]["TimeZone"];
        };
        /** @description A capture in a batch: held money that is moved. */
        BatchCapture: {
            /**
             * @description The kind of movement. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "capture";
            /**
             * @description The hold to capture.
             * @example txn_01m819eke0es3v0j9qtsf6ysh6
             */
            hold_id: components["schemas"]["TransactionId"];
            /**
             * Format: int64
             * @description In the currency's minor unit; by default all that is still held.
             * @example 100
             */
            amount?: components["schemas"]["Amount"];
            /**
             * @description Ends the hold and releases what is left of it.
             * @default false
             */
            final?: boolean;
            /**
             * @description Your own reference, such as an invoice number. Need not be unique.
             * @example rent-2026-11
             */
            reference?: components["schemas"]["Reference"];
            /** @description For people. */
            description?: components["schemas"]["MovementDescription"];
            /**
             * @description Up to 50 facts of your own, text to text, together at most 16 KiB as JSON. Returned unchanged, and included in
             *     the events. None by default.
             * @default {}
             * @example {
             *       "order": "4711"
             *     }
             */
            metadata?: components["schemas"]["MetadataInput"];
            /**
             * @description When it takes effect, if earlier than now; now by default. Not in the future: up to 30 seconds ahead, as
             *     clocks differ, counts as now, and the answer shows that.
             * @example 2026-11-22T09:30:00Z
             * @example 2026-11-22
             */
            effective_at?: components["schemas"]["Time"];
            /**
             * @description The time zone in which a date starts, as an IANA name. By default UTC. It does not affect times with an offset.
             * @example Europe/Berlin
             */
            time_zone?: components["schemas"]["TimeZone"];
        };
        /** @description The end of a hold in a batch, without a movement of money. */
        BatchVoid: {
            /**
             * @description The kind of movement. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "void";
            /**
             * @description The hold to end.
             * @example txn_01m819eke0es3v0j9qtsf6ysh6
             */
            hold_id: components["schemas"]["TransactionId"];
            /**
             * @description Your own reference, such as an invoice number. Need not be unique.
             * @example rent-2026-11
             */
            reference?: components["schemas"]["Reference"];
            /** @description For people. */
            description?: components["schemas"]["MovementDescription"];
            /**
             * @description Up to 50 facts of your own, text to text, together at most 16 KiB as JSON. Returned unchanged, and included in
             *     the events. None by default.
             * @default {}
             * @example {
             *       "order": "4711"
             *     }
             */
            metadata?: components["schemas"]["MetadataInput"];
        };
        /** @description A reversal in a batch: the money of a transaction moves back. */
        BatchReversal: {
            /**
             * @description The kind of movement. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "reversal";
            /**
             * @description The transaction to reverse.
             * @example txn_01m819eke0es3v0j9qtsf6ysh6
             */
            transaction_id: components["schemas"]["TransactionId"];
            /**
             * Format: int64
             * @description In the currency's minor unit; by default all that was not reversed before.
             * @example 100
             */
            amount?: components["schemas"]["Amount"];
            /**
             * @description Your own reference, such as an invoice number. Need not be unique.
             * @example rent-2026-11
             */
            reference?: components["schemas"]["Reference"];
            /** @description For people. */
            description?: components["schemas"]["MovementDescription"];
            /**
             * @description Up to 50 facts of your own, text to text, together at most 16 KiB as JSON. Returned unchanged, and included in
             *     the events. None by default.
             * @default {}
             * @example {
             *       "order": "4711"
             *     }
             */
            metadata?: components["schemas"]["MetadataInput"];
            /**
             * @description When it takes effect, if earlier than now; now by default. Not in the future: up to 30 seconds ahead, as
             *     clocks differ, counts as now, and the answer shows that.
             * @example 2026-11-22T09:30:00Z
             * @example 2026-11-22
             */
            effective_at?: components["schemas"]["Time"];
            /**
             * @description The time zone in which a date starts, as an IANA name. By default UTC. It does not affect times with an offset.
             * @example Europe/Berlin
             */
            time_zone?: components["schemas"]["TimeZone"];
        };
        /** @description The result of one movement. */
        BatchResult: {
            /**
             * @description `completed` when it was posted, also for a hold.
             * @enum {string}
             */
            status: "completed" | "failed";
            /** @description The transaction that was posted, or the failed one. */
            transaction?: components["schemas"]["Transaction"];
            /** @description Why it failed. */
            error?: {
                /**
                 * @description The code of the problem, by which programs decide.
                 * @example insufficient_funds
                 */
                code: string;
                /** @description What happened, for people. */
                detail: string;
            };
        };
        /** @description The result of a batch. */
        BatchAnswer: {
            /**
             * @description The id of the batch.
             * @example batch_01m819eke0es3v0j9qtsf6ysh6
             */
            id: string;
            /** @description Whether the request was atomic. */
            atomic: boolean;
            /**
             * @description `completed` when all movements were posted, `failed` when none was, else `partial`.
             * @enum {string}
             */
            status: "completed" | "partial" | "failed";
            /** @description One per movement, in the order of the request. */
            results: components["schemas"]["BatchResult"][];
            /**
             * Format: date-time
             * @description When it was decided, in UTC.
             */
            created_at: string;
        };
        /**
         * @description The kind of movement.
         * @enum {string}
         */
        TransactionType: "credit" | "debit" | "transfer" | "hold" | "capture" | "void" | "expiry" | "reversal";
        /**
         * @description A hold is `held` until it is `captured`, `voided` or `expired`. Everything else is completed or failed.
         * @enum {string}
         */
        TransactionStatus: "completed" | "failed" | "held" | "captured" | "voided" | "expired";
        /** @description One movement of money between two accounts, or an attempt that failed. */
        Transaction: {
            /**
             * @description The id of the transaction.
             * @example txn_01m819eke0es3v0j9qtsf6ysh6
             */
            id: components["schemas"]["TransactionId"];
            /** @description The kind of movement. */
            type: components["schemas"]["TransactionType"];
            /** @description A hold is `held` until it is `captured`, `voided` or `expired`. Everything else is completed or failed. */
            status: components["schemas"]["TransactionStatus"];
            /**
             * @description The account whose side this is. Between two accounts the paying one.
             * @example acct_01m819eke0e209k3gghyc4dkah
             */
            account_id: components["schemas"]["AccountId"];
            /** @description The other account of two; null where the other side is the external account. */
            counterparty_account_id: string | null;
            /** @description The account that pays where there are two, otherwise null. */
            from_account_id: string | null;
            /** @description The account that receives where there are two, otherwise null. */
            to_account_id: string | null;
            /**
             * Format: int64
             * @description In the currency's minor unit, always positive.
             * @example 100
             */
            amount: components["schemas"]["Amount"];
            /**
             * @description ISO 4217 code.
             * @example USD
             */
            currency: components["schemas"]["Currency"];
            /**
             * Format: int64
             * @description The balance of `account_id` right after it, in minor units; null when it failed.
             */
            balance_after: number | null;
            /**
             * Format: int64
             * @description Its number among the movements of `account_id`; null when it failed.
             */
            account_version: number | null;
            /** @description Your own reference; null without one. */
            reference: string | null;
            /** @description For people; null without one. */
            description: string | null;
            /**
             * @description Up to 50 facts of your own, text to text, together at most 16 KiB as JSON. Returned unchanged, and included in
             *     the events.
             * @example {
             *       "order": "4711"
             *     }
             */
            metadata: components["schemas"]["Metadata"];
            /** @description Why it failed; null when it did not. */
            failure: {
                /**
                 * @description The code of the problem, by which programs decide.
                 * @example insufficient_funds
                 */
                code: string;
                /** @description What happened, for people. */
                message: string;
            } | null;
            /** @description The hold on which a capture, void or expiry was made, otherwise null. */
            hold_id: string | null;
            /** @description The transaction that a reversal reverses, wholly or in part, otherwise null. */
            reverses: string | null;
            /**
             * Format: date-time
             * @description When a hold ends automatically; null for one without an end, and for everything else.
             */
            expires_at: string | null;
            /**
             * Format: int64
             * @description In minor units. On a hold: what has been captured of it so far. On a capture, void or expiry: what had been
             *     captured of its hold after it. Otherwise null.
             */
            captured_amount: number | null;
            /**
             * Format: date-time
             * @description When it takes effect.
             */
            effective_at: string;
            /**
             * Format: date-time
             * @description When it was posted or refused, in UTC.
             */
            created_at: string;
            /** @description Who made it; null for what was recorded before actors were. */
            actor: {
                /** @description An API key of the tenant, a person who works for the bank, or a part of the bank itself. */
                type: components["schemas"]["ActorType"];
                /**
                 * @description The id of the API key; `operator:` and the operator's name; or `system:` and the part: `holds` (expired holds),
                 *     `schedule` (scheduled transactions), `fraud`, `webhooks`. More parts may be added.
                 * @example key_01m819eke0e8x9qk3m5r7t2v4w
                 * @example operator:ada
                 * @example system:schedule
                 */
                id: components["schemas"]["ActorId"];
                /** @description The `jti` of the access token by which the key acted; null for the key itself. */
                token_id: string | null;
                /** @description The server's id of the request, as in `Florin-Request-Id`; null where no request was made. */
                request_id: string | null;
                /** @description The client's own id of the request, as in `X-Request-Id`; null if it sent none. */
                correlation_id: string | null;
                /** @description The IP address from which the request came; null where it is not known. */
                address: string | null;
                /** @description For whom the system acted, such as the key that scheduled a transaction, otherwise null. */
                on_behalf_of: string | null;
            } | null;
        };
        /**
         * @description `failed` was attempted and refused by a rule of the bank; only `pending` may still change.
         * @enum {string}
         */
        ScheduledTransactionStatus: "pending" | "executed" | "failed" | "cancelled";
        /** @description A credit or debit of `account_id`, or a transfer from `from_account_id` to `to_account_id`, and when to post it. */
        ScheduleTransaction: {
            /**
             * @description The kind of movement.
             * @enum {string}
             */
            type: "credit" | "debit" | "transfer";
            /**
             * @description When to post it; in the future, and no more than a year away.
             * @example 2026-11-22T09:30:00Z
             * @example 2026-11-22
             */
            scheduled_for: components["schemas"]["Time"];
            /**
             * @description For a credit or a debit, and only for those.
             * @example acct_01m819eke0e209k3gghyc4dkah
             */
            account_id?: components["schemas"]["AccountId"];
            /**
             * @description The account that pays; for a transfer.
             * @example acct_01m819eke0e209k3gghyc4dkah
             */
            from_account_id?: components["schemas"]["AccountId"];
            /**
             * @description The account that receives; for a transfer, and not the same.
             * @example acct_01m819eke0e209k3gghyc4dkah
             */
            to_account_id?: components["schemas"]["AccountId"];
            /**
             * Format: int64
             * @description In the currency's minor unit, always positive.
             * @example 100
             */
            amount: components["schemas"]["Amount"];
            /**
             * @description Must be that of the accounts.
             * @default USD
             * @example USD
             */
            currency?: components["schemas"]["CurrencyInput"];
            /**
             * @description Your own reference, such as an invoice number. Need not be unique.
             * @example rent-2026-11
             */
            reference?: components["schemas"]["Reference"];
            /** @description For people. */
            description?: components["schemas"]["MovementDescription"];
            /**
             * @description Up to 50 facts of your own, text to text, together at most 16 KiB as JSON. Returned unchanged, and included in
             *     the events. None by default.
             * @default {}
             * @example {
             *       "order": "4711"
             *     }
             */
            metadata?: components["schemas"]["MetadataInput"];
            /**
             * @description The time zone in which a date starts, as an IANA name. By default UTC. It does not affect times with an offset.
             * @example Europe/Berlin
             */
            time_zone?: components["schemas"]["TimeZone"];
        };
        /** @description A transaction that is posted later, and its result. */
        ScheduledTransaction: {
            /**
             * @description The id of the scheduled transaction, which is not that of the transaction.
             * @example sched_01m819eke0e4x8bq2v7zr5c9nd
             */
            id: components["schemas"]["ScheduledTransactionId"];
            /**
             * @description The kind of movement.
             * @enum {string}
             */
            type: "credit" | "debit" | "transfer";
            /** @description `failed` was attempted and refused by a rule of the bank; only `pending` may still change. */
            status: components["schemas"]["ScheduledTransactionStatus"];
            /**
             * Format: date-time
             * @description When it is posted, in UTC.
             */
            scheduled_for: string;
            /** @description The account of a credit or a debit, otherwise null. */
            account_id: string | null;
            /** @description The account that pays in a transfer, otherwise null. */
            from_account_id: string | null;
            /** @description The account that receives in a transfer, otherwise null. */
            to_account_id: string | null;
            /**
             * Format: int64
             * @description In the currency's minor unit, always positive.
             * @example 100
             */
            amount: components["schemas"]["Amount"];
            /**
             * @description ISO 4217 code.
             * @example USD
             */
            currency: components["schemas"]["Currency"];
            /** @description Your own reference; null without one. */
            reference: string | null;
            /** @description For people; null without one. */
            description: string | null;
            /**
             * @description Up to 50 facts of your own, text to text, together at most 16 KiB as JSON. Returned unchanged, and included in
             *     the events.
             * @example {
             *       "order": "4711"
             *     }
             */
            metadata: components["schemas"]["Metadata"];
            /** @description The transaction that was posted, or recorded as failed; null before, and when it was cancelled. */
            transaction_id: string | null;
            /** @description Why it failed; null when it did not. */
            failure: {
                /**
                 * @description The code of the problem, by which programs decide.
                 * @example insufficient_funds
                 */
                code: string;
                /** @description What happened, for people. */
                message: string;
            } | null;
            /**
             * Format: date-time
             * @description When it was scheduled, in UTC.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed, in UTC.
             */
            updated_at: string;
            /** @description Who cancelled it; null unless it is cancelled. */
            cancelled_by?: components["schemas"]["Actor"];
            /** @description Who scheduled it; null for what was recorded before actors were. */
            actor: {
                /** @description An API key of the tenant, a person who works for the bank, or a part of the bank itself. */
                type: components["schemas"]["ActorType"];
                /**
                 * @description The id of the API key; `operator:` and the operator's name; or `system:` and the part: `holds` (expired holds),
                 *     `schedule` (scheduled transactions), `fraud`, `webhooks`. More parts may be added.
                 * @example key_01m819eke0e8x9qk3m5r7t2v4w
                 * @example operator:ada
                 * @example system:schedule
                 */
                id: components["schemas"]["ActorId"];
                /** @description The `jti` of the access token by which the key acted; null for the key itself. */
                token_id: string | null;
                /** @description The server's id of the request, as in `Florin-Request-Id`; null where no request was made. */
                request_id: string | null;
                /** @description The client's own id of the request, as in `X-Request-Id`; null if it sent none. */
                correlation_id: string | null;
                /** @description The IP address from which the request came; null where it is not known. */
                address: string | null;
                /** @description For whom the system acted, such as the key that scheduled a transaction, otherwise null. */
                on_behalf_of: string | null;
            } | null;
        };
        /** @description A page of scheduled transactions. */
        ScheduledTransactionList: {
            /** @description The scheduled transactions of this page. */
            data: components["schemas"]["ScheduledTransaction"][];
            /** @description Whether there is another page. */
            has_more: boolean;
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
        };
        /** @description A page of transactions. */
        TransactionList: {
            /** @description The transactions of this page, newest first. */
            data: components["schemas"]["Transaction"][];
            /** @description Whether there is another page. */
            has_more: boolean;
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
        };
        /**
         * @description The name of a kind of rule; there is one rule of each.
         * @enum {string}
         */
        FraudRuleId: "large_amount" | "unusual_amount" | "velocity" | "hold_velocity" | "rapid_drain" | "structuring" | "round_trip" | "dormant_account" | "repeated_failures";
        /**
         * @description The severity if the alert is justified.
         * @enum {string}
         */
        FraudSeverity: "low" | "medium" | "high";
        /**
         * @description What happens automatically after an alert: `freeze` freezes the account. The fraud app does it with a key of
         *     its own, and the action cannot be chosen where it has none.
         * @enum {string}
         */
        FraudAction: "none" | "freeze";
        /**
         * @description The parameters of the kind of rule; the rule's `parameters_schema` describes them. Durations name their unit;
         *     `…_units` are whole units of the account's currency: dollars, yen, dinars.
         * @example {
         *       "limit": 6,
         *       "window_seconds": 60
         *     }
         */
        FraudRuleParameters: {
            [key: string]: unknown;
        };
        /** @description What can be changed of a fraud rule. */
        FraudRuleSettings: {
            /** @description A rule that is switched off raises nothing. */
            enabled: boolean;
            /** @description The severity if the alert is justified. */
            severity: components["schemas"]["FraudSeverity"];
            /**
             * @description What happens automatically after an alert: `freeze` freezes the account. The fraud app does it with a key of
             *     its own, and the action cannot be chosen where it has none.
             */
            action: components["schemas"]["FraudAction"];
            /**
             * @description The parameters of the kind of rule; the rule's `parameters_schema` describes them. Durations name their unit;
             *     `…_units` are whole units of the account's currency: dollars, yen, dinars.
             * @example {
             *       "limit": 6,
             *       "window_seconds": 60
             *     }
             */
            parameters: components["schemas"]["FraudRuleParameters"];
        };
        /** @description A fraud rule with its settings. */
        FraudRule: {
            /** @description The name of a kind of rule; there is one rule of each. */
            id: components["schemas"]["FraudRuleId"];
            /** @description What the rule looks for */
            description: string;
            /**
             * @description Which movements it judges: completed ones, refused ones, or holds when they are placed.
             * @enum {string}
             */
            looks_at: "completed" | "failed" | "held";
            /** @description A rule that is switched off raises nothing. */
            enabled: boolean;
            /** @description The severity if the alert is justified. */
            severity: components["schemas"]["FraudSeverity"];
            /**
             * @description What happens automatically after an alert: `freeze` freezes the account. The fraud app does it with a key of
             *     its own, and the action cannot be chosen where it has none.
             */
            action: components["schemas"]["FraudAction"];
            /**
             * @description The parameters of the kind of rule; the rule's `parameters_schema` describes them. Durations name their unit;
             *     `…_units` are whole units of the account's currency: dollars, yen, dinars.
             * @example {
             *       "limit": 6,
             *       "window_seconds": 60
             *     }
             */
            parameters: components["schemas"]["FraudRuleParameters"];
            /** @description JSON Schema of the parameters, with a description, a default and limits for each. */
            parameters_schema: {
                [key: string]: unknown;
            };
            /**
             * Format: int64
             * @description How often it was changed; 0 with its default settings.
             */
            version: number;
            /**
             * Format: date-time
             * @description When it was last changed, in UTC; null with its default settings.
             */
            updated_at: string | null;
        };
        /** @description The fraud rules. */
        FraudRuleList: {
            /** @description All rules. */
            data: components["schemas"]["FraudRule"][];
            /** @description Whether there is another page. */
            has_more: boolean;
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
        };
        /** @description The fields to change. Omitted fields stay as they are. */
        UpdateFraudRule: {
            /** @description A rule that is switched off raises nothing. */
            enabled?: boolean;
            /** @description The severity if the alert is justified. */
            severity?: components["schemas"]["FraudSeverity"];
            /**
             * @description What happens automatically after an alert: `freeze` freezes the account. The fraud app does it with a key of
             *     its own, and the action cannot be chosen where it has none.
             */
            action?: components["schemas"]["FraudAction"];
            /**
             * @description The parameters of the kind of rule; the rule's `parameters_schema` describes them. Durations name their unit;
             *     `…_units` are whole units of the account's currency: dollars, yen, dinars.
             * @example {
             *       "limit": 6,
             *       "window_seconds": 60
             *     }
             */
            parameters?: components["schemas"]["FraudRuleParameters"];
        };
        /** @description A change of a fraud rule, with who made it. */
        FraudRuleChange: {
            /**
             * Format: int64
             * @description The rule's version after the change.
             */
            version: number;
            /**
             * Format: date-time
             * @description When it was changed, in UTC.
             */
            changed_at: string;
            /** @description The credential that the request came with. */
            changed_by: string;
            /** @description The request that made the change. */
            request_id: string;
            /** @description Who made the change; null for what was recorded before actors were. */
            actor?: {
                /** @description An API key of the tenant, a person who works for the bank, or a part of the bank itself. */
                type: components["schemas"]["ActorType"];
                /**
                 * @description The id of the API key; `operator:` and the operator's name; or `system:` and the part: `holds` (expired holds),
                 *     `schedule` (scheduled transactions), `fraud`, `webhooks`. More parts may be added.
                 * @example key_01m819eke0e8x9qk3m5r7t2v4w
                 * @example operator:ada
                 * @example system:schedule
                 */
                id: components["schemas"]["ActorId"];
                /** @description The `jti` of the access token by which the key acted; null for the key itself. */
                token_id: string | null;
                /** @description The server's id of the request, as in `Florin-Request-Id`; null where no request was made. */
                request_id: string | null;
                /** @description The client's own id of the request, as in `X-Request-Id`; null if it sent none. */
                correlation_id: string | null;
                /** @description The IP address from which the request came; null where it is not known. */
                address: string | null;
                /** @description For whom the system acted, such as the key that scheduled a transaction, otherwise null. */
                on_behalf_of: string | null;
            } | null;
            /** @description The settings before the change. */
            before: components["schemas"]["FraudRuleSettings"];
            /** @description The settings after the change. */
            after: components["schemas"]["FraudRuleSettings"];
        };
        /** @description A page of the changes of a fraud rule. */
        FraudRuleChangeList: {
            /** @description The changes of this page, newest first. */
            data: components["schemas"]["FraudRuleChange"][];
            /** @description Whether there is another page. */
            has_more: boolean;
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
        };
        /** @description What to judge past movements by, and which. */
        FraudBackTestRequest: {
            /**
             * @description What differs from the rule's settings now; nothing by default.
             * @example {
             *       "limit": 6,
             *       "window_seconds": 60
             *     }
             */
            parameters?: components["schemas"]["FraudRuleParameters"];
            /**
             * @description Start of the period, in the time at which movements happened. By default seven days before `to`.
             * @example 2026-11-22T09:30:00Z
             * @example 2026-11-22
             */
            from?: components["schemas"]["Time"];
            /**
             * @description End of the period, exclusive. By default now.
             * @example 2026-11-22T09:30:00Z
             * @example 2026-11-22
             */
            to?: components["schemas"]["Time"];
            /**
             * @description Only movements of this account.
             * @example acct_01m819eke0e209k3gghyc4dkah
             */
            account_id?: components["schemas"]["AccountId"];
            /**
             * @description The time zone in which a date starts, as an IANA name. By default UTC. It does not affect times with an offset.
             * @example Europe/Berlin
             */
            time_zone?: components["schemas"]["TimeZone"];
        };
        /** @description What a rule would have raised in a period of the past. */
        FraudBackTest: {
            /** @description The name of a kind of rule; there is one rule of each. */
            rule: components["schemas"]["FraudRuleId"];
            /**
             * @description The parameters of the kind of rule; the rule's `parameters_schema` describes them. Durations name their unit;
             *     `…_units` are whole units of the account's currency: dollars, yen, dinars.
             * @example {
             *       "limit": 6,
             *       "window_seconds": 60
             *     }
             */
            parameters: components["schemas"]["FraudRuleParameters"];
            /**
             * Format: date-time
             * @description The start of the requested period, in UTC.
             */
            from: string;
            /**
             * Format: date-time
             * @description The end of the requested period, exclusive, in UTC.
             */
            to: string;
            /** @description Not all of the period was judged. */
            truncated: boolean;
            /**
             * Format: date-time
             * @description Everything from this time on was judged, and nothing before it; `from` when all of the period is still
             *     recorded.
             */
            covered_from: string;
            /**
             * Format: date-time
             * @description Everything before this time was judged; `to` when nothing was left out.
             */
            covered_until: string;
            /**
             * Format: int64
             * @description The number of judged movements.
             */
            movements: number;
            /**
             * Format: int64
             * @description The number of their accounts.
             */
            accounts: number;
            /**
             * Format: int64
             * @description The number of alerts that it would have raised.
             */
            alert_count: number;
            /** @description Days in UTC, oldest first, without those that have no alert. */
            alerts_per_day: {
                /**
                 * @description The day, in UTC.
                 * @example 2026-11-22
                 */
                date: string;
                /**
                 * Format: int64
                 * @description The number of alerts on that day.
                 */
                count: number;
            }[];
            /**
             * Format: int64
             * @description How many of them were actually raised.
             */
            known_alert_count: number;
            /** @description The oldest of them, at most 20. */
            alerts: components["schemas"]["FraudFinding"][];
        };
        /** @description An alert that a rule would have raised. */
        FraudFinding: {
            /**
             * @description The account that the alert is about.
             * @example acct_01m819eke0e209k3gghyc4dkah
             */
            account_id: components["schemas"]["AccountId"];
            /** @description For people. */
            reason: string;
            /**
             * Format: date-time
             * @description When it would have been raised, in UTC.
             */
            raised_at: string;
            /** @description The movements that made the rule match. */
            evidence: components["schemas"]["FraudEvidence"][];
            /** @description Whether the same alert was actually raised. */
            known: boolean;
        };
        /** @description A movement that made a rule match, seen from the account that the alert is about. */
        FraudEvidence: {
            /**
             * @description The transaction that made the movement.
             * @example txn_01m819eke0es3v0j9qtsf6ysh6
             */
            transaction_id: components["schemas"]["TransactionId"];
            /** @description The transaction's type. */
            type: string;
            /**
             * @description Whether it was completed, refused or held.
             * @enum {string}
             */
            status: "completed" | "failed" | "held";
            /**
             * @description Whether the account receives (`credit`) or pays (`debit`), or would have.
             * @enum {string}
             */
            direction: "credit" | "debit";
            /**
             * Format: int64
             * @description In the currency's minor unit, always positive.
             * @example 100
             */
            amount: components["schemas"]["Amount"];
            /**
             * @description ISO 4217 code.
             * @example USD
             */
            currency: components["schemas"]["Currency"];
            /** @description The account on the other side; null for the external account. */
            counterparty_account_id: string | null;
            /**
             * Format: date-time
             * @description When it happened, in UTC.
             */
            occurred_at: string;
        };
        /**
         * @description `open` until a person decides: `confirmed` means fraud, `dismissed` means harmless.
         * @enum {string}
         */
        FraudAlertState: "open" | "confirmed" | "dismissed";
        /** @description Why an alert is confirmed or dismissed. */
        FraudDecision: {
            /** @description The reason, for later readers. */
            note?: string;
        };
        /** @description A suspicion about an account, and what was decided. */
        FraudAlert: {
            /**
             * @description The id of the alert.
             * @example alrt_01m819eke0ejz8a0v3365h67rv
             */
            id: components["schemas"]["FraudAlertId"];
            /**
             * @description The account that the alert is about.
             * @example acct_01m819eke0e209k3gghyc4dkah
             */
            account_id: components["schemas"]["AccountId"];
            /** @description The name of a kind of rule; there is one rule of each. */
            rule: components["schemas"]["FraudRuleId"];
            /** @description The severity if the alert is justified. */
            severity: components["schemas"]["FraudSeverity"];
            /** @description For people. */
            reason: string;
            /** @description The transactions that made the rule match. */
            transaction_ids: components["schemas"]["TransactionId"][];
            /**
             * Format: date-time
             * @description When it was raised, in UTC.
             */
            raised_at: string;
            /** @description `open` until a person decides: `confirmed` means fraud, `dismissed` means harmless. */
            state: components["schemas"]["FraudAlertState"];
            /** @description Who decided, when and why; null while the alert is open. */
            decision: {
                /** @description The reason, for later readers; null without one. */
                note: string | null;
                /**
                 * Format: date-time
                 * @description When it was decided, in UTC.
                 */
                decided_at: string;
                /** @description The credential that the request came with. */
                decided_by: string;
                /** @description Who made a change; null for what was recorded before actors were. */
                actor?: components["schemas"]["Actor"];
            } | null;
            /** @description What happened automatically. */
            action: {
                /**
                 * @description What happens automatically after an alert: `freeze` freezes the account. The fraud app does it with a key of
                 *     its own, and the action cannot be chosen where it has none.
                 */
                kind: components["schemas"]["FraudAction"];
                /**
                 * @description `pending` until it is done or has finally failed; null when there is none.
                 * @enum {string|null}
                 */
                status: "pending" | "done" | "failed" | null;
                /**
                 * Format: int64
                 * @description How often the action was attempted.
                 */
                attempts: number;
                /**
                 * Format: date-time
                 * @description When it was done or had failed.
                 */
                at: string | null;
                /** @description For people: the result, or that of the last attempt. */
                detail: string | null;
            };
            /** @description The movements of those transactions. Only in the answer for a single alert. */
            evidence?: components["schemas"]["FraudEvidence"][];
        };
        /** @description A page of fraud alerts. */
        FraudAlertList: {
            /** @description The alerts of this page, newest first. */
            data: components["schemas"]["FraudAlert"][];
            /** @description Whether there is another page. */
            has_more: boolean;
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
        };
        /**
         * @description What a notification is about.
         * @enum {string}
         */
        NotificationKind: "transaction_completed" | "transaction_failed" | "fraud_alert";
        /**
         * @description Whether a notification was delivered; `failed` means that it is no longer attempted.
         * @enum {string}
         */
        NotificationStatus: "pending" | "delivered" | "failed";
        /** @description A message about an account to the account's holder. */
        Notification: {
            /**
             * @description The id of the notification.
             * @example ntf_01m819eke0eefa6m6570a2gpgm
             */
            id: components["schemas"]["NotificationId"];
            /**
             * @description The account that it is about.
             * @example acct_01m819eke0e209k3gghyc4dkah
             */
            account_id: components["schemas"]["AccountId"];
            /** @description What a notification is about. */
            kind: components["schemas"]["NotificationKind"];
            /** @description The title, in the account's language. */
            title: string;
            /** @description The text, in the account's language. */
            body: string;
            /** @description The event that caused it; one event causes it at most once. */
            event_id: string;
            /** @description Whether a notification was delivered; `failed` means that it is no longer attempted. */
            status: components["schemas"]["NotificationStatus"];
            /**
             * @description How it is sent.
             * @enum {string}
             */
            channel: "webhook" | "log" | "email";
            /**
             * Format: int64
             * @description How often its delivery was attempted.
             */
            attempts: number;
            /**
             * Format: date-time
             * @description When it was created, in UTC.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was delivered, in UTC; null before.
             */
            delivered_at: string | null;
        };
        /** @description A page of notifications. */
        NotificationList: {
            /** @description The notifications of this page, newest first. */
            data: components["schemas"]["Notification"][];
            /** @description Whether there is another page. */
            has_more: boolean;
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
        };
        /** @description All preferences of an account. Omitted fields get their defaults. */
        ReplaceNotificationPreferences: {
            /**
             * @description The address for mails. Null for none.
             * @default null
             */
            email?: string | null;
            /**
             * @description The language of titles, bodies and mails.
             * @default en
             * @enum {string}
             */
            language?: "en" | "de";
            /**
             * @description The kinds to notify about. Empty means none.
             * @default [
             *       "transaction_completed",
             *       "transaction_failed",
             *       "fraud_alert"
             *     ]
             */
            kinds?: components["schemas"]["NotificationKind"][];
            /**
             * Format: int64
             * @description No notification for smaller transactions. In the minor unit of the account's currency. Alerts always
             *     notify.
             * @default 0
             */
            minimum_amount?: number;
        };
        /** @description What an account is notified about, and how. */
        NotificationPreferences: {
            /**
             * @description The account that the preferences belong to.
             * @example acct_01m819eke0e209k3gghyc4dkah
             */
            account_id: components["schemas"]["AccountId"];
            /** @description The address for mails; null for none. */
            email: string | null;
            /**
             * @description The language of titles, bodies and mails.
             * @enum {string}
             */
            language: "en" | "de";
            /** @description The kinds to notify about. Empty means none. */
            kinds: components["schemas"]["NotificationKind"][];
            /**
             * Format: int64
             * @description No notification for smaller transactions. In the minor unit of the account's currency.
             */
            minimum_amount: number;
            /**
             * Format: date-time
             * @description Null while the defaults apply.
             */
            updated_at: string | null;
            /** @description Who made the latest change; null while the defaults apply. */
            changed_by?: components["schemas"]["Actor"];
        };
        /**
         * @description The id of a webhook endpoint.
         * @example whe_01m819eke0e8x9qk3m5r7t2v4w
         */
        WebhookEndpointId: string;
        /**
         * @description The id of a secret of a webhook endpoint.
         * @example whs_01m819eke0f1a2b3c4d5e6f7g8
         */
        WebhookSecretId: string;
        /**
         * @description The id of a delivery of an event to a webhook endpoint.
         * @example whd_01m819eke0g5h6j7k8m9n0p1q2
         */
        WebhookDeliveryId: string;
        /**
         * @description Where webhooks are POSTed. https, a public host, no user name or password.
         * @example https://example.com/florin
         */
        WebhookUrl: string;
        /** @description For people. */
        WebhookDescription: string | null;
        /**
         * @description Which events: types such as `florin.transactions.completed.v1`, groups such as `florin.transactions.*`, or `*`
         *     for all, including future types. Events about webhooks themselves are not sent by webhook.
         * @example [
         *       "florin.transactions.*"
         *     ]
         */
        WebhookEventTypes: components["schemas"]["WebhookEventType"][];
        /**
         * @description Which events: types such as `florin.transactions.completed.v1`, groups such as `florin.transactions.*`, or `*`
         *     for all, including future types. Events about webhooks themselves are not sent by webhook.
         * @default [
         *       "*"
         *     ]
         * @example [
         *       "florin.transactions.*"
         *     ]
         */
        WebhookEventTypesInput: components["schemas"]["WebhookEventType"][];
        /** @description A type of event, a group that ends in `.*`, or `*`. */
        WebhookEventType: string;
        /** @description The new endpoint. */
        CreateWebhookEndpoint: {
            /**
             * @description Where webhooks are POSTed. https, a public host, no user name or password.
             * @example https://example.com/florin
             */
            url: components["schemas"]["WebhookUrl"];
            /**
             * @description Which events: types such as `florin.transactions.completed.v1`, groups such as `florin.transactions.*`, or `*`
             *     for all, including future types. Events about webhooks themselves are not sent by webhook.
             * @default [
             *       "*"
             *     ]
             * @example [
             *       "florin.transactions.*"
             *     ]
             */
            event_types?: components["schemas"]["WebhookEventTypesInput"];
            /** @description For people. */
            description?: components["schemas"]["WebhookDescription"];
        };
        /** @description The fields to change. Omitted fields stay as they are. */
        UpdateWebhookEndpoint: {
            /**
             * @description Where webhooks are POSTed. https, a public host, no user name or password.
             * @example https://example.com/florin
             */
            url?: components["schemas"]["WebhookUrl"];
            /**
             * @description Which events: types such as `florin.transactions.completed.v1`, groups such as `florin.transactions.*`, or `*`
             *     for all, including future types. Events about webhooks themselves are not sent by webhook.
             * @example [
             *       "florin.transactions.*"
             *     ]
             */
            event_types?: components["schemas"]["WebhookEventTypes"];
            /** @description For people. */
            description?: components["schemas"]["WebhookDescription"];
            /** @description False stops deliveries; true starts them again, also those that waited. */
            enabled?: boolean;
        };
        /** @description How long the earlier secrets stay valid. */
        CreateWebhookSecret: {
            /**
             * Format: int32
             * @description How long earlier secrets keep signing.
             * @default 86400
             */
            overlap_seconds?: number;
        };
        /** @description A secret that signs webhooks, without its value. */
        WebhookSecret: {
            /**
             * @description The id of the secret.
             * @example whs_01m819eke0f1a2b3c4d5e6f7g8
             */
            id: components["schemas"]["WebhookSecretId"];
            /**
             * Format: date-time
             * @description When it was created, in UTC.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it stops signing; null until it is replaced.
             */
            expires_at: string | null;
        };
        /** @description A new secret that signs webhooks. */
        WebhookSecretWithValue: {
            /**
             * @description The id of the secret.
             * @example whs_01m819eke0f1a2b3c4d5e6f7g8
             */
            id: components["schemas"]["WebhookSecretId"];
            /** @description The secret to verify webhooks with. Shown once. */
            secret: string;
            /**
             * Format: date-time
             * @description When it was created, in UTC.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it stops signing; null until it is replaced.
             */
            expires_at: string | null;
        };
        /** @description Whether the endpoint has answered the bank's challenge. Where the bank requires none, it is verified. */
        WebhookVerification: {
            /**
             * @description `pending`: it gets challenges, and events wait for it. `verified`: it gets events. `failed`: the last
             *     challenge of the schedule failed, or it answered 410; it gets nothing until you request another challenge.
             * @enum {string}
             */
            status: "pending" | "verified" | "failed";
            /**
             * Format: date-time
             * @description When it answered a challenge; null for an endpoint that never had to.
             */
            verified_at: string | null;
            /**
             * Format: int64
             * @description Challenges since the endpoint was created, moved to another URL, or verified on request.
             */
            attempt_count: number;
            /**
             * Format: date-time
             * @description When the latest challenge was sent, in UTC; null before the first.
             */
            last_attempt_at: string | null;
            /** @description Why the latest challenge failed, and what to do. */
            last_failure: string | null;
            /**
             * Format: date-time
             * @description When the next challenge is sent, in UTC; null when none is planned.
             */
            next_attempt_at: string | null;
            /**
             * Format: date-time
             * @description From when on events were not kept for this endpoint, because it failed or 10,000 waited already. Read what
             *     happened between this time and `verified_at` from the lists of the API.
             */
            events_missed_since: string | null;
        };
        /** @description A URL that the bank sends events to. */
        WebhookEndpoint: {
            /**
             * @description The id of the endpoint.
             * @example whe_01m819eke0e8x9qk3m5r7t2v4w
             */
            id: components["schemas"]["WebhookEndpointId"];
            /** @description Where webhooks are POSTed. */
            url: string;
            /** @description For people; null without one. */
            description: string | null;
            /** @description Which events are sent: types, groups, or `*` for all. */
            event_types: string[];
            /** @description A disabled endpoint gets no new deliveries, and waiting deliveries keep waiting. */
            enabled: boolean;
            /**
             * @description `by_request` (you disabled it), `gone` (it answered 410), `failing` (no delivery succeeded for days).
             * @enum {string|null}
             */
            disabled_reason: "by_request" | "gone" | "failing" | null;
            /**
             * Format: date-time
             * @description When it was disabled, in UTC; null while it is enabled.
             */
            disabled_at: string | null;
            /**
             * Format: date-time
             * @description The first failure since the last success.
             */
            failing_since: string | null;
            /** @description Whether the endpoint has answered the bank's challenge. Where the bank requires none, it is verified. */
            verification: components["schemas"]["WebhookVerification"];
            /** @description Those that sign now, newest first. */
            secrets: components["schemas"]["WebhookSecret"][];
            /**
             * Format: date-time
             * @description When it was created, in UTC.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed, in UTC.
             */
            updated_at: string;
            /** @description Who made the latest change of the endpoint or its secrets. */
            changed_by?: components["schemas"]["Actor"];
        };
        /** @description A new endpoint with its secret. */
        WebhookEndpointWithSecret: {
            /**
             * @description The id of the endpoint.
             * @example whe_01m819eke0e8x9qk3m5r7t2v4w
             */
            id: components["schemas"]["WebhookEndpointId"];
            /** @description Where webhooks are POSTed. */
            url: string;
            /** @description For people; null without one. */
            description: string | null;
            /** @description Which events are sent: types, groups, or `*` for all. */
            event_types: string[];
            /** @description A disabled endpoint gets no new deliveries, and waiting deliveries keep waiting. */
            enabled: boolean;
            /**
             * @description `by_request` (you disabled it), `gone` (it answered 410), `failing` (no delivery succeeded for days).
             * @enum {string|null}
             */
            disabled_reason: "by_request" | "gone" | "failing" | null;
            /**
             * Format: date-time
             * @description When it was disabled, in UTC; null while it is enabled.
             */
            disabled_at: string | null;
            /**
             * Format: date-time
             * @description The first failure since the last success.
             */
            failing_since: string | null;
            /** @description Whether the endpoint has answered the bank's challenge. Where the bank requires none, it is verified. */
            verification: components["schemas"]["WebhookVerification"];
            /** @description Those that sign now, newest first. */
            secrets: components["schemas"]["WebhookSecret"][];
            /**
             * Format: date-time
             * @description When it was created, in UTC.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it last changed, in UTC.
             */
            updated_at: string;
            /** @description Who made the latest change of the endpoint or its secrets. */
            changed_by?: components["schemas"]["Actor"];
            /** @description The secret to verify webhooks with. Shown once. */
            secret: string;
        };
        /** @description A page of webhook endpoints. */
        WebhookEndpointList: {
            /** @description The endpoints of this page, newest first. */
            data: components["schemas"]["WebhookEndpoint"][];
            /** @description Whether there is another page. */
            has_more: boolean;
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
        };
        /**
         * @description Whether an event was delivered; `failed` means that it is no longer attempted.
         * @enum {string}
         */
        WebhookDeliveryStatus: "pending" | "delivered" | "failed";
        /** @description One event on its way to one endpoint. */
        WebhookDelivery: {
            /**
             * @description The `webhook-id` of every attempt.
             * @example whd_01m819eke0g5h6j7k8m9n0p1q2
             */
            id: components["schemas"]["WebhookDeliveryId"];
            /**
             * @description The endpoint that it goes to.
             * @example whe_01m819eke0e8x9qk3m5r7t2v4w
             */
            endpoint_id: components["schemas"]["WebhookEndpointId"];
            /** @description The id of the event. */
            event_id: string;
            /** @description The type of the event. */
            event_type: string;
            /** @description The account that the event is about; null where it is about none. */
            account_id: string | null;
            /** @description The transaction that the event is about; null where it is about none. */
            transaction_id: string | null;
            /** @description Whether an event was delivered; `failed` means that it is no longer attempted. */
            status: components["schemas"]["WebhookDeliveryStatus"];
            /**
             * Format: int64
             * @description How often it was attempted.
             */
            attempt_count: number;
            /**
             * Format: int32
             * @description The HTTP status of the last attempt; null when no answer came.
             */
            last_response_status: number | null;
            /** @description Why the last attempt failed, for people. */
            last_failure: string | null;
            /**
             * Format: date-time
             * @description When it is attempted next, in UTC; null when it is not.
             */
            next_attempt_at: string | null;
            /**
             * Format: date-time
             * @description When the endpoint accepted it, in UTC; null before.
             */
            delivered_at: string | null;
            /**
             * Format: date-time
             * @description When it was created, in UTC.
             */
            created_at: string;
        };
        /** @description One attempt to deliver an event. */
        WebhookAttempt: {
            /**
             * Format: int64
             * @description The number of the attempt, from 1.
             */
            number: number;
            /**
             * Format: date-time
             * @description When it started, in UTC.
             */
            started_at: string;
            /**
             * Format: int64
             * @description How long it took, in milliseconds.
             */
            duration_ms: number;
            /**
             * Format: int32
             * @description The HTTP status of the answer; null when none came.
             */
            response_status: number | null;
            /** @description Null when it was delivered. */
            failure: string | null;
            /** @description The first bytes of the answer's body, without control characters. */
            response_excerpt: string;
        };
        /** @description A delivery with its body and its attempts. */
        WebhookDeliveryDetails: {
            /**
             * @description The `webhook-id` of every attempt.
             * @example whd_01m819eke0g5h6j7k8m9n0p1q2
             */
            id: components["schemas"]["WebhookDeliveryId"];
            /**
             * @description The endpoint that it goes to.
             * @example whe_01m819eke0e8x9qk3m5r7t2v4w
             */
            endpoint_id: components["schemas"]["WebhookEndpointId"];
            /** @description The id of the event. */
            event_id: string;
            /** @description The type of the event. */
            event_type: string;
            /** @description The account that the event is about; null where it is about none. */
            account_id: string | null;
            /** @description The transaction that the event is about; null where it is about none. */
            transaction_id: string | null;
            /** @description Whether an event was delivered; `failed` means that it is no longer attempted. */
            status: components["schemas"]["WebhookDeliveryStatus"];
            /**
             * Format: int64
             * @description How often it was attempted.
             */
            attempt_count: number;
            /**
             * Format: int32
             * @description The HTTP status of the last attempt; null when no answer came.
             */
            last_response_status: number | null;
            /** @description Why the last attempt failed, for people. */
            last_failure: string | null;
            /**
             * Format: date-time
             * @description When it is attempted next, in UTC; null when it is not.
             */
            next_attempt_at: string | null;
            /**
             * Format: date-time
             * @description When the endpoint accepted it, in UTC; null before.
             */
            delivered_at: string | null;
            /**
             * Format: date-time
             * @description When it was created, in UTC.
             */
            created_at: string;
            /** @description Newest first, at most 100 of them. */
            attempts: components["schemas"]["WebhookAttempt"][];
            /** @description What was sent, byte for byte. */
            body: string;
        };
        /** @description A page of deliveries. */
        WebhookDeliveryList: {
            /** @description The deliveries of this page, newest first. */
            data: components["schemas"]["WebhookDelivery"][];
            /** @description Whether there is another page. */
            has_more: boolean;
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
        };
        /** @description The answer to a deletion. */
        Deleted: {
            /** @description The id of what was deleted. */
            id: string;
            /** @description Always true. */
            deleted: boolean;
        };
        /** @description The transactions of one type and currency in the period. */
        AnalyticsTotal: {
            /**
             * @description ISO 4217 code.
             * @example USD
             */
            currency: components["schemas"]["Currency"];
            /** @description The kind of movement. */
            type: components["schemas"]["TransactionType"];
            /**
             * Format: int64
             * @description Completed transactions.
             */
            count: number;
            /**
             * Format: int64
             * @description The sum of their amounts, in minor units.
             */
            volume: number;
            /**
             * @description The sum beside it as text; only present beyond ±(2^53−1). The integer is exact too, but most JSON parsers would
             *     round it.
             */
            volume_exact?: components["schemas"]["ExactSum"];
            /**
             * Format: int64
             * @description Failed transactions.
             */
            failed: number;
        };
        /** @description The transactions of one type and currency in one hour. */
        AnalyticsHour: {
            /**
             * Format: date-time
             * @description Its first moment, UTC.
             */
            hour: string;
            /**
             * @description ISO 4217 code.
             * @example USD
             */
            currency: components["schemas"]["Currency"];
            /** @description The kind of movement. */
            type: components["schemas"]["TransactionType"];
            /**
             * Format: int64
             * @description Completed transactions.
             */
            count: number;
            /**
             * Format: int64
             * @description The sum of their amounts, in minor units.
             */
            volume: number;
            /**
             * @description The sum beside it as text; only present beyond ±(2^53−1). The integer is exact too, but most JSON parsers would
             *     round it.
             */
            volume_exact?: components["schemas"]["ExactSum"];
            /**
             * Format: int64
             * @description Failed transactions.
             */
            failed: number;
        };
        /** @description The transactions of a period, by type and currency. */
        AnalyticsSummary: {
            /** @description The totals of the period. */
            totals: components["schemas"]["AnalyticsTotal"][];
            /** @description Hours with transactions, oldest first. */
            hours: components["schemas"]["AnalyticsHour"][];
            /**
             * Format: date-time
             * @description The start of the period, in UTC.
             */
            from: string;
            /**
             * Format: date-time
             * @description The end of the period, exclusive, in UTC.
             */
            to: string;
            /**
             * Format: date-time
             * @description When it was read.
             */
            as_of: string;
        };
        /**
         * @description The sum beside it as text; only present beyond ±(2^53−1). The integer is exact too, but most JSON parsers would
         *     round it.
         */
        ExactSum: string;
        /**
         * @description What is counted or added up.
         * @enum {string}
         */
        AnalyticsMetric: "count" | "volume" | "average_ticket" | "failed" | "net" | "balance" | "active_accounts" | "opened_accounts" | "closed_accounts";
        /** @description One value of a series. */
        AnalyticsPoint: {
            /**
             * Format: date-time
             * @description The first moment of the bucket, UTC.
             */
            time: string;
            /**
             * Format: int64
             * @description A number, or minor units of the currency.
             */
            value: number;
            /**
             * @description The sum beside it as text; only present beyond ±(2^53−1). The integer is exact too, but most JSON parsers would
             *     round it.
             */
            value_exact?: components["schemas"]["ExactSum"];
        };
        /** @description A metric over a period, per currency. */
        AnalyticsSeries: {
            /** @description What is counted or added up. */
            metric: components["schemas"]["AnalyticsMetric"];
            /**
             * @description The length of a bucket.
             * @enum {string}
             */
            interval: "hour" | "day";
            /**
             * Format: date-time
             * @description The start of the period, in UTC.
             */
            from: string;
            /**
             * Format: date-time
             * @description The end of the period, exclusive, in UTC.
             */
            to: string;
            /** @description One for each currency with data, or the requested one. */
            series: {
                /**
                 * @description ISO 4217 code.
                 * @example USD
                 */
                currency: components["schemas"]["Currency"];
                /** @description The values, oldest first. */
                points: components["schemas"]["AnalyticsPoint"][];
            }[];
            /**
             * Format: date-time
             * @description When it was read.
             */
            as_of: string;
        };
        /** @description The balance of an account over a period. */
        AccountBalanceSeries: {
            /**
             * @description The account that has the balances.
             * @example acct_01m819eke0e209k3gghyc4dkah
             */
            account_id: components["schemas"]["AccountId"];
            /**
             * @description ISO 4217 code.
             * @example USD
             */
            currency: components["schemas"]["Currency"];
            /**
             * @description The length of a bucket.
             * @enum {string}
             */
            interval: "hour" | "day";
            /**
             * Format: date-time
             * @description The start of the period, in UTC.
             */
            from: string;
            /**
             * Format: date-time
             * @description The end of the period, exclusive, in UTC.
             */
            to: string;
            /** @description The balances, oldest first. */
            points: components["schemas"]["AnalyticsPoint"][];
            /**
             * Format: date-time
             * @description When it was read.
             */
            as_of: string;
        };
        /** @description The accounts that moved the most in a period. */
        TopMovers: {
            /**
             * @description ISO 4217 code.
             * @example USD
             */
            currency: components["schemas"]["Currency"];
            /**
             * @description What the accounts are ordered by.
             * @enum {string}
             */
            by: "volume" | "received" | "paid" | "count";
            /** @description The accounts, largest first. */
            data: {
                /**
                 * @description The account that moved it.
                 * @example acct_01m819eke0e209k3gghyc4dkah
                 */
                account_id: components["schemas"]["AccountId"];
                /**
                 * Format: int64
                 * @description Minor units.
                 */
                received: number;
                /**
                 * @description The sum beside it as text; only present beyond ±(2^53−1). The integer is exact too, but most JSON parsers would
                 *     round it.
                 */
                received_exact?: components["schemas"]["ExactSum"];
                /**
                 * Format: int64
                 * @description Minor units.
                 */
                paid: number;
                /**
                 * @description The sum beside it as text; only present beyond ±(2^53−1). The integer is exact too, but most JSON parsers would
                 *     round it.
                 */
                paid_exact?: components["schemas"]["ExactSum"];
                /**
                 * Format: int64
                 * @description Completed transactions.
                 */
                count: number;
            }[];
            /**
             * Format: date-time
             * @description The start of the period, in UTC.
             */
            from: string;
            /**
             * Format: date-time
             * @description The end of the period, exclusive, in UTC.
             */
            to: string;
            /**
             * Format: date-time
             * @description When it was read.
             */
            as_of: string;
        };
        /** @description Why transactions failed in a period. */
        FailureReasons: {
            /** @description The reasons, most frequent first. */
            data: {
                /** @description The code of the problem that was answered. */
                code: string;
                /**
                 * Format: int64
                 * @description Failed transactions.
                 */
                count: number;
            }[];
            /**
             * Format: date-time
             * @description The start of the period, in UTC.
             */
            from: string;
            /**
             * Format: date-time
             * @description The end of the period, exclusive, in UTC.
             */
            to: string;
            /**
             * Format: date-time
             * @description When it was read.
             */
            as_of: string;
        };
        /** @description How many accounts stay active, by the month in which they were opened. */
        Cohorts: {
            /** @description One entry per month, oldest first. */
            data: {
                /** @description The month in which the accounts were opened, UTC. */
                month: string;
                /**
                 * Format: int64
                 * @description How many were opened.
                 */
                accounts: number;
                /** @description How many of them were active in that month, in the next one, and so on up to this month. */
                active: number[];
            }[];
            /**
             * Format: date-time
             * @description When it was read.
             */
            as_of: string;
        };
        /** @description The process runs. */
        Liveness: {
            /**
             * @description Always `live`.
             * @constant
             */
            status: "live";
        };
        /** @description Whether the process can serve requests, with the state of what it depends on. */
        Readiness: {
            /**
             * @description Whether it can serve requests.
             * @enum {string}
             */
            status: "ready" | "not_ready";
            /** @description The state of each dependency, by name; empty on the public port. */
            checks: {
                [key: string]: {
                    /** @description Whether it works. */
                    ok: boolean;
                    /** @description Whether the process cannot work without it. */
                    required: boolean;
                    /** @description For people: what is wrong. */
                    detail?: string;
                };
            };
        };
        /**
         * @description The id of an API key, which is not secret.
         * @example key_01m819eke0e8x9qk3m5r7t2v4w
         */
        ApiKeyId: string;
        /**
         * @description One permission of a key; each operation names the one it needs.
         * @enum {string}
         */
        Scope: "accounts:read" | "accounts:write" | "accounts:freeze" | "accounts:limits" | "transactions:read" | "transactions:write" | "notifications:read" | "notifications:write" | "webhooks:read" | "webhooks:write" | "fraud:read" | "fraud:write" | "analytics:read" | "keys:read" | "keys:write" | "audit:read";
        /**
         * @description A key that was rotated is also `expired` after its overlap.
         * @enum {string}
         */
        ApiKeyStatus: "active" | "expired" | "revoked";
        /** @description The request of an access token, as in RFC 6749. */
        AccessTokenRequest: {
            /**
             * @description Always `client_credentials`.
             * @constant
             */
            grant_type: "client_credentials";
            /**
             * @description The id of an API key, unless sent by HTTP Basic.
             * @example key_01m819eke0e8x9qk3m5r7t2v4w
             */
            client_id?: components["schemas"]["ApiKeyId"];
            /** @description The API key itself, unless sent by HTTP Basic. */
            client_secret?: string;
            /** @description Some of the key's scopes, separated by spaces; by default all of them. */
            scope?: string;
        };
        /** @description An access token, as in RFC 6749. */
        AccessToken: {
            /** @description A JSON Web Token of at most 2,048 characters. Its claims are those of RFC 9068, and the tenant as `tenant_id`. */
            access_token: string;
            /**
             * @description Always `Bearer`.
             * @constant
             */
            token_type: "Bearer";
            /**
             * Format: int32
             * @description How many seconds it works, counted from the answer.
             */
            expires_in: number;
            /** @description Its scopes, separated by spaces. */
            scope: string;
        };
        /** @description Why there is no access token, as in RFC 6749. */
        OAuthError: {
            /**
             * @description Decide by this.
             * @enum {string}
             */
            error: "invalid_request" | "invalid_client" | "invalid_scope" | "unsupported_grant_type";
            /** @description For people; it may change. */
            error_description: string;
        };
        /** @description The public keys that verify access tokens, as in RFC 7517. */
        TokenKeys: {
            /** @description The keys that sign now, or signed until recently. */
            keys: {
                /** @description The id of the key, as in the header of a token. */
                kid: string;
                /**
                 * @description The kind of key.
                 * @constant
                 */
                kty: "EC";
                /**
                 * @description The curve.
                 * @constant
                 */
                crv: "P-256";
                /**
                 * @description The algorithm of the signature.
                 * @constant
                 */
                alg: "ES256";
                /**
                 * @description What the key is for: signatures.
                 * @constant
                 */
                use: "sig";
                /** @description The x coordinate of the point, in base64url. */
                x: string;
                /** @description The y coordinate of the point, in base64url. */
                y: string;
            }[];
        };
        /** @description The new key. */
        CreateApiKey: {
            /**
             * @description For people: what the key is used for. Need not be unique.
             * @example till 7
             */
            name: string;
            /** @description Its scopes: no more than the key of the request has. */
            scopes: components["schemas"]["Scope"][];
            /**
             * @description The moment from which it no longer works, in the future, and not after the expiry of the key that makes it.
             *     Without it, it works as long as that key, or until it is revoked; the bank may set a maximum.
             * @example 2026-11-22T09:30:00Z
             * @example 2026-11-22
             */
            expires_at?: components["schemas"]["Time"];
            /**
             * @description The IP addresses and networks (CIDR notation, IPv4 or IPv6) from which it works, also as an access token. From
             *     any other, requests get 403 `forbidden`. Without them, it works from where the key works that makes it.
             * @example [
             *       "203.0.113.0/24",
             *       "2001:db8::1"
             *     ]
             */
            allowed_addresses?: components["schemas"]["AllowedAddresses"];
            /**
             * @description The time zone in which a date starts, as an IANA name. By default UTC. It does not affect times with an offset.
             * @example Europe/Berlin
             */
            time_zone?: components["schemas"]["TimeZone"];
        };
        /** @description How long the old key keeps working, and what differs in the new one. All fields are optional. */
        RotateApiKey: {
            /**
             * Format: int32
             * @description How long the old key keeps working.
             * @default 86400
             */
            overlap_seconds?: number;
            /**
             * @description When the new key expires, in the future, and not after the expiry of the key that makes it. Without it, it
             *     works as long as that key, or until it is revoked, whatever the expiry of the old one; the bank may set a
             *     maximum.
             * @example 2026-11-22T09:30:00Z
             * @example 2026-11-22
             */
            expires_at?: components["schemas"]["Time"];
            /**
             * @description From where the new key works. Without them, from where the old one does.
             * @example [
             *       "203.0.113.0/24",
             *       "2001:db8::1"
             *     ]
             */
            allowed_addresses?: components["schemas"]["AllowedAddresses"];
            /**
             * @description The time zone in which a date starts, as an IANA name. By default UTC. It does not affect times with an offset.
             * @example Europe/Berlin
             */
            time_zone?: components["schemas"]["TimeZone"];
        };
        /** @description An API key without its secret. */
        ApiKey: {
            /**
             * @description The id of the key, which is not secret.
             * @example key_01m819eke0e8x9qk3m5r7t2v4w
             */
            id: components["schemas"]["ApiKeyId"];
            /** @description For people: what the key is used for. */
            name: string;
            /** @description The first characters of the secret, by which people recognize their keys. */
            prefix: string;
            /** @description What the key may do. */
            scopes: components["schemas"]["Scope"][];
            /** @description A key that was rotated is also `expired` after its overlap. */
            status: components["schemas"]["ApiKeyStatus"];
            /** @description The key that was rotated into this one. */
            replaces: string | null;
            /**
             * Format: date-time
             * @description When it was created, in UTC.
             */
            created_at: string;
            /** @description The id of the key that made it, or `operator`. */
            created_by: string;
            /**
             * Format: date-time
             * @description The moment from which it no longer works, in UTC; null without one.
             */
            expires_at: string | null;
            /**
             * Format: date-time
             * @description When it was revoked, in UTC; null while it is not.
             */
            revoked_at: string | null;
            /** @description The addresses and networks from which it works; null for any. */
            allowed_addresses: string[] | null;
            /**
             * Format: date-time
             * @description Accurate to the minute; null while it has never been used.
             */
            last_used_at: string | null;
            /** @description The client's address at that time; null if it is not known. */
            last_used_address: string | null;
        };
        /** @description A new API key. */
        ApiKeyWithSecret: {
            /**
             * @description The id of the key, which is not secret.
             * @example key_01m819eke0e8x9qk3m5r7t2v4w
             */
            id: components["schemas"]["ApiKeyId"];
            /** @description For people: what the key is used for. */
            name: string;
            /** @description The first characters of the secret, by which people recognize their keys. */
            prefix: string;
            /** @description What the key may do. */
            scopes: components["schemas"]["Scope"][];
            /** @description A key that was rotated is also `expired` after its overlap. */
            status: components["schemas"]["ApiKeyStatus"];
            /** @description The key that was rotated into this one. */
            replaces: string | null;
            /**
             * Format: date-time
             * @description When it was created, in UTC.
             */
            created_at: string;
            /** @description The id of the key that made it, or `operator`. */
            created_by: string;
            /**
             * Format: date-time
             * @description The moment from which it no longer works, in UTC; null without one.
             */
            expires_at: string | null;
            /**
             * Format: date-time
             * @description When it was revoked, in UTC; null while it is not.
             */
            revoked_at: string | null;
            /** @description The addresses and networks from which it works; null for any. */
            allowed_addresses: string[] | null;
            /**
             * Format: date-time
             * @description Accurate to the minute; null while it has never been used.
             */
            last_used_at: string | null;
            /** @description The client's address at that time; null if it is not known. */
            last_used_address: string | null;
            /** @description The key itself, `flk_…`, shown once. Null in the answer to a repeated request. */
            secret: string | null;
        };
        /** @description What else to revoke. All fields are optional. */
        RevokeApiKey: {
            /**
             * @description Whether to revoke the keys that it made too, and those that they made.
             * @default false
             */
            cascade?: boolean;
        };
        /** @description An API key that was revoked, with the keys that it made. */
        RevokedApiKey: {
            /**
             * @description The id of the key, which is not secret.
             * @example key_01m819eke0e8x9qk3m5r7t2v4w
             */
            id: components["schemas"]["ApiKeyId"];
            /** @description For people: what the key is used for. */
            name: string;
            /** @description The first characters of the secret, by which people recognize their keys. */
            prefix: string;
            /** @description What the key may do. */
            scopes: components["schemas"]["Scope"][];
            /** @description A key that was rotated is also `expired` after its overlap. */
            status: components["schemas"]["ApiKeyStatus"];
            /** @description The key that was rotated into this one. */
            replaces: string | null;
            /**
             * Format: date-time
             * @description When it was created, in UTC.
             */
            created_at: string;
            /** @description The id of the key that made it, or `operator`. */
            created_by: string;
            /**
             * Format: date-time
             * @description The moment from which it no longer works, in UTC; null without one.
             */
            expires_at: string | null;
            /**
             * Format: date-time
             * @description When it was revoked, in UTC; null while it is not.
             */
            revoked_at: string | null;
            /** @description The addresses and networks from which it works; null for any. */
            allowed_addresses: string[] | null;
            /**
             * Format: date-time
             * @description Accurate to the minute; null while it has never been used.
             */
            last_used_at: string | null;
            /** @description The client's address at that time; null if it is not known. */
            last_used_address: string | null;
            /** @description With `cascade`, the keys that were revoked with it. Without, the keys that it made and that are not revoked. */
            children: components["schemas"]["ApiKey"][];
        };
        /**
         * @description The IP addresses and networks (CIDR notation, IPv4 or IPv6) from which it works, also as an access token. From
         *     any other, requests get 403 `forbidden`. Without them, it works from where the key works that makes it.
         * @example [
         *       "203.0.113.0/24",
         *       "2001:db8::1"
         *     ]
         */
        AllowedAddresses: string[];
        /** @description A page of API keys. */
        ApiKeyList: {
            /** @description The keys of this page, newest first. */
            data: components["schemas"]["ApiKey"][];
            /** @description Whether there is another page. */
            has_more: boolean;
            /** @description Pass it as `cursor` to get the next page; null on the last. */
            next_cursor: string | null;
        };
        /** @description What went wrong, as in RFC 9457. */
        Problem: {
            /**
             * Format: uri-reference
             * @description The address of a page about the code, at this API.
             */
            type: string;
            /** @description The code in words, the same for each problem of this code. */
            title: string;
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            /** @description What happened in this case, for people. */
            detail: string;
            /** @description The path of the request. */
            instance: string;
            /**
             * @description Decide by this. A code never changes its meaning; new ones may be added.
             * @enum {string}
             */
            code: "malformed_json" | "malformed_request" | "invalid_cursor" | "insufficient_funds" | "unauthenticated" | "forbidden" | "not_found" | "method_not_allowed" | "request_timeout" | "transaction_in_progress" | "request_in_progress" | "state_conflict" | "duplicate_external_id" | "precondition_failed" | "body_too_large" | "unsupported_media_type" | "expectation_failed" | "validation_failed" | "idempotency_key_reused" | "currency_mismatch" | "limit_exceeded" | "rate_limited" | "account_contended" | "headers_too_large" | "internal_error" | "overloaded" | "service_unavailable";
            /** @description The server's own id of the request, as in `Florin-Request-Id`. */
            request_id: string;
            /** @description The invalid fields, at most 20 of them. */
            errors?: {
                /**
                 * @description The part of the request.
                 * @enum {string}
                 */
                in: "body" | "query" | "path" | "header";
                /** @description The place in it, as a JSON pointer. */
                pointer: string;
                /** @description What is wrong with it, for people. */
                message: string;
            }[];
            /** @description The failed transaction, where the bank recorded one. */
            transaction?: components["schemas"]["Transaction"];
        };
    };
    responses: {
        /** @description The request itself is malformed. */
        MalformedRequest: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Florin-Request-Id": components["headers"]["ServerRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request or its body is malformed. */
        Malformed: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Florin-Request-Id": components["headers"]["ServerRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The account does not cover the amount, or the request is malformed. */
        PaymentRefused: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Florin-Request-Id": components["headers"]["ServerRequestId"];
                "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The cursor is invalid, or the request is malformed. */
        BadList: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Florin-Request-Id": components["headers"]["ServerRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No key, or an invalid one. */
        Unauthenticated: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Florin-Request-Id": components["headers"]["ServerRequestId"];
                "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The key lacks the scope, or does not work from the client's address. */
        Forbidden: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Florin-Request-Id": components["headers"]["ServerRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Nothing has this id, or it is not yours. */
        NotFound: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Florin-Request-Id": components["headers"]["ServerRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It, or its account, is in a state that does not allow this. */
        StateConflict: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Florin-Request-Id": components["headers"]["ServerRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A field is invalid, an account has another currency, or the idempotency key belongs to another request. */
        ScheduleRefused: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Florin-Request-Id": components["headers"]["ServerRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The account cannot change in this way, or another request is changing it. */
        AccountUnchanged: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Florin-Request-Id": components["headers"]["ServerRequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The alert was decided before. */
        AlertDecided: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Florin-Request-Id": components["headers"]["ServerRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Another account has this `external_id`, or the same request is still running. */
        AccountConflict: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Florin-Request-Id": components["headers"]["ServerRequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Another request is changing the account, it is not open, or the same request is still running. */
        Busy: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Florin-Request-Id": components["headers"]["ServerRequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The account has changed since the version that `If-Match` names. Nothing moved, nothing is recorded. */
        PreconditionFailed: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Florin-Request-Id": components["headers"]["ServerRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Its state does not allow this. */
        Conflict: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Florin-Request-Id": components["headers"]["ServerRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A field is invalid, there are too many endpoints, or the idempotency key belongs to another request. */
        EndpointRefused: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Florin-Request-Id": components["headers"]["ServerRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is larger than 64 KiB (1 MiB for a batch). */
        BodyTooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Florin-Request-Id": components["headers"]["ServerRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is not `application/json`. */
        UnsupportedMediaType: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Florin-Request-Id": components["headers"]["ServerRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A parameter is invalid or unknown. */
        Invalid: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Florin-Request-Id": components["headers"]["ServerRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A field is invalid, or the idempotency key belongs to another request. */
        AccountRefused: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Florin-Request-Id": components["headers"]["ServerRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A field is invalid, a rule forbids the movement, or the idempotency key belongs to another request. */
        MovementRefused: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Florin-Request-Id": components["headers"]["ServerRequestId"];
                "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests at once. Nothing happened; try again after `Retry-After`. */
        TooManyRequests: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Florin-Request-Id": components["headers"]["ServerRequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests of your tenant or for this account. Nothing happened; try again after `Retry-After`. */
        TooManyPostings: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Florin-Request-Id": components["headers"]["ServerRequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `overloaded`: the request was turned away before it began and moved nothing. `service_unavailable`: a service
         *     that the answer needs is away, and whether money moved is unknown. In both cases repeat the request with the
         *     same `Idempotency-Key` after `Retry-After`.
         */
        Unavailable: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Florin-Request-Id": components["headers"]["ServerRequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Any error of HTTP itself, and our own mistakes. */
        Other: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Florin-Request-Id": components["headers"]["ServerRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /**
         * @description The account's id.
         * @example acct_01m819eke0e209k3gghyc4dkah
         */
        AccountIdInPath: components["schemas"]["AccountId"];
        /**
         * @description The transaction's id.
         * @example txn_01m819eke0es3v0j9qtsf6ysh6
         */
        TransactionIdInPath: components["schemas"]["TransactionId"];
        /**
         * @description The time zone in which a date starts, as an IANA name. By default UTC.
         * @example Europe/Berlin
         */
        TimeZone: components["schemas"]["TimeZone"];
        /**
         * @description A moment in the past; by default now. It counts what happened before it, and not what happened at it, like the
         *     `to` of a statement: the balance at the first moment of December is the closing balance of November. Up to 30
         *     seconds ahead of the server counts as now.
         * @example 2026-11-22T09:30:00Z
         */
        At: components["schemas"]["Time"];
        /** @description The time by which movements count. */
        Basis: components["schemas"]["TimeBasis"];
        /**
         * @description The scheduled transaction's id.
         * @example sched_01m819eke0e4x8bq2v7zr5c9nd
         */
        ScheduledTransactionIdInPath: components["schemas"]["ScheduledTransactionId"];
        /**
         * @description Only those with this metadata, key by key, as in `metadata[order]=4711`. Of several keys all must match.
         * @example {
         *       "order": "4711"
         *     }
         */
        MetadataFilter: components["schemas"]["Metadata"];
        /**
         * @description Only those created at this time or later.
         * @example 2026-11-22T09:30:00Z
         */
        CreatedFrom: components["schemas"]["Time"];
        /**
         * @description Only those created before this time.
         * @example 2026-11-22T09:30:00Z
         */
        CreatedTo: components["schemas"]["Time"];
        /**
         * @description The API key's id.
         * @example key_01m819eke0e8x9qk3m5r7t2v4w
         */
        ApiKeyIdInPath: components["schemas"]["ApiKeyId"];
        /**
         * @description The endpoint's id.
         * @example whe_01m819eke0e8x9qk3m5r7t2v4w
         */
        WebhookEndpointIdInPath: components["schemas"]["WebhookEndpointId"];
        /**
         * @description The secret's id.
         * @example whs_01m819eke0f1a2b3c4d5e6f7g8
         */
        WebhookSecretIdInPath: components["schemas"]["WebhookSecretId"];
        /**
         * @description The delivery's id.
         * @example whd_01m819eke0g5h6j7k8m9n0p1q2
         */
        WebhookDeliveryIdInPath: components["schemas"]["WebhookDeliveryId"];
        /**
         * @description The alert's id.
         * @example alrt_01m819eke0ejz8a0v3365h67rv
         */
        FraudAlertIdInPath: components["schemas"]["FraudAlertId"];
        /** @description The rule's id, which is the name of its kind. */
        FraudRuleIdInPath: components["schemas"]["FraudRuleId"];
        /** @description The maximum number of entries in the answer. */
        Limit: number;
        /** @description The `next_cursor` of the previous page. */
        Cursor: string;
        /** @description The length of each bucket. Hours and days start in UTC. */
        Interval: "hour" | "day";
        /**
         * @description Start of the series, rounded down to the whole hour or day. By default 24 hours before `to` for hours, at most
         *     31 days; 30 days before `to` for days, at most 731.
         * @example 2026-11-22T09:30:00Z
         */
        SeriesFrom: components["schemas"]["Time"];
        /**
         * @description End of the series; the last bucket is the one that starts before it. By default now.
         * @example 2026-11-22T09:30:00Z
         */
        SeriesTo: components["schemas"]["Time"];
        /**
         * @description Start, rounded down to the whole hour. By default 30 days before `to`, at most 731.
         * @example 2026-11-22T09:30:00Z
         */
        PeriodFrom: components["schemas"]["Time"];
        /**
         * @description End; the last hour counted is the one that starts before it. By default now.
         * @example 2026-11-22T09:30:00Z
         */
        PeriodTo: components["schemas"]["Time"];
        /**
         * @description Amounts of different currencies cannot be ranked together.
         * @example USD
         */
        RankedCurrency: components["schemas"]["CurrencyInput"];
        /** @description The figure to rank by; `volume` is the sum of received and paid. */
        RankedBy: "volume" | "received" | "paid" | "count";
        /** @description The maximum number of accounts. */
        RankingSize: number;
        /** @description The number of months, including this one. */
        Months: number;
        /**
         * @description Makes a retry safe: one key moves money at most once. 1 to 255 visible ASCII characters, unique within your
         *     tenant among all operations, such as a UUID. A key in quotes, as in the IETF's draft, is the same key: `k` and
         *     `"k"` are one. A known key gets its first answer before the time or the state of an account is checked. Without
         *     the header each request is a new one.
         */
        IdempotencyKey: string;
        /**
         * @description The last `Florin-Position` that an answer to your writes named. This answer then contains everything that the named
         *     one covered, also when a replica of the database serves it. The SDK sends it by itself. Without it, or when the bank
         *     does not know it any more, nothing fails: a replica may then answer from data that are up to a second old, or the
         *     primary database answers. A cursor of a list contains the position of its page.
         */
        SeenPosition: string;
        /**
         * @description With `true` the request gets the answer that it would get now, refusals included, and writes nothing. No
         *     account is locked, so another request may change the result in between. The answer has `Dry-Run: true`; ids of
         *     what does not exist are zeros. A known `Idempotency-Key` gets its first answer.
         */
        DryRun: boolean;
        /**
         * @description Move money only if the account has not changed since you read it: the `ETag` of its last answer, such as `"2"`.
         *     Several may be given, separated by commas; `*` sets no condition. It is compared at the decision, with the
         *     account that pays (for a credit, with the one that receives). If it differs, the answer is 412
         *     `precondition_failed`, and nothing is recorded. The first answer to a known `Idempotency-Key` comes before the
         *     comparison.
         */
        IfMatch: string;
        /**
         * @description `wait=N`: how many seconds to wait for an account that another request is changing, 2 by default and at most.
         *     `wait=0` answers 409 `transaction_in_progress` at once.
         */
        Prefer: string;
        /**
         * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
         *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
         *     missing or invalid, the answer has our own id here too.
         */
        RequestId: string;
    };
    requestBodies: never;
    headers: {
        /** @description Your own id of the request, or ours if you sent none. It finds a refusal or failure in our logs. */
        RequestId: string;
        /** @description Our own id of the request, always new. Everything that the request changes is recorded with it (`actor`). */
        ServerRequestId: string;
        /** @description The account's version, as `"<version>"`: it changes with every movement. Send it back in `If-Match`. */
        AccountVersion: string;
        /**
         * @description An opaque text for the `Florin-Position` of your next reads, which then contain this write. Sent with every answer to a
         *     write, also a refusal, by a bank whose reads may come from replicas.
         */
        Position: string;
        /** @description `true` when nothing was written because the request had `dry_run=true`. */
        DryRun: "true";
        /** @description `true` when the `Idempotency-Key` was known and this is the first answer again. */
        IdempotentReplayed: "true";
        /** @description Seconds to wait before another attempt. */
        RetryAfter: number;
        /**
         * @description How much of what `detail` names is possible: requests at the same moment or in a period, or movements that wait. Sent with
         *     `rate_limited`.
         */
        RateLimitLimit: number;
        /** @description How many more are possible now. Sent with `rate_limited`. */
        RateLimitRemaining: number;
        /** @description Seconds after which more are possible. Sent with `rate_limited`. */
        RateLimitReset: number;
        /** @description The answer must not be cached. */
        NotKept: "no-store";
        /** @description How to authenticate. */
        WwwAuthenticate: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAccounts: {
        parameters: {
            query?: {
                /**
                 * @description Only the account with this `external_id`.
                 * @example customer-4711
                 */
                external_id?: components["schemas"]["ExternalId"];
                /**
                 * @description Only accounts in this currency.
                 * @example USD
                 */
                currency?: components["schemas"]["Currency"];
                /** @description Only accounts in this state; may be repeated. */
                status?: components["schemas"]["AccountStatus"][];
                /** @description Only accounts whose name starts with this text, ignoring case. */
                name?: string;
                /**
                 * @description Only those with this metadata, key by key, as in `metadata[order]=4711`. Of several keys all must match.
                 * @example {
                 *       "order": "4711"
                 *     }
                 */
                metadata?: components["parameters"]["MetadataFilter"];
                /**
                 * @description Only those created at this time or later.
                 * @example 2026-11-22T09:30:00Z
                 */
                created_from?: components["parameters"]["CreatedFrom"];
                /**
                 * @description Only those created before this time.
                 * @example 2026-11-22T09:30:00Z
                 */
                created_to?: components["parameters"]["CreatedTo"];
                /**
                 * @description The time zone in which a date starts, as an IANA name. By default UTC.
                 * @example Europe/Berlin
                 */
                time_zone?: components["parameters"]["TimeZone"];
                /** @description The maximum number of entries in the answer. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /**
                 * @description The last `Florin-Position` that an answer to your writes named. This answer then contains everything that the named
                 *     one covered, also when a replica of the database serves it. The SDK sends it by itself. Without it, or when the bank
                 *     does not know it any more, nothing fails: a replica may then answer from data that are up to a second old, or the
                 *     primary database answers. A cursor of a list contains the position of its page.
                 */
                "Florin-Position"?: components["parameters"]["SeenPosition"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of accounts. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountList"];
                };
            };
            400: components["responses"]["BadList"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    createAccount: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe: one key moves money at most once. 1 to 255 visible ASCII characters, unique within your
                 *     tenant among all operations, such as a UUID. A key in quotes, as in the IETF's draft, is the same key: `k` and
                 *     `"k"` are one. A known key gets its first answer before the time or the state of an account is checked. Without
                 *     the header each request is a new one.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CreateAccount"];
            };
        };
        responses: {
            /** @description The account. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    "Florin-Position": components["headers"]["Position"];
                    ETag: components["headers"]["AccountVersion"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["AccountConflict"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["AccountRefused"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The account's id.
                 * @example acct_01m819eke0e209k3gghyc4dkah
                 */
                id: components["parameters"]["AccountIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    ETag: components["headers"]["AccountVersion"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    updateAccount: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `wait=N`: how many seconds to wait for an account that another request is changing, 2 by default and at most.
                 *     `wait=0` answers 409 `transaction_in_progress` at once.
                 */
                Prefer?: components["parameters"]["Prefer"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The account's id.
                 * @example acct_01m819eke0e209k3gghyc4dkah
                 */
                id: components["parameters"]["AccountIdInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateAccount"];
            };
        };
        responses: {
            /** @description The changed account. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    "Florin-Position": components["headers"]["Position"];
                    ETag: components["headers"]["AccountVersion"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["AccountUnchanged"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    getAccountBalance: {
        parameters: {
            query?: {
                /**
                 * @description A moment in the past; by default now. It counts what happened before it, and not what happened at it, like the
                 *     `to` of a statement: the balance at the first moment of December is the closing balance of November. Up to 30
                 *     seconds ahead of the server counts as now.
                 * @example 2026-11-22T09:30:00Z
                 */
                at?: components["parameters"]["At"];
                /**
                 * @description The time zone in which a date starts, as an IANA name. By default UTC.
                 * @example Europe/Berlin
                 */
                time_zone?: components["parameters"]["TimeZone"];
                /** @description The time by which movements count. */
                basis?: components["parameters"]["Basis"];
            };
            header?: {
                /**
                 * @description The last `Florin-Position` that an answer to your writes named. This answer then contains everything that the named
                 *     one covered, also when a replica of the database serves it. The SDK sends it by itself. Without it, or when the bank
                 *     does not know it any more, nothing fails: a replica may then answer from data that are up to a second old, or the
                 *     primary database answers. A cursor of a list contains the position of its page.
                 */
                "Florin-Position"?: components["parameters"]["SeenPosition"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The account's id.
                 * @example acct_01m819eke0e209k3gghyc4dkah
                 */
                id: components["parameters"]["AccountIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The balance. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    ETag: components["headers"]["AccountVersion"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Balance"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    listAccountTransactions: {
        parameters: {
            query?: {
                /**
                 * @description Only those created at this time or later.
                 * @example 2026-11-22T09:30:00Z
                 */
                created_from?: components["parameters"]["CreatedFrom"];
                /**
                 * @description Only those created before this time.
                 * @example 2026-11-22T09:30:00Z
                 */
                created_to?: components["parameters"]["CreatedTo"];
                /**
                 * @description The time zone in which a date starts, as an IANA name. By default UTC.
                 * @example Europe/Berlin
                 */
                time_zone?: components["parameters"]["TimeZone"];
                /** @description The maximum number of entries in the answer. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /**
                 * @description The last `Florin-Position` that an answer to your writes named. This answer then contains everything that the named
                 *     one covered, also when a replica of the database serves it. The SDK sends it by itself. Without it, or when the bank
                 *     does not know it any more, nothing fails: a replica may then answer from data that are up to a second old, or the
                 *     primary database answers. A cursor of a list contains the position of its page.
                 */
                "Florin-Position"?: components["parameters"]["SeenPosition"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The account's id.
                 * @example acct_01m819eke0e209k3gghyc4dkah
                 */
                id: components["parameters"]["AccountIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of lines. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountLineList"];
                };
            };
            400: components["responses"]["BadList"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    getAccountStatement: {
        parameters: {
            query?: {
                /**
                 * @description The start of the period. By default the first moment of the month in which `to` lies, or of the current
                 *     month in `time_zone` without `to`.
                 * @example 2026-11-22T09:30:00Z
                 */
                from?: components["schemas"]["Time"];
                /**
                 * @description The end of the period, exclusive. May be in the future; the statement then ends now. By default the end of
                 *     the current month in `time_zone`.
                 * @example 2026-11-22T09:30:00Z
                 */
                to?: components["schemas"]["Time"];
                /**
                 * @description The time zone in which a date starts, as an IANA name. By default UTC.
                 * @example Europe/Berlin
                 */
                time_zone?: components["parameters"]["TimeZone"];
                /** @description The time by which movements count. */
                basis?: components["parameters"]["Basis"];
                /** @description The maximum number of entries in the answer. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /**
                 * @description The last `Florin-Position` that an answer to your writes named. This answer then contains everything that the named
                 *     one covered, also when a replica of the database serves it. The SDK sends it by itself. Without it, or when the bank
                 *     does not know it any more, nothing fails: a replica may then answer from data that are up to a second old, or the
                 *     primary database answers. A cursor of a list contains the position of its page.
                 */
                "Florin-Position"?: components["parameters"]["SeenPosition"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The account's id.
                 * @example acct_01m819eke0e209k3gghyc4dkah
                 */
                id: components["parameters"]["AccountIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The statement, in the format that `Accept` requests; JSON by default. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                    "text/csv": string;
                    "text/html": string;
                };
            };
            400: components["responses"]["BadList"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    listBalances: {
        parameters: {
            query: {
                /** @description The accounts; repeat the parameter for each. */
                account_id: components["schemas"]["AccountId"][];
                /**
                 * @description A moment in the past; by default now. It counts what happened before it, and not what happened at it, like the
                 *     `to` of a statement: the balance at the first moment of December is the closing balance of November. Up to 30
                 *     seconds ahead of the server counts as now.
                 * @example 2026-11-22T09:30:00Z
                 */
                at?: components["parameters"]["At"];
                /**
                 * @description The time zone in which a date starts, as an IANA name. By default UTC.
                 * @example Europe/Berlin
                 */
                time_zone?: components["parameters"]["TimeZone"];
                /** @description The time by which movements count. */
                basis?: components["parameters"]["Basis"];
            };
            header?: {
                /**
                 * @description The last `Florin-Position` that an answer to your writes named. This answer then contains everything that the named
                 *     one covered, also when a replica of the database serves it. The SDK sends it by itself. Without it, or when the bank
                 *     does not know it any more, nothing fails: a replica may then answer from data that are up to a second old, or the
                 *     primary database answers. A cursor of a list contains the position of its page.
                 */
                "Florin-Position"?: components["parameters"]["SeenPosition"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The balances. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BalanceList"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    getTrialBalance: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The last `Florin-Position` that an answer to your writes named. This answer then contains everything that the named
                 *     one covered, also when a replica of the database serves it. The SDK sends it by itself. Without it, or when the bank
                 *     does not know it any more, nothing fails: a replica may then answer from data that are up to a second old, or the
                 *     primary database answers. A cursor of a list contains the position of its page.
                 */
                "Florin-Position"?: components["parameters"]["SeenPosition"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The totals. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialBalance"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    creditAccount: {
        parameters: {
            query?: {
                /**
                 * @description With `true` the request gets the answer that it would get now, refusals included, and writes nothing. No
                 *     account is locked, so another request may change the result in between. The answer has `Dry-Run: true`; ids of
                 *     what does not exist are zeros. A known `Idempotency-Key` gets its first answer.
                 */
                dry_run?: components["parameters"]["DryRun"];
            };
            header?: {
                /**
                 * @description Makes a retry safe: one key moves money at most once. 1 to 255 visible ASCII characters, unique within your
                 *     tenant among all operations, such as a UUID. A key in quotes, as in the IETF's draft, is the same key: `k` and
                 *     `"k"` are one. A known key gets its first answer before the time or the state of an account is checked. Without
                 *     the header each request is a new one.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Move money only if the account has not changed since you read it: the `ETag` of its last answer, such as `"2"`.
                 *     Several may be given, separated by commas; `*` sets no condition. It is compared at the decision, with the
                 *     account that pays (for a credit, with the one that receives). If it differs, the answer is 412
                 *     `precondition_failed`, and nothing is recorded. The first answer to a known `Idempotency-Key` comes before the
                 *     comparison.
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description `wait=N`: how many seconds to wait for an account that another request is changing, 2 by default and at most.
                 *     `wait=0` answers 409 `transaction_in_progress` at once.
                 */
                Prefer?: components["parameters"]["Prefer"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Movement"];
            };
        };
        responses: {
            /** @description The completed transaction. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    "Florin-Position": components["headers"]["Position"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    "Dry-Run": components["headers"]["DryRun"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transaction"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Busy"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["MovementRefused"];
            429: components["responses"]["TooManyPostings"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    debitAccount: {
        parameters: {
            query?: {
                /**
                 * @description With `true` the request gets the answer that it would get now, refusals included, and writes nothing. No
                 *     account is locked, so another request may change the result in between. The answer has `Dry-Run: true`; ids of
                 *     what does not exist are zeros. A known `Idempotency-Key` gets its first answer.
                 */
                dry_run?: components["parameters"]["DryRun"];
            };
            header?: {
                /**
                 * @description Makes a retry safe: one key moves money at most once. 1 to 255 visible ASCII characters, unique within your
                 *     tenant among all operations, such as a UUID. A key in quotes, as in the IETF's draft, is the same key: `k` and
                 *     `"k"` are one. A known key gets its first answer before the time or the state of an account is checked. Without
                 *     the header each request is a new one.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Move money only if the account has not changed since you read it: the `ETag` of its last answer, such as `"2"`.
                 *     Several may be given, separated by commas; `*` sets no condition. It is compared at the decision, with the
                 *     account that pays (for a credit, with the one that receives). If it differs, the answer is 412
                 *     `precondition_failed`, and nothing is recorded. The first answer to a known `Idempotency-Key` comes before the
                 *     comparison.
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description `wait=N`: how many seconds to wait for an account that another request is changing, 2 by default and at most.
                 *     `wait=0` answers 409 `transaction_in_progress` at once.
                 */
                Prefer?: components["parameters"]["Prefer"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Movement"];
            };
        };
        responses: {
            /** @description The completed transaction. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    "Florin-Position": components["headers"]["Position"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    "Dry-Run": components["headers"]["DryRun"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transaction"];
                };
            };
            400: components["responses"]["PaymentRefused"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Busy"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["MovementRefused"];
            429: components["responses"]["TooManyPostings"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    transfer: {
        parameters: {
            query?: {
                /**
                 * @description With `true` the request gets the answer that it would get now, refusals included, and writes nothing. No
                 *     account is locked, so another request may change the result in between. The answer has `Dry-Run: true`; ids of
                 *     what does not exist are zeros. A known `Idempotency-Key` gets its first answer.
                 */
                dry_run?: components["parameters"]["DryRun"];
            };
            header?: {
                /**
                 * @description Makes a retry safe: one key moves money at most once. 1 to 255 visible ASCII characters, unique within your
                 *     tenant among all operations, such as a UUID. A key in quotes, as in the IETF's draft, is the same key: `k` and
                 *     `"k"` are one. A known key gets its first answer before the time or the state of an account is checked. Without
                 *     the header each request is a new one.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Move money only if the account has not changed since you read it: the `ETag` of its last answer, such as `"2"`.
                 *     Several may be given, separated by commas; `*` sets no condition. It is compared at the decision, with the
                 *     account that pays (for a credit, with the one that receives). If it differs, the answer is 412
                 *     `precondition_failed`, and nothing is recorded. The first answer to a known `Idempotency-Key` comes before the
                 *     comparison.
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description `wait=N`: how many seconds to wait for an account that another request is changing, 2 by default and at most.
                 *     `wait=0` answers 409 `transaction_in_progress` at once.
                 */
                Prefer?: components["parameters"]["Prefer"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Transfer"];
            };
        };
        responses: {
            /** @description The completed transaction. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    "Florin-Position": components["headers"]["Position"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    "Dry-Run": components["headers"]["DryRun"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transaction"];
                };
            };
            400: components["responses"]["PaymentRefused"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Busy"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["MovementRefused"];
            429: components["responses"]["TooManyPostings"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    holdFunds: {
        parameters: {
            query?: {
                /**
                 * @description With `true` the request gets the answer that it would get now, refusals included, and writes nothing. No
                 *     account is locked, so another request may change the result in between. The answer has `Dry-Run: true`; ids of
                 *     what does not exist are zeros. A known `Idempotency-Key` gets its first answer.
                 */
                dry_run?: components["parameters"]["DryRun"];
            };
            header?: {
                /**
                 * @description Makes a retry safe: one key moves money at most once. 1 to 255 visible ASCII characters, unique within your
                 *     tenant among all operations, such as a UUID. A key in quotes, as in the IETF's draft, is the same key: `k` and
                 *     `"k"` are one. A known key gets its first answer before the time or the state of an account is checked. Without
                 *     the header each request is a new one.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Move money only if the account has not changed since you read it: the `ETag` of its last answer, such as `"2"`.
                 *     Several may be given, separated by commas; `*` sets no condition. It is compared at the decision, with the
                 *     account that pays (for a credit, with the one that receives). If it differs, the answer is 412
                 *     `precondition_failed`, and nothing is recorded. The first answer to a known `Idempotency-Key` comes before the
                 *     comparison.
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description `wait=N`: how many seconds to wait for an account that another request is changing, 2 by default and at most.
                 *     `wait=0` answers 409 `transaction_in_progress` at once.
                 */
                Prefer?: components["parameters"]["Prefer"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Hold"];
            };
        };
        responses: {
            /** @description The hold. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    "Florin-Position": components["headers"]["Position"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    "Dry-Run": components["headers"]["DryRun"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transaction"];
                };
            };
            400: components["responses"]["PaymentRefused"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Busy"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["MovementRefused"];
            429: components["responses"]["TooManyPostings"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    postBatch: {
        parameters: {
            query?: {
                /**
                 * @description With `true` the request gets the answer that it would get now, refusals included, and writes nothing. No
                 *     account is locked, so another request may change the result in between. The answer has `Dry-Run: true`; ids of
                 *     what does not exist are zeros. A known `Idempotency-Key` gets its first answer.
                 */
                dry_run?: components["parameters"]["DryRun"];
            };
            header?: {
                /**
                 * @description Makes a retry safe: one key moves money at most once. 1 to 255 visible ASCII characters, unique within your
                 *     tenant among all operations, such as a UUID. A key in quotes, as in the IETF's draft, is the same key: `k` and
                 *     `"k"` are one. A known key gets its first answer before the time or the state of an account is checked. Without
                 *     the header each request is a new one.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description `wait=N`: how many seconds to wait for an account that another request is changing, 2 by default and at most.
                 *     `wait=0` answers 409 `transaction_in_progress` at once.
                 */
                Prefer?: components["parameters"]["Prefer"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Batch"];
            };
        };
        responses: {
            /** @description The result of each movement. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    "Florin-Position": components["headers"]["Position"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    "Dry-Run": components["headers"]["DryRun"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchAnswer"];
                };
            };
            400: components["responses"]["PaymentRefused"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Busy"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["MovementRefused"];
            429: components["responses"]["TooManyPostings"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    listTransactions: {
        parameters: {
            query?: {
                /**
                 * @description Only transactions that this account paid or received.
                 * @example acct_01m819eke0e209k3gghyc4dkah
                 */
                account_id?: components["schemas"]["AccountId"];
                /** @description Only this kind; may be repeated. */
                type?: components["schemas"]["TransactionType"][];
                /** @description Only transactions in this state; may be repeated. */
                status?: components["schemas"]["TransactionStatus"][];
                /**
                 * @description Only this amount or more, in minor units.
                 * @example 100
                 */
                amount_min?: components["schemas"]["Amount"];
                /**
                 * @description Only this amount or less, in minor units.
                 * @example 100
                 */
                amount_max?: components["schemas"]["Amount"];
                /**
                 * @description Only transactions with exactly this reference.
                 * @example rent-2026-11
                 */
                reference?: components["schemas"]["Reference"];
                /**
                 * @description Only those with this metadata, key by key, as in `metadata[order]=4711`. Of several keys all must match.
                 * @example {
                 *       "order": "4711"
                 *     }
                 */
                metadata?: components["parameters"]["MetadataFilter"];
                /**
                 * @description Only those created at this time or later.
                 * @example 2026-11-22T09:30:00Z
                 */
                created_from?: components["parameters"]["CreatedFrom"];
                /**
                 * @description Only those created before this time.
                 * @example 2026-11-22T09:30:00Z
                 */
                created_to?: components["parameters"]["CreatedTo"];
                /**
                 * @description Only transactions that take effect at this time or later.
                 * @example 2026-11-22T09:30:00Z
                 */
                effective_from?: components["schemas"]["Time"];
                /**
                 * @description Only transactions that take effect before this time.
                 * @example 2026-11-22T09:30:00Z
                 */
                effective_to?: components["schemas"]["Time"];
                /**
                 * @description The time zone in which a date starts, as an IANA name. By default UTC.
                 * @example Europe/Berlin
                 */
                time_zone?: components["parameters"]["TimeZone"];
                /** @description The maximum number of entries in the answer. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /**
                 * @description The last `Florin-Position` that an answer to your writes named. This answer then contains everything that the named
                 *     one covered, also when a replica of the database serves it. The SDK sends it by itself. Without it, or when the bank
                 *     does not know it any more, nothing fails: a replica may then answer from data that are up to a second old, or the
                 *     primary database answers. A cursor of a list contains the position of its page.
                 */
                "Florin-Position"?: components["parameters"]["SeenPosition"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of transactions. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransactionList"];
                };
            };
            400: components["responses"]["BadList"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    getTransaction: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The last `Florin-Position` that an answer to your writes named. This answer then contains everything that the named
                 *     one covered, also when a replica of the database serves it. The SDK sends it by itself. Without it, or when the bank
                 *     does not know it any more, nothing fails: a replica may then answer from data that are up to a second old, or the
                 *     primary database answers. A cursor of a list contains the position of its page.
                 */
                "Florin-Position"?: components["parameters"]["SeenPosition"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The transaction's id.
                 * @example txn_01m819eke0es3v0j9qtsf6ysh6
                 */
                id: components["parameters"]["TransactionIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The transaction. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transaction"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    captureHold: {
        parameters: {
            query?: {
                /**
                 * @description With `true` the request gets the answer that it would get now, refusals included, and writes nothing. No
                 *     account is locked, so another request may change the result in between. The answer has `Dry-Run: true`; ids of
                 *     what does not exist are zeros. A known `Idempotency-Key` gets its first answer.
                 */
                dry_run?: components["parameters"]["DryRun"];
            };
            header?: {
                /**
                 * @description Makes a retry safe: one key moves money at most once. 1 to 255 visible ASCII characters, unique within your
                 *     tenant among all operations, such as a UUID. A key in quotes, as in the IETF's draft, is the same key: `k` and
                 *     `"k"` are one. A known key gets its first answer before the time or the state of an account is checked. Without
                 *     the header each request is a new one.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Move money only if the account has not changed since you read it: the `ETag` of its last answer, such as `"2"`.
                 *     Several may be given, separated by commas; `*` sets no condition. It is compared at the decision, with the
                 *     account that pays (for a credit, with the one that receives). If it differs, the answer is 412
                 *     `precondition_failed`, and nothing is recorded. The first answer to a known `Idempotency-Key` comes before the
                 *     comparison.
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description `wait=N`: how many seconds to wait for an account that another request is changing, 2 by default and at most.
                 *     `wait=0` answers 409 `transaction_in_progress` at once.
                 */
                Prefer?: components["parameters"]["Prefer"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The transaction's id.
                 * @example txn_01m819eke0es3v0j9qtsf6ysh6
                 */
                id: components["parameters"]["TransactionIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Capture"];
            };
        };
        responses: {
            /** @description The completed capture. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    "Florin-Position": components["headers"]["Position"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    "Dry-Run": components["headers"]["DryRun"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transaction"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Busy"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["MovementRefused"];
            429: components["responses"]["TooManyPostings"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    voidHold: {
        parameters: {
            query?: {
                /**
                 * @description With `true` the request gets the answer that it would get now, refusals included, and writes nothing. No
                 *     account is locked, so another request may change the result in between. The answer has `Dry-Run: true`; ids of
                 *     what does not exist are zeros. A known `Idempotency-Key` gets its first answer.
                 */
                dry_run?: components["parameters"]["DryRun"];
            };
            header?: {
                /**
                 * @description Makes a retry safe: one key moves money at most once. 1 to 255 visible ASCII characters, unique within your
                 *     tenant among all operations, such as a UUID. A key in quotes, as in the IETF's draft, is the same key: `k` and
                 *     `"k"` are one. A known key gets its first answer before the time or the state of an account is checked. Without
                 *     the header each request is a new one.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Move money only if the account has not changed since you read it: the `ETag` of its last answer, such as `"2"`.
                 *     Several may be given, separated by commas; `*` sets no condition. It is compared at the decision, with the
                 *     account that pays (for a credit, with the one that receives). If it differs, the answer is 412
                 *     `precondition_failed`, and nothing is recorded. The first answer to a known `Idempotency-Key` comes before the
                 *     comparison.
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description `wait=N`: how many seconds to wait for an account that another request is changing, 2 by default and at most.
                 *     `wait=0` answers 409 `transaction_in_progress` at once.
                 */
                Prefer?: components["parameters"]["Prefer"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The transaction's id.
                 * @example txn_01m819eke0es3v0j9qtsf6ysh6
                 */
                id: components["parameters"]["TransactionIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Void"];
            };
        };
        responses: {
            /** @description The completed void. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    "Florin-Position": components["headers"]["Position"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    "Dry-Run": components["headers"]["DryRun"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transaction"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Busy"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["MovementRefused"];
            429: components["responses"]["TooManyPostings"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    reverseTransaction: {
        parameters: {
            query?: {
                /**
                 * @description With `true` the request gets the answer that it would get now, refusals included, and writes nothing. No
                 *     account is locked, so another request may change the result in between. The answer has `Dry-Run: true`; ids of
                 *     what does not exist are zeros. A known `Idempotency-Key` gets its first answer.
                 */
                dry_run?: components["parameters"]["DryRun"];
            };
            header?: {
                /**
                 * @description Makes a retry safe: one key moves money at most once. 1 to 255 visible ASCII characters, unique within your
                 *     tenant among all operations, such as a UUID. A key in quotes, as in the IETF's draft, is the same key: `k` and
                 *     `"k"` are one. A known key gets its first answer before the time or the state of an account is checked. Without
                 *     the header each request is a new one.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Move money only if the account has not changed since you read it: the `ETag` of its last answer, such as `"2"`.
                 *     Several may be given, separated by commas; `*` sets no condition. It is compared at the decision, with the
                 *     account that pays (for a credit, with the one that receives). If it differs, the answer is 412
                 *     `precondition_failed`, and nothing is recorded. The first answer to a known `Idempotency-Key` comes before the
                 *     comparison.
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description `wait=N`: how many seconds to wait for an account that another request is changing, 2 by default and at most.
                 *     `wait=0` answers 409 `transaction_in_progress` at once.
                 */
                Prefer?: components["parameters"]["Prefer"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The transaction's id.
                 * @example txn_01m819eke0es3v0j9qtsf6ysh6
                 */
                id: components["parameters"]["TransactionIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Reversal"];
            };
        };
        responses: {
            /** @description The completed reversal. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    "Florin-Position": components["headers"]["Position"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    "Dry-Run": components["headers"]["DryRun"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transaction"];
                };
            };
            400: components["responses"]["PaymentRefused"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Busy"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["MovementRefused"];
            429: components["responses"]["TooManyPostings"];
        };
    };
    getTransactionTimeline: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The last `Florin-Position` that an answer to your writes named. This answer then contains everything that the named
                 *     one covered, also when a replica of the database serves it. The SDK sends it by itself. Without it, or when the bank
                 *     does not know it any more, nothing fails: a replica may then answer from data that are up to a second old, or the
                 *     primary database answers. A cursor of a list contains the position of its page.
                 */
                "Florin-Position"?: components["parameters"]["SeenPosition"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The transaction's id.
                 * @example txn_01m819eke0es3v0j9qtsf6ysh6
                 */
                id: components["parameters"]["TransactionIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The timeline. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Timeline"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    listScheduledTransactions: {
        parameters: {
            query?: {
                /**
                 * @description Only those that this account pays or receives.
                 * @example acct_01m819eke0e209k3gghyc4dkah
                 */
                account_id?: components["schemas"]["AccountId"];
                /** @description Only those with this status. */
                status?: components["schemas"]["ScheduledTransactionStatus"];
                /** @description The maximum number of entries in the answer. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /**
                 * @description The last `Florin-Position` that an answer to your writes named. This answer then contains everything that the named
                 *     one covered, also when a replica of the database serves it. The SDK sends it by itself. Without it, or when the bank
                 *     does not know it any more, nothing fails: a replica may then answer from data that are up to a second old, or the
                 *     primary database answers. A cursor of a list contains the position of its page.
                 */
                "Florin-Position"?: components["parameters"]["SeenPosition"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of scheduled transactions. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduledTransactionList"];
                };
            };
            400: components["responses"]["BadList"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    scheduleTransaction: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe: one key moves money at most once. 1 to 255 visible ASCII characters, unique within your
                 *     tenant among all operations, such as a UUID. A key in quotes, as in the IETF's draft, is the same key: `k` and
                 *     `"k"` are one. A known key gets its first answer before the time or the state of an account is checked. Without
                 *     the header each request is a new one.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScheduleTransaction"];
            };
        };
        responses: {
            /** @description The scheduled transaction. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    "Florin-Position": components["headers"]["Position"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduledTransaction"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflict"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ScheduleRefused"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    getScheduledTransaction: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The last `Florin-Position` that an answer to your writes named. This answer then contains everything that the named
                 *     one covered, also when a replica of the database serves it. The SDK sends it by itself. Without it, or when the bank
                 *     does not know it any more, nothing fails: a replica may then answer from data that are up to a second old, or the
                 *     primary database answers. A cursor of a list contains the position of its page.
                 */
                "Florin-Position"?: components["parameters"]["SeenPosition"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The scheduled transaction's id.
                 * @example sched_01m819eke0e4x8bq2v7zr5c9nd
                 */
                id: components["parameters"]["ScheduledTransactionIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The scheduled transaction. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduledTransaction"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    cancelScheduledTransaction: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe: one key moves money at most once. 1 to 255 visible ASCII characters, unique within your
                 *     tenant among all operations, such as a UUID. A key in quotes, as in the IETF's draft, is the same key: `k` and
                 *     `"k"` are one. A known key gets its first answer before the time or the state of an account is checked. Without
                 *     the header each request is a new one.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The scheduled transaction's id.
                 * @example sched_01m819eke0e4x8bq2v7zr5c9nd
                 */
                id: components["parameters"]["ScheduledTransactionIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The cancelled scheduled transaction. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    "Florin-Position": components["headers"]["Position"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduledTransaction"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    listFraudAlerts: {
        parameters: {
            query?: {
                /**
                 * @description Only alerts about this account.
                 * @example acct_01m819eke0e209k3gghyc4dkah
                 */
                account_id?: components["schemas"]["AccountId"];
                /** @description Only alerts of this rule. */
                rule?: components["schemas"]["FraudRuleId"];
                /** @description Only alerts in this state. */
                state?: components["schemas"]["FraudAlertState"];
                /** @description Only alerts of this severity. */
                severity?: components["schemas"]["FraudSeverity"];
                /**
                 * @description Only alerts raised at this time or later.
                 * @example 2026-11-22T09:30:00Z
                 */
                raised_from?: components["schemas"]["Time"];
                /**
                 * @description Only alerts raised before this time.
                 * @example 2026-11-22T09:30:00Z
                 */
                raised_to?: components["schemas"]["Time"];
                /**
                 * @description The time zone in which a date starts, as an IANA name. By default UTC.
                 * @example Europe/Berlin
                 */
                time_zone?: components["parameters"]["TimeZone"];
                /** @description The maximum number of entries in the answer. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of alerts. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FraudAlertList"];
                };
            };
            400: components["responses"]["BadList"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    getFraudAlert: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The alert's id.
                 * @example alrt_01m819eke0ejz8a0v3365h67rv
                 */
                id: components["parameters"]["FraudAlertIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The alert. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FraudAlert"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    confirmFraudAlert: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe: one key moves money at most once. 1 to 255 visible ASCII characters, unique within your
                 *     tenant among all operations, such as a UUID. A key in quotes, as in the IETF's draft, is the same key: `k` and
                 *     `"k"` are one. A known key gets its first answer before the time or the state of an account is checked. Without
                 *     the header each request is a new one.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The alert's id.
                 * @example alrt_01m819eke0ejz8a0v3365h67rv
                 */
                id: components["parameters"]["FraudAlertIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["FraudDecision"];
            };
        };
        responses: {
            /** @description The confirmed alert. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FraudAlert"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["AlertDecided"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    dismissFraudAlert: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe: one key moves money at most once. 1 to 255 visible ASCII characters, unique within your
                 *     tenant among all operations, such as a UUID. A key in quotes, as in the IETF's draft, is the same key: `k` and
                 *     `"k"` are one. A known key gets its first answer before the time or the state of an account is checked. Without
                 *     the header each request is a new one.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The alert's id.
                 * @example alrt_01m819eke0ejz8a0v3365h67rv
                 */
                id: components["parameters"]["FraudAlertIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["FraudDecision"];
            };
        };
        responses: {
            /** @description The dismissed alert. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FraudAlert"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["AlertDecided"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    listFraudRules: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rules. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FraudRuleList"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    getFraudRule: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The rule's id, which is the name of its kind. */
                id: components["parameters"]["FraudRuleIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rule. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FraudRule"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    updateFraudRule: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The rule's id, which is the name of its kind. */
                id: components["parameters"]["FraudRuleIdInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateFraudRule"];
            };
        };
        responses: {
            /** @description The changed rule. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FraudRule"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    listFraudRuleChanges: {
        parameters: {
            query?: {
                /** @description The maximum number of entries in the answer. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The rule's id, which is the name of its kind. */
                id: components["parameters"]["FraudRuleIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of changes. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FraudRuleChangeList"];
                };
            };
            400: components["responses"]["BadList"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    backTestFraudRule: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe: one key moves money at most once. 1 to 255 visible ASCII characters, unique within your
                 *     tenant among all operations, such as a UUID. A key in quotes, as in the IETF's draft, is the same key: `k` and
                 *     `"k"` are one. A known key gets its first answer before the time or the state of an account is checked. Without
                 *     the header each request is a new one.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The rule's id, which is the name of its kind. */
                id: components["parameters"]["FraudRuleIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["FraudBackTestRequest"];
            };
        };
        responses: {
            /** @description The alerts that it would have raised. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FraudBackTest"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    listNotifications: {
        parameters: {
            query?: {
                /**
                 * @description Only notifications about this account.
                 * @example acct_01m819eke0e209k3gghyc4dkah
                 */
                account_id?: components["schemas"]["AccountId"];
                /** @description Only this kind. */
                kind?: components["schemas"]["NotificationKind"];
                /** @description Only those with this state of delivery. */
                status?: components["schemas"]["NotificationStatus"];
                /** @description The maximum number of entries in the answer. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of notifications. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationList"];
                };
            };
            400: components["responses"]["BadList"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    getNotificationPreferences: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The account's id.
                 * @example acct_01m819eke0e209k3gghyc4dkah
                 */
                id: components["parameters"]["AccountIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The preferences. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationPreferences"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    replaceNotificationPreferences: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The account's id.
                 * @example acct_01m819eke0e209k3gghyc4dkah
                 */
                id: components["parameters"]["AccountIdInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplaceNotificationPreferences"];
            };
        };
        responses: {
            /** @description The new preferences. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationPreferences"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    listWebhookEndpoints: {
        parameters: {
            query?: {
                /** @description The maximum number of entries in the answer. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of endpoints. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointList"];
                };
            };
            400: components["responses"]["BadList"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    createWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe: one key moves money at most once. 1 to 255 visible ASCII characters, unique within your
                 *     tenant among all operations, such as a UUID. A key in quotes, as in the IETF's draft, is the same key: `k` and
                 *     `"k"` are one. A known key gets its first answer before the time or the state of an account is checked. Without
                 *     the header each request is a new one.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWebhookEndpoint"];
            };
        };
        responses: {
            /** @description The endpoint and its secret. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointWithSecret"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["EndpointRefused"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    getWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The endpoint's id.
                 * @example whe_01m819eke0e8x9qk3m5r7t2v4w
                 */
                id: components["parameters"]["WebhookEndpointIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    deleteWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The endpoint's id.
                 * @example whe_01m819eke0e8x9qk3m5r7t2v4w
                 */
                id: components["parameters"]["WebhookEndpointIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is deleted. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    updateWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The endpoint's id.
                 * @example whe_01m819eke0e8x9qk3m5r7t2v4w
                 */
                id: components["parameters"]["WebhookEndpointIdInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateWebhookEndpoint"];
            };
        };
        responses: {
            /** @description The changed endpoint. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    createWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe: one key moves money at most once. 1 to 255 visible ASCII characters, unique within your
                 *     tenant among all operations, such as a UUID. A key in quotes, as in the IETF's draft, is the same key: `k` and
                 *     `"k"` are one. A known key gets its first answer before the time or the state of an account is checked. Without
                 *     the header each request is a new one.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The endpoint's id.
                 * @example whe_01m819eke0e8x9qk3m5r7t2v4w
                 */
                id: components["parameters"]["WebhookEndpointIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CreateWebhookSecret"];
            };
        };
        responses: {
            /** @description The new secret. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecretWithValue"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["AccountRefused"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    deleteWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The endpoint's id.
                 * @example whe_01m819eke0e8x9qk3m5r7t2v4w
                 */
                id: components["parameters"]["WebhookEndpointIdInPath"];
                /**
                 * @description The secret's id.
                 * @example whs_01m819eke0f1a2b3c4d5e6f7g8
                 */
                secret_id: components["parameters"]["WebhookSecretIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is deleted. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    testWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe: one key moves money at most once. 1 to 255 visible ASCII characters, unique within your
                 *     tenant among all operations, such as a UUID. A key in quotes, as in the IETF's draft, is the same key: `k` and
                 *     `"k"` are one. A known key gets its first answer before the time or the state of an account is checked. Without
                 *     the header each request is a new one.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The endpoint's id.
                 * @example whe_01m819eke0e8x9qk3m5r7t2v4w
                 */
                id: components["parameters"]["WebhookEndpointIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery of the test event. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    verifyWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe: one key moves money at most once. 1 to 255 visible ASCII characters, unique within your
                 *     tenant among all operations, such as a UUID. A key in quotes, as in the IETF's draft, is the same key: `k` and
                 *     `"k"` are one. A known key gets its first answer before the time or the state of an account is checked. Without
                 *     the header each request is a new one.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The endpoint's id.
                 * @example whe_01m819eke0e8x9qk3m5r7t2v4w
                 */
                id: components["parameters"]["WebhookEndpointIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint, pending unless it was verified already. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /**
                 * @description Only deliveries to this endpoint.
                 * @example whe_01m819eke0e8x9qk3m5r7t2v4w
                 */
                endpoint_id?: components["schemas"]["WebhookEndpointId"];
                /** @description Only deliveries in this state. */
                status?: components["schemas"]["WebhookDeliveryStatus"];
                /** @description Only events of exactly this type. */
                event_type?: string;
                /**
                 * @description Only events about this transaction.
                 * @example txn_01m819eke0es3v0j9qtsf6ysh6
                 */
                transaction_id?: components["schemas"]["TransactionId"];
                /**
                 * @description Only events about this account.
                 * @example acct_01m819eke0e209k3gghyc4dkah
                 */
                account_id?: components["schemas"]["AccountId"];
                /**
                 * @description Only deliveries made at this time or later.
                 * @example 2026-11-22T09:30:00Z
                 */
                created_from?: components["schemas"]["Time"];
                /**
                 * @description Only deliveries made before this time.
                 * @example 2026-11-22T09:30:00Z
                 */
                created_to?: components["schemas"]["Time"];
                /**
                 * @description The time zone in which a date starts, as an IANA name. By default UTC.
                 * @example Europe/Berlin
                 */
                time_zone?: components["parameters"]["TimeZone"];
                /** @description The maximum number of entries in the answer. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of deliveries. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryList"];
                };
            };
            400: components["responses"]["BadList"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    getWebhookDelivery: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The delivery's id.
                 * @example whd_01m819eke0g5h6j7k8m9n0p1q2
                 */
                id: components["parameters"]["WebhookDeliveryIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryDetails"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    replayWebhookDelivery: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe: one key moves money at most once. 1 to 255 visible ASCII characters, unique within your
                 *     tenant among all operations, such as a UUID. A key in quotes, as in the IETF's draft, is the same key: `k` and
                 *     `"k"` are one. A known key gets its first answer before the time or the state of an account is checked. Without
                 *     the header each request is a new one.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The delivery's id.
                 * @example whd_01m819eke0g5h6j7k8m9n0p1q2
                 */
                id: components["parameters"]["WebhookDeliveryIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery, pending again. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    getAnalyticsSummary: {
        parameters: {
            query?: {
                /**
                 * @description Start of the series, rounded down to the hour. By default 24 hours before `to`.
                 * @example 2026-11-22T09:30:00Z
                 */
                from?: components["schemas"]["Time"];
                /**
                 * @description End of the series, exclusive. By default now.
                 * @example 2026-11-22T09:30:00Z
                 */
                to?: components["schemas"]["Time"];
                /**
                 * @description Only this currency.
                 * @example USD
                 */
                currency?: components["schemas"]["Currency"];
                /**
                 * @description The time zone in which a date starts, as an IANA name. By default UTC.
                 * @example Europe/Berlin
                 */
                time_zone?: components["parameters"]["TimeZone"];
            };
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The summary. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnalyticsSummary"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    getAnalyticsSeries: {
        parameters: {
            query: {
                /** @description The figure. */
                metric: components["schemas"]["AnalyticsMetric"];
                /** @description The length of each bucket. Hours and days start in UTC. */
                interval?: components["parameters"]["Interval"];
                /**
                 * @description Start of the series, rounded down to the whole hour or day. By default 24 hours before `to` for hours, at most
                 *     31 days; 30 days before `to` for days, at most 731.
                 * @example 2026-11-22T09:30:00Z
                 */
                from?: components["parameters"]["SeriesFrom"];
                /**
                 * @description End of the series; the last bucket is the one that starts before it. By default now.
                 * @example 2026-11-22T09:30:00Z
                 */
                to?: components["parameters"]["SeriesTo"];
                /**
                 * @description Only this currency.
                 * @example USD
                 */
                currency?: components["schemas"]["Currency"];
                /** @description Only this type of transaction; for `count`, `volume`, `average_ticket`, `failed` and `net`. */
                type?: components["schemas"]["TransactionType"];
                /**
                 * @description The time zone in which a date starts, as an IANA name. By default UTC.
                 * @example Europe/Berlin
                 */
                time_zone?: components["parameters"]["TimeZone"];
            };
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The series. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnalyticsSeries"];
                    "text/csv": string;
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    getAccountBalanceSeries: {
        parameters: {
            query?: {
                /** @description The length of each bucket. Hours and days start in UTC. */
                interval?: components["parameters"]["Interval"];
                /**
                 * @description Start of the series, rounded down to the whole hour or day. By default 24 hours before `to` for hours, at most
                 *     31 days; 30 days before `to` for days, at most 731.
                 * @example 2026-11-22T09:30:00Z
                 */
                from?: components["parameters"]["SeriesFrom"];
                /**
                 * @description End of the series; the last bucket is the one that starts before it. By default now.
                 * @example 2026-11-22T09:30:00Z
                 */
                to?: components["parameters"]["SeriesTo"];
                /**
                 * @description The time zone in which a date starts, as an IANA name. By default UTC.
                 * @example Europe/Berlin
                 */
                time_zone?: components["parameters"]["TimeZone"];
            };
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The account's id.
                 * @example acct_01m819eke0e209k3gghyc4dkah
                 */
                id: components["parameters"]["AccountIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The series. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountBalanceSeries"];
                    "text/csv": string;
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    getTopMovers: {
        parameters: {
            query?: {
                /**
                 * @description Start, rounded down to the whole hour. By default 30 days before `to`, at most 731.
                 * @example 2026-11-22T09:30:00Z
                 */
                from?: components["parameters"]["PeriodFrom"];
                /**
                 * @description End; the last hour counted is the one that starts before it. By default now.
                 * @example 2026-11-22T09:30:00Z
                 */
                to?: components["parameters"]["PeriodTo"];
                /**
                 * @description Amounts of different currencies cannot be ranked together.
                 * @example USD
                 */
                currency?: components["parameters"]["RankedCurrency"];
                /** @description The figure to rank by; `volume` is the sum of received and paid. */
                by?: components["parameters"]["RankedBy"];
                /** @description The maximum number of accounts. */
                limit?: components["parameters"]["RankingSize"];
                /**
                 * @description The time zone in which a date starts, as an IANA name. By default UTC.
                 * @example Europe/Berlin
                 */
                time_zone?: components["parameters"]["TimeZone"];
            };
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ranking, highest first. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TopMovers"];
                    "text/csv": string;
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    getFailureReasons: {
        parameters: {
            query?: {
                /**
                 * @description Start, rounded down to the whole hour. By default 30 days before `to`, at most 731.
                 * @example 2026-11-22T09:30:00Z
                 */
                from?: components["parameters"]["PeriodFrom"];
                /**
                 * @description End; the last hour counted is the one that starts before it. By default now.
                 * @example 2026-11-22T09:30:00Z
                 */
                to?: components["parameters"]["PeriodTo"];
                /**
                 * @description Only this currency.
                 * @example USD
                 */
                currency?: components["schemas"]["Currency"];
                /** @description Only this type of transaction. */
                type?: components["schemas"]["TransactionType"];
                /**
                 * @description The time zone in which a date starts, as an IANA name. By default UTC.
                 * @example Europe/Berlin
                 */
                time_zone?: components["parameters"]["TimeZone"];
            };
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The reasons. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FailureReasons"];
                    "text/csv": string;
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    getCohorts: {
        parameters: {
            query?: {
                /** @description The number of months, including this one. */
                months?: components["parameters"]["Months"];
                /**
                 * @description Only this currency.
                 * @example USD
                 */
                currency?: components["schemas"]["Currency"];
            };
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The cohorts. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cohorts"];
                    "text/csv": string;
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @description The maximum number of entries in the answer. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of keys. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyList"];
                };
            };
            400: components["responses"]["BadList"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe: one key moves money at most once. 1 to 255 visible ASCII characters, unique within your
                 *     tenant among all operations, such as a UUID. A key in quotes, as in the IETF's draft, is the same key: `k` and
                 *     `"k"` are one. A known key gets its first answer before the time or the state of an account is checked. Without
                 *     the header each request is a new one.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateApiKey"];
            };
        };
        responses: {
            /** @description The key and its secret. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyWithSecret"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["AccountRefused"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    getCurrentApiKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    getApiKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The API key's id.
                 * @example key_01m819eke0e8x9qk3m5r7t2v4w
                 */
                id: components["parameters"]["ApiKeyIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    rotateApiKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe: one key moves money at most once. 1 to 255 visible ASCII characters, unique within your
                 *     tenant among all operations, such as a UUID. A key in quotes, as in the IETF's draft, is the same key: `k` and
                 *     `"k"` are one. A known key gets its first answer before the time or the state of an account is checked. Without
                 *     the header each request is a new one.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The API key's id.
                 * @example key_01m819eke0e8x9qk3m5r7t2v4w
                 */
                id: components["parameters"]["ApiKeyIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RotateApiKey"];
            };
        };
        responses: {
            /** @description The new key and its secret. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyWithSecret"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["AccountRefused"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a retry safe: one key moves money at most once. 1 to 255 visible ASCII characters, unique within your
                 *     tenant among all operations, such as a UUID. A key in quotes, as in the IETF's draft, is the same key: `k` and
                 *     `"k"` are one. A known key gets its first answer before the time or the state of an account is checked. Without
                 *     the header each request is a new one.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The API key's id.
                 * @example key_01m819eke0e8x9qk3m5r7t2v4w
                 */
                id: components["parameters"]["ApiKeyIdInPath"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RevokeApiKey"];
            };
        };
        responses: {
            /** @description The revoked key. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevokedApiKey"];
                };
            };
            400: components["responses"]["Malformed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["AccountRefused"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    listAuditLog: {
        parameters: {
            query?: {
                /** @description Only changes of this kind of object; may be repeated. */
                object_type?: components["schemas"]["AuditedObjectType"][];
                /**
                 * @description Only changes of this object, by its id; of a fraud rule, by its name. An account's id is also that of its notification
                 *     preferences.
                 */
                object_id?: string;
                /** @description Only changes by this actor, such as an API key, `operator:ada` or `system:fraud`. */
                actor_id?: string;
                /**
                 * @description Only changes at this time or later.
                 * @example 2026-11-22T09:30:00Z
                 */
                from?: components["schemas"]["Time"];
                /**
                 * @description Only changes before this time.
                 * @example 2026-11-22T09:30:00Z
                 */
                to?: components["schemas"]["Time"];
                /**
                 * @description The time zone in which a date starts, as an IANA name. By default UTC.
                 * @example Europe/Berlin
                 */
                time_zone?: components["parameters"]["TimeZone"];
                /** @description The maximum number of entries in the answer. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of entries, or all of them as CSV. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditLog"];
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadList"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    issueAccessToken: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["AccessTokenRequest"];
            };
        };
        responses: {
            /** @description The token. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    "Cache-Control": components["headers"]["NotKept"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessToken"];
                };
            };
            /** @description The request does not follow the standard, or requests a scope that the key lacks. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    "Cache-Control": components["headers"]["NotKept"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OAuthError"];
                };
            };
            /** @description No credentials, or invalid ones. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    "Cache-Control": components["headers"]["NotKept"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OAuthError"];
                };
            };
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    getTokenKeys: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the
                 *     answer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is
                 *     missing or invalid, the answer has our own id here too.
                 */
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys, newest first. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    /** @description How long the set may be cached. */
                    "Cache-Control"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenKeys"];
                };
            };
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Other"];
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The process is alive. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Liveness"];
                };
            };
            default: components["responses"]["Other"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The process can work. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description The process cannot work at the moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            default: components["responses"]["Other"];
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metrics. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Florin-Request-Id": components["headers"]["ServerRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            default: components["responses"]["Other"];
        };
    };
}
