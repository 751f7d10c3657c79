// Generated from openapi.yaml by `npm run generate`, do not edit.

/** The operations of each app; those of `operations` are served by all of them. */
export const operationsByService = {
  api: ['createAccount', 'listAccounts', 'getAccount', 'updateAccount', 'getAccountBalance', 'listAccountTransactions', 'getAccountStatement', 'listBalances', 'getTrialBalance', 'creditAccount', 'debitAccount', 'transfer', 'holdFunds', 'postBatch', 'listTransactions', 'getTransaction', 'captureHold', 'voidHold', 'reverseTransaction', 'getTransactionTimeline', 'scheduleTransaction', 'listScheduledTransactions', 'getScheduledTransaction', 'cancelScheduledTransaction', 'createApiKey', 'listApiKeys', 'getCurrentApiKey', 'getApiKey', 'rotateApiKey', 'revokeApiKey', 'listAuditLog', 'issueAccessToken', 'getTokenKeys'],
  fraud: ['listFraudAlerts', 'getFraudAlert', 'confirmFraudAlert', 'dismissFraudAlert', 'listFraudRules', 'getFraudRule', 'updateFraudRule', 'listFraudRuleChanges', 'backTestFraudRule', 'listAuditLog'],
  notifications: ['listNotifications', 'getNotificationPreferences', 'replaceNotificationPreferences', 'createWebhookEndpoint', 'listWebhookEndpoints', 'getWebhookEndpoint', 'updateWebhookEndpoint', 'deleteWebhookEndpoint', 'createWebhookSecret', 'deleteWebhookSecret', 'testWebhookEndpoint', 'verifyWebhookEndpoint', 'listWebhookDeliveries', 'getWebhookDelivery', 'replayWebhookDelivery', 'listAuditLog'],
  analytics: ['getAnalyticsSummary', 'getAnalyticsSeries', 'getAccountBalanceSeries', 'getTopMovers', 'getFailureReasons', 'getCohorts'],
  operations: ['getLiveness', 'getReadiness', 'getMetrics'],
} as const;

/** The operations that need no key and no token. */
export const openOperations = ['issueAccessToken', 'getTokenKeys', 'getLiveness', 'getReadiness', 'getMetrics'] as const;

/** Every scope that an operation requires. */
export const scopes = ['accounts:freeze', 'accounts:limits', 'accounts:read', 'accounts:write', 'analytics:read', 'audit:read', 'fraud:read', 'fraud:write', 'keys:read', 'keys:write', 'notifications:read', 'notifications:write', 'transactions:read', 'transactions:write', 'webhooks:read', 'webhooks:write'] as const;
