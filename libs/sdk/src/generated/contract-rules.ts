// Generated from openapi.yaml by `npm run generate`, do not edit.

import type { FieldScope } from '@florin/rules';
import type { components } from './openapi.ts';

export const operationRules: readonly OperationRule[] = [
 {
  "id": "createAccount",
  "method": "POST",
  "path": "/accounts",
  "servedBy": "api",
  "scopes": [
   "accounts:write"
  ],
  "fieldScopes": [
   {
    "field": "initial_balance",
    "scope": "transactions:write",
    "unless": [
     0
    ]
   },
   {
    "field": "overdraft_limit",
    "scope": "accounts:limits",
    "unless": [
     0
    ]
   },
   {
    "field": "movement_limit",
    "scope": "accounts:limits",
    "unless": [
     null
    ]
   },
   {
    "field": "daily_limit",
    "scope": "accounts:limits",
    "unless": [
     null
    ]
   }
  ],
  "headers": [
   "Idempotency-Key",
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": [],
  "body": {
   "required": false,
   "schema": {
    "$ref": "#/components/schemas/CreateAccount"
   }
  }
 },
 {
  "id": "listAccounts",
  "method": "GET",
  "path": "/accounts",
  "servedBy": "api",
  "scopes": [
   "accounts:read"
  ],
  "headers": [
   "Florin-Position",
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": [
   {
    "name": "external_id",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/ExternalId"
    }
   },
   {
    "name": "currency",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Currency"
    }
   },
   {
    "name": "status",
    "required": false,
    "schema": {
     "type": "array",
     "items": {
      "$ref": "#/components/schemas/AccountStatus"
     },
     "minItems": 1,
     "maxItems": 3
    }
   },
   {
    "name": "name",
    "required": false,
    "schema": {
     "type": "string",
     "minLength": 1,
     "maxLength": 255,
     "pattern": "^[^\\x00]*$",
     "x-text": "well-formed",
     "x-message": "must not hold NUL characters or broken surrogate pairs"
    }
   },
   {
    "name": "metadata",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Metadata"
    }
   },
   {
    "name": "created_from",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Time"
    }
   },
   {
    "name": "created_to",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Time"
    }
   },
   {
    "name": "time_zone",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/TimeZone"
    }
   },
   {
    "name": "limit",
    "required": false,
    "schema": {
     "type": "integer",
     "format": "int32",
     "minimum": 1,
     "maximum": 100,
     "default": 20
    }
   },
   {
    "name": "cursor",
    "required": false,
    "schema": {
     "type": "string",
     "minLength": 1,
     "maxLength": 1024
    },
    "whenInvalid": "invalid_cursor"
   }
  ]
 },
 {
  "id": "getAccount",
  "method": "GET",
  "path": "/accounts/{id}",
  "servedBy": "api",
  "scopes": [
   "accounts:read"
  ],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/AccountId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": []
 },
 {
  "id": "updateAccount",
  "method": "PATCH",
  "path": "/accounts/{id}",
  "servedBy": "api",
  "scopes": [
   "accounts:write",
   "accounts:freeze",
   "accounts:limits"
  ],
  "fieldScopes": [
   {
    "field": "name",
    "scope": "accounts:write"
   },
   {
    "field": "metadata",
    "scope": "accounts:write"
   },
   {
    "field": "status",
    "values": [
     "closed"
    ],
    "scope": "accounts:write"
   },
   {
    "field": "status",
    "values": [
     "frozen",
     "open"
    ],
    "scope": "accounts:freeze"
   },
   {
    "field": "overdraft_limit",
    "scope": "accounts:limits"
   },
   {
    "field": "movement_limit",
    "scope": "accounts:limits"
   },
   {
    "field": "daily_limit",
    "scope": "accounts:limits"
   }
  ],
  "headers": [
   "Prefer",
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/AccountId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": [],
  "body": {
   "required": true,
   "schema": {
    "$ref": "#/components/schemas/UpdateAccount"
   }
  }
 },
 {
  "id": "getAccountBalance",
  "method": "GET",
  "path": "/accounts/{id}/balance",
  "servedBy": "api",
  "scopes": [
   "accounts:read"
  ],
  "headers": [
   "Florin-Position",
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/AccountId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": [
   {
    "name": "at",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Time"
    }
   },
   {
    "name": "time_zone",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/TimeZone"
    }
   },
   {
    "name": "basis",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/TimeBasis"
    }
   }
  ]
 },
 {
  "id": "listAccountTransactions",
  "method": "GET",
  "path": "/accounts/{id}/transactions",
  "servedBy": "api",
  "scopes": [
   "transactions:read"
  ],
  "headers": [
   "Florin-Position",
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/AccountId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": [
   {
    "name": "created_from",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Time"
    }
   },
   {
    "name": "created_to",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Time"
    }
   },
   {
    "name": "time_zone",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/TimeZone"
    }
   },
   {
    "name": "limit",
    "required": false,
    "schema": {
     "type": "integer",
     "format": "int32",
     "minimum": 1,
     "maximum": 100,
     "default": 20
    }
   },
   {
    "name": "cursor",
    "required": false,
    "schema": {
     "type": "string",
     "minLength": 1,
     "maxLength": 1024
    },
    "whenInvalid": "invalid_cursor"
   }
  ]
 },
 {
  "id": "getAccountStatement",
  "method": "GET",
  "path": "/accounts/{id}/statement",
  "servedBy": "api",
  "scopes": [
   "transactions:read"
  ],
  "headers": [
   "Florin-Position",
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/AccountId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": [
   {
    "name": "from",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Time"
    }
   },
   {
    "name": "to",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Time"
    }
   },
   {
    "name": "time_zone",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/TimeZone"
    }
   },
   {
    "name": "basis",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/TimeBasis"
    }
   },
   {
    "name": "limit",
    "required": false,
    "schema": {
     "type": "integer",
     "format": "int32",
     "minimum": 1,
     "maximum": 100,
     "default": 20
    }
   },
   {
    "name": "cursor",
    "required": false,
    "schema": {
     "type": "string",
     "minLength": 1,
     "maxLength": 1024
    },
    "whenInvalid": "invalid_cursor"
   }
  ]
 },
 {
  "id": "listBalances",
  "method": "GET",
  "path": "/balances",
  "servedBy": "api",
  "scopes": [
   "accounts:read"
  ],
  "headers": [
   "Florin-Position",
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": [
   {
    "name": "account_id",
    "required": true,
    "schema": {
     "type": "array",
     "items": {
      "$ref": "#/components/schemas/AccountId"
     },
     "minItems": 1,
     "maxItems": 100,
     "uniqueItems": true
    }
   },
   {
    "name": "at",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Time"
    }
   },
   {
    "name": "time_zone",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/TimeZone"
    }
   },
   {
    "name": "basis",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/TimeBasis"
    }
   }
  ]
 },
 {
  "id": "getTrialBalance",
  "method": "GET",
  "path": "/trial-balance",
  "servedBy": "api",
  "scopes": [
   "accounts:read"
  ],
  "headers": [
   "Florin-Position",
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": []
 },
 {
  "id": "creditAccount",
  "method": "POST",
  "path": "/transactions/credit",
  "servedBy": "api",
  "scopes": [
   "transactions:write"
  ],
  "headers": [
   "Idempotency-Key",
   "If-Match",
   "Prefer",
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": [
   {
    "name": "dry_run",
    "required": false,
    "schema": {
     "type": "boolean",
     "default": false
    }
   }
  ],
  "body": {
   "required": true,
   "schema": {
    "$ref": "#/components/schemas/Movement"
   }
  }
 },
 {
  "id": "debitAccount",
  "method": "POST",
  "path": "/transactions/debit",
  "servedBy": "api",
  "scopes": [
   "transactions:write"
  ],
  "headers": [
   "Idempotency-Key",
   "If-Match",
   "Prefer",
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": [
   {
    "name": "dry_run",
    "required": false,
    "schema": {
     "type": "boolean",
     "default": false
    }
   }
  ],
  "body": {
   "required": true,
   "schema": {
    "$ref": "#/components/schemas/Movement"
   }
  }
 },
 {
  "id": "transfer",
  "method": "POST",
  "path": "/transactions/transfer",
  "servedBy": "api",
  "scopes": [
   "transactions:write"
  ],
  "headers": [
   "Idempotency-Key",
   "If-Match",
   "Prefer",
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": [
   {
    "name": "dry_run",
    "required": false,
    "schema": {
     "type": "boolean",
     "default": false
    }
   }
  ],
  "body": {
   "required": true,
   "schema": {
    "$ref": "#/components/schemas/Transfer"
   }
  }
 },
 {
  "id": "holdFunds",
  "method": "POST",
  "path": "/transactions/hold",
  "servedBy": "api",
  "scopes": [
   "transactions:write"
  ],
  "headers": [
   "Idempotency-Key",
   "If-Match",
   "Prefer",
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": [
   {
    "name": "dry_run",
    "required": false,
    "schema": {
     "type": "boolean",
     "default": false
    }
   }
  ],
  "body": {
   "required": true,
   "schema": {
    "$ref": "#/components/schemas/Hold"
   }
  }
 },
 {
  "id": "postBatch",
  "method": "POST",
  "path": "/transactions/batch",
  "servedBy": "api",
  "scopes": [
   "transactions:write"
  ],
  "headers": [
   "Idempotency-Key",
   "Prefer",
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": [
   {
    "name": "dry_run",
    "required": false,
    "schema": {
     "type": "boolean",
     "default": false
    }
   }
  ],
  "body": {
   "required": true,
   "schema": {
    "$ref": "#/components/schemas/Batch"
   }
  }
 },
 {
  "id": "listTransactions",
  "method": "GET",
  "path": "/transactions",
  "servedBy": "api",
  "scopes": [
   "transactions:read"
  ],
  "headers": [
   "Florin-Position",
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": [
   {
    "name": "account_id",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/AccountId"
    }
   },
   {
    "name": "type",
    "required": false,
    "schema": {
     "type": "array",
     "items": {
      "$ref": "#/components/schemas/TransactionType"
     },
     "minItems": 1,
     "maxItems": 20
    }
   },
   {
    "name": "status",
    "required": false,
    "schema": {
     "type": "array",
     "items": {
      "$ref": "#/components/schemas/TransactionStatus"
     },
     "minItems": 1,
     "maxItems": 20
    }
   },
   {
    "name": "amount_min",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Amount"
    }
   },
   {
    "name": "amount_max",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Amount"
    }
   },
   {
    "name": "reference",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Reference"
    }
   },
   {
    "name": "metadata",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Metadata"
    }
   },
   {
    "name": "created_from",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Time"
    }
   },
   {
    "name": "created_to",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Time"
    }
   },
   {
    "name": "effective_from",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Time"
    }
   },
   {
    "name": "effective_to",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Time"
    }
   },
   {
    "name": "time_zone",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/TimeZone"
    }
   },
   {
    "name": "limit",
    "required": false,
    "schema": {
     "type": "integer",
     "format": "int32",
     "minimum": 1,
     "maximum": 100,
     "default": 20
    }
   },
   {
    "name": "cursor",
    "required": false,
    "schema": {
     "type": "string",
     "minLength": 1,
     "maxLength": 1024
    },
    "whenInvalid": "invalid_cursor"
   }
  ]
 },
 {
  "id": "getTransaction",
  "method": "GET",
  "path": "/transactions/{id}",
  "servedBy": "api",
  "scopes": [
   "transactions:read"
  ],
  "headers": [
   "Florin-Position",
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/TransactionId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": []
 },
 {
  "id": "captureHold",
  "method": "POST",
  "path": "/transactions/{id}/capture",
  "servedBy": "api",
  "scopes": [
   "transactions:write"
  ],
  "headers": [
   "Idempotency-Key",
   "If-Match",
   "Prefer",
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/TransactionId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": [
   {
    "name": "dry_run",
    "required": false,
    "schema": {
     "type": "boolean",
     "default": false
    }
   }
  ],
  "body": {
   "required": false,
   "schema": {
    "$ref": "#/components/schemas/Capture"
   }
  }
 },
 {
  "id": "voidHold",
  "method": "POST",
  "path": "/transactions/{id}/void",
  "servedBy": "api",
  "scopes": [
   "transactions:write"
  ],
  "headers": [
   "Idempotency-Key",
   "If-Match",
   "Prefer",
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/TransactionId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": [
   {
    "name": "dry_run",
    "required": false,
    "schema": {
     "type": "boolean",
     "default": false
    }
   }
  ],
  "body": {
   "required": false,
   "schema": {
    "$ref": "#/components/schemas/Void"
   }
  }
 },
 {
  "id": "reverseTransaction",
  "method": "POST",
  "path": "/transactions/{id}/reverse",
  "servedBy": "api",
  "scopes": [
   "transactions:write"
  ],
  "headers": [
   "Idempotency-Key",
   "If-Match",
   "Prefer",
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/TransactionId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": [
   {
    "name": "dry_run",
    "required": false,
    "schema": {
     "type": "boolean",
     "default": false
    }
   }
  ],
  "body": {
   "required": false,
   "schema": {
    "$ref": "#/components/schemas/Reversal"
   }
  }
 },
 {
  "id": "getTransactionTimeline",
  "method": "GET",
  "path": "/transactions/{id}/timeline",
  "servedBy": "api",
  "scopes": [
   "transactions:read"
  ],
  "headers": [
   "Florin-Position",
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/TransactionId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": []
 },
 {
  "id": "scheduleTransaction",
  "method": "POST",
  "path": "/scheduled-transactions",
  "servedBy": "api",
  "scopes": [
   "transactions:write"
  ],
  "headers": [
   "Idempotency-Key",
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": [],
  "body": {
   "required": true,
   "schema": {
    "$ref": "#/components/schemas/ScheduleTransaction"
   }
  }
 },
 {
  "id": "listScheduledTransactions",
  "method": "GET",
  "path": "/scheduled-transactions",
  "servedBy": "api",
  "scopes": [
   "transactions:read"
  ],
  "headers": [
   "Florin-Position",
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": [
   {
    "name": "account_id",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/AccountId"
    }
   },
   {
    "name": "status",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/ScheduledTransactionStatus"
    }
   },
   {
    "name": "limit",
    "required": false,
    "schema": {
     "type": "integer",
     "format": "int32",
     "minimum": 1,
     "maximum": 100,
     "default": 20
    }
   },
   {
    "name": "cursor",
    "required": false,
    "schema": {
     "type": "string",
     "minLength": 1,
     "maxLength": 1024
    },
    "whenInvalid": "invalid_cursor"
   }
  ]
 },
 {
  "id": "getScheduledTransaction",
  "method": "GET",
  "path": "/scheduled-transactions/{id}",
  "servedBy": "api",
  "scopes": [
   "transactions:read"
  ],
  "headers": [
   "Florin-Position",
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/ScheduledTransactionId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": []
 },
 {
  "id": "cancelScheduledTransaction",
  "method": "POST",
  "path": "/scheduled-transactions/{id}/cancel",
  "servedBy": "api",
  "scopes": [
   "transactions:write"
  ],
  "headers": [
   "Idempotency-Key",
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/ScheduledTransactionId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": []
 },
 {
  "id": "listFraudAlerts",
  "method": "GET",
  "path": "/fraud/alerts",
  "servedBy": "fraud",
  "scopes": [
   "fraud:read"
  ],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": [
   {
    "name": "account_id",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/AccountId"
    }
   },
   {
    "name": "rule",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/FraudRuleId"
    }
   },
   {
    "name": "state",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/FraudAlertState"
    }
   },
   {
    "name": "severity",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/FraudSeverity"
    }
   },
   {
    "name": "raised_from",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Time"
    }
   },
   {
    "name": "raised_to",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Time"
    }
   },
   {
    "name": "time_zone",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/TimeZone"
    }
   },
   {
    "name": "limit",
    "required": false,
    "schema": {
     "type": "integer",
     "format": "int32",
     "minimum": 1,
     "maximum": 100,
     "default": 20
    }
   },
   {
    "name": "cursor",
    "required": false,
    "schema": {
     "type": "string",
     "minLength": 1,
     "maxLength": 1024
    },
    "whenInvalid": "invalid_cursor"
   }
  ]
 },
 {
  "id": "getFraudAlert",
  "method": "GET",
  "path": "/fraud/alerts/{id}",
  "servedBy": "fraud",
  "scopes": [
   "fraud:read"
  ],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/FraudAlertId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": []
 },
 {
  "id": "confirmFraudAlert",
  "method": "POST",
  "path": "/fraud/alerts/{id}/confirm",
  "servedBy": "fraud",
  "scopes": [
   "fraud:write"
  ],
  "headers": [
   "Idempotency-Key",
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/FraudAlertId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": [],
  "body": {
   "required": false,
   "schema": {
    "$ref": "#/components/schemas/FraudDecision"
   }
  }
 },
 {
  "id": "dismissFraudAlert",
  "method": "POST",
  "path": "/fraud/alerts/{id}/dismiss",
  "servedBy": "fraud",
  "scopes": [
   "fraud:write"
  ],
  "headers": [
   "Idempotency-Key",
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/FraudAlertId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": [],
  "body": {
   "required": false,
   "schema": {
    "$ref": "#/components/schemas/FraudDecision"
   }
  }
 },
 {
  "id": "listFraudRules",
  "method": "GET",
  "path": "/fraud/rules",
  "servedBy": "fraud",
  "scopes": [
   "fraud:read"
  ],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": []
 },
 {
  "id": "getFraudRule",
  "method": "GET",
  "path": "/fraud/rules/{id}",
  "servedBy": "fraud",
  "scopes": [
   "fraud:read"
  ],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/FraudRuleId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": []
 },
 {
  "id": "updateFraudRule",
  "method": "PATCH",
  "path": "/fraud/rules/{id}",
  "servedBy": "fraud",
  "scopes": [
   "fraud:write"
  ],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/FraudRuleId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": [],
  "body": {
   "required": true,
   "schema": {
    "$ref": "#/components/schemas/UpdateFraudRule"
   }
  }
 },
 {
  "id": "listFraudRuleChanges",
  "method": "GET",
  "path": "/fraud/rules/{id}/changes",
  "servedBy": "fraud",
  "scopes": [
   "fraud:read"
  ],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/FraudRuleId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": [
   {
    "name": "limit",
    "required": false,
    "schema": {
     "type": "integer",
     "format": "int32",
     "minimum": 1,
     "maximum": 100,
     "default": 20
    }
   },
   {
    "name": "cursor",
    "required": false,
    "schema": {
     "type": "string",
     "minLength": 1,
     "maxLength": 1024
    },
    "whenInvalid": "invalid_cursor"
   }
  ]
 },
 {
  "id": "backTestFraudRule",
  "method": "POST",
  "path": "/fraud/rules/{id}/back-test",
  "servedBy": "fraud",
  "scopes": [
   "fraud:read"
  ],
  "headers": [
   "Idempotency-Key",
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/FraudRuleId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": [],
  "body": {
   "required": false,
   "schema": {
    "$ref": "#/components/schemas/FraudBackTestRequest"
   }
  }
 },
 {
  "id": "listNotifications",
  "method": "GET",
  "path": "/notifications",
  "servedBy": "notifications",
  "scopes": [
   "notifications:read"
  ],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": [
   {
    "name": "account_id",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/AccountId"
    }
   },
   {
    "name": "kind",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/NotificationKind"
    }
   },
   {
    "name": "status",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/NotificationStatus"
    }
   },
   {
    "name": "limit",
    "required": false,
    "schema": {
     "type": "integer",
     "format": "int32",
     "minimum": 1,
     "maximum": 100,
     "default": 20
    }
   },
   {
    "name": "cursor",
    "required": false,
    "schema": {
     "type": "string",
     "minLength": 1,
     "maxLength": 1024
    },
    "whenInvalid": "invalid_cursor"
   }
  ]
 },
 {
  "id": "getNotificationPreferences",
  "method": "GET",
  "path": "/accounts/{id}/notification-preferences",
  "servedBy": "notifications",
  "scopes": [
   "notifications:read"
  ],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/AccountId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": []
 },
 {
  "id": "replaceNotificationPreferences",
  "method": "PUT",
  "path": "/accounts/{id}/notification-preferences",
  "servedBy": "notifications",
  "scopes": [
   "notifications:write"
  ],
  "fieldScopes": [
   {
    "field": "email",
    "scope": "notifications:read",
    "unless": [
     null
    ]
   }
  ],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/AccountId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": [],
  "body": {
   "required": true,
   "schema": {
    "$ref": "#/components/schemas/ReplaceNotificationPreferences"
   }
  }
 },
 {
  "id": "createWebhookEndpoint",
  "method": "POST",
  "path": "/webhook-endpoints",
  "servedBy": "notifications",
  "scopes": [
   "webhooks:write"
  ],
  "headers": [
   "Idempotency-Key",
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": [],
  "body": {
   "required": true,
   "schema": {
    "$ref": "#/components/schemas/CreateWebhookEndpoint"
   }
  }
 },
 {
  "id": "listWebhookEndpoints",
  "method": "GET",
  "path": "/webhook-endpoints",
  "servedBy": "notifications",
  "scopes": [
   "webhooks:read"
  ],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": [
   {
    "name": "limit",
    "required": false,
    "schema": {
     "type": "integer",
     "format": "int32",
     "minimum": 1,
     "maximum": 100,
     "default": 20
    }
   },
   {
    "name": "cursor",
    "required": false,
    "schema": {
     "type": "string",
     "minLength": 1,
     "maxLength": 1024
    },
    "whenInvalid": "invalid_cursor"
   }
  ]
 },
 {
  "id": "getWebhookEndpoint",
  "method": "GET",
  "path": "/webhook-endpoints/{id}",
  "servedBy": "notifications",
  "scopes": [
   "webhooks:read"
  ],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/WebhookEndpointId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": []
 },
 {
  "id": "updateWebhookEndpoint",
  "method": "PATCH",
  "path": "/webhook-endpoints/{id}",
  "servedBy": "notifications",
  "scopes": [
   "webhooks:write"
  ],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/WebhookEndpointId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": [],
  "body": {
   "required": true,
   "schema": {
    "$ref": "#/components/schemas/UpdateWebhookEndpoint"
   }
  }
 },
 {
  "id": "deleteWebhookEndpoint",
  "method": "DELETE",
  "path": "/webhook-endpoints/{id}",
  "servedBy": "notifications",
  "scopes": [
   "webhooks:write"
  ],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/WebhookEndpointId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": []
 },
 {
  "id": "createWebhookSecret",
  "method": "POST",
  "path": "/webhook-endpoints/{id}/secrets",
  "servedBy": "notifications",
  "scopes": [
   "webhooks:write"
  ],
  "headers": [
   "Idempotency-Key",
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/WebhookEndpointId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": [],
  "body": {
   "required": false,
   "schema": {
    "$ref": "#/components/schemas/CreateWebhookSecret"
   }
  }
 },
 {
  "id": "deleteWebhookSecret",
  "method": "DELETE",
  "path": "/webhook-endpoints/{id}/secrets/{secret_id}",
  "servedBy": "notifications",
  "scopes": [
   "webhooks:write"
  ],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/WebhookEndpointId"
    },
    "whenInvalid": "not_found"
   },
   {
    "name": "secret_id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/WebhookSecretId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": []
 },
 {
  "id": "testWebhookEndpoint",
  "method": "POST",
  "path": "/webhook-endpoints/{id}/test",
  "servedBy": "notifications",
  "scopes": [
   "webhooks:write"
  ],
  "headers": [
   "Idempotency-Key",
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/WebhookEndpointId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": []
 },
 {
  "id": "verifyWebhookEndpoint",
  "method": "POST",
  "path": "/webhook-endpoints/{id}/verify",
  "servedBy": "notifications",
  "scopes": [
   "webhooks:write"
  ],
  "headers": [
   "Idempotency-Key",
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/WebhookEndpointId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": []
 },
 {
  "id": "listWebhookDeliveries",
  "method": "GET",
  "path": "/webhook-deliveries",
  "servedBy": "notifications",
  "scopes": [
   "webhooks:read"
  ],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": [
   {
    "name": "endpoint_id",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/WebhookEndpointId"
    }
   },
   {
    "name": "status",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/WebhookDeliveryStatus"
    }
   },
   {
    "name": "event_type",
    "required": false,
    "schema": {
     "type": "string",
     "minLength": 1,
     "maxLength": 128,
     "pattern": "^[a-z0-9_.\\-]+$",
     "x-message": "must be a type of event, such as florin.transactions.completed.v1"
    }
   },
   {
    "name": "transaction_id",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/TransactionId"
    }
   },
   {
    "name": "account_id",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/AccountId"
    }
   },
   {
    "name": "created_from",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Time"
    }
   },
   {
    "name": "created_to",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Time"
    }
   },
   {
    "name": "time_zone",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/TimeZone"
    }
   },
   {
    "name": "limit",
    "required": false,
    "schema": {
     "type": "integer",
     "format": "int32",
     "minimum": 1,
     "maximum": 100,
     "default": 20
    }
   },
   {
    "name": "cursor",
    "required": false,
    "schema": {
     "type": "string",
     "minLength": 1,
     "maxLength": 1024
    },
    "whenInvalid": "invalid_cursor"
   }
  ]
 },
 {
  "id": "getWebhookDelivery",
  "method": "GET",
  "path": "/webhook-deliveries/{id}",
  "servedBy": "notifications",
  "scopes": [
   "webhooks:read"
  ],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/WebhookDeliveryId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": []
 },
 {
  "id": "replayWebhookDelivery",
  "method": "POST",
  "path": "/webhook-deliveries/{id}/replay",
  "servedBy": "notifications",
  "scopes": [
   "webhooks:write"
  ],
  "headers": [
   "Idempotency-Key",
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/WebhookDeliveryId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": []
 },
 {
  "id": "getAnalyticsSummary",
  "method": "GET",
  "path": "/analytics/summary",
  "servedBy": "analytics",
  "scopes": [
   "analytics:read"
  ],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": [
   {
    "name": "from",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Time"
    }
   },
   {
    "name": "to",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Time"
    }
   },
   {
    "name": "currency",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Currency"
    }
   },
   {
    "name": "time_zone",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/TimeZone"
    }
   }
  ]
 },
 {
  "id": "getAnalyticsSeries",
  "method": "GET",
  "path": "/analytics/series",
  "servedBy": "analytics",
  "scopes": [
   "analytics:read"
  ],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": [
   {
    "name": "metric",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/AnalyticsMetric"
    }
   },
   {
    "name": "interval",
    "required": false,
    "schema": {
     "type": "string",
     "enum": [
      "hour",
      "day"
     ],
     "default": "day"
    }
   },
   {
    "name": "from",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Time"
    }
   },
   {
    "name": "to",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Time"
    }
   },
   {
    "name": "currency",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Currency"
    }
   },
   {
    "name": "type",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/TransactionType"
    }
   },
   {
    "name": "time_zone",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/TimeZone"
    }
   }
  ]
 },
 {
  "id": "getAccountBalanceSeries",
  "method": "GET",
  "path": "/analytics/accounts/{id}/balance-series",
  "servedBy": "analytics",
  "scopes": [
   "analytics:read"
  ],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/AccountId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": [
   {
    "name": "interval",
    "required": false,
    "schema": {
     "type": "string",
     "enum": [
      "hour",
      "day"
     ],
     "default": "day"
    }
   },
   {
    "name": "from",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Time"
    }
   },
   {
    "name": "to",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Time"
    }
   },
   {
    "name": "time_zone",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/TimeZone"
    }
   }
  ]
 },
 {
  "id": "getTopMovers",
  "method": "GET",
  "path": "/analytics/top-movers",
  "servedBy": "analytics",
  "scopes": [
   "analytics:read"
  ],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": [
   {
    "name": "from",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Time"
    }
   },
   {
    "name": "to",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Time"
    }
   },
   {
    "name": "currency",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/CurrencyInput"
    }
   },
   {
    "name": "by",
    "required": false,
    "schema": {
     "type": "string",
     "enum": [
      "volume",
      "received",
      "paid",
      "count"
     ],
     "default": "volume"
    }
   },
   {
    "name": "limit",
    "required": false,
    "schema": {
     "type": "integer",
     "format": "int32",
     "minimum": 1,
     "maximum": 100,
     "default": 10
    }
   },
   {
    "name": "time_zone",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/TimeZone"
    }
   }
  ]
 },
 {
  "id": "getFailureReasons",
  "method": "GET",
  "path": "/analytics/failure-reasons",
  "servedBy": "analytics",
  "scopes": [
   "analytics:read"
  ],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": [
   {
    "name": "from",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Time"
    }
   },
   {
    "name": "to",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Time"
    }
   },
   {
    "name": "currency",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Currency"
    }
   },
   {
    "name": "type",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/TransactionType"
    }
   },
   {
    "name": "time_zone",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/TimeZone"
    }
   }
  ]
 },
 {
  "id": "getCohorts",
  "method": "GET",
  "path": "/analytics/cohorts",
  "servedBy": "analytics",
  "scopes": [
   "analytics:read"
  ],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": [
   {
    "name": "months",
    "required": false,
    "schema": {
     "type": "integer",
     "format": "int32",
     "minimum": 1,
     "maximum": 36,
     "default": 12
    }
   },
   {
    "name": "currency",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Currency"
    }
   }
  ]
 },
 {
  "id": "createApiKey",
  "method": "POST",
  "path": "/api-keys",
  "servedBy": "api",
  "scopes": [
   "keys:write"
  ],
  "headers": [
   "Idempotency-Key",
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": [],
  "body": {
   "required": true,
   "schema": {
    "$ref": "#/components/schemas/CreateApiKey"
   }
  }
 },
 {
  "id": "listApiKeys",
  "method": "GET",
  "path": "/api-keys",
  "servedBy": "api",
  "scopes": [
   "keys:read"
  ],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": [
   {
    "name": "limit",
    "required": false,
    "schema": {
     "type": "integer",
     "format": "int32",
     "minimum": 1,
     "maximum": 100,
     "default": 20
    }
   },
   {
    "name": "cursor",
    "required": false,
    "schema": {
     "type": "string",
     "minLength": 1,
     "maxLength": 1024
    },
    "whenInvalid": "invalid_cursor"
   }
  ]
 },
 {
  "id": "getCurrentApiKey",
  "method": "GET",
  "path": "/api-keys/current",
  "servedBy": "api",
  "scopes": [],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": []
 },
 {
  "id": "getApiKey",
  "method": "GET",
  "path": "/api-keys/{id}",
  "servedBy": "api",
  "scopes": [
   "keys:read"
  ],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/ApiKeyId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": []
 },
 {
  "id": "rotateApiKey",
  "method": "POST",
  "path": "/api-keys/{id}/rotate",
  "servedBy": "api",
  "scopes": [
   "keys:write"
  ],
  "headers": [
   "Idempotency-Key",
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/ApiKeyId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": [],
  "body": {
   "required": false,
   "schema": {
    "$ref": "#/components/schemas/RotateApiKey"
   }
  }
 },
 {
  "id": "revokeApiKey",
  "method": "POST",
  "path": "/api-keys/{id}/revoke",
  "servedBy": "api",
  "scopes": [
   "keys:write"
  ],
  "headers": [
   "Idempotency-Key",
   "X-Request-Id"
  ],
  "inPath": [
   {
    "name": "id",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/ApiKeyId"
    },
    "whenInvalid": "not_found"
   }
  ],
  "inQuery": [],
  "body": {
   "required": false,
   "schema": {
    "$ref": "#/components/schemas/RevokeApiKey"
   }
  }
 },
 {
  "id": "listAuditLog",
  "method": "GET",
  "path": "/audit-log",
  "servedBy": "api",
  "scopes": [
   "audit:read"
  ],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": [
   {
    "name": "object_type",
    "required": false,
    "schema": {
     "type": "array",
     "items": {
      "$ref": "#/components/schemas/AuditedObjectType"
     },
     "minItems": 1,
     "maxItems": 20
    }
   },
   {
    "name": "object_id",
    "required": false,
    "schema": {
     "type": "string",
     "minLength": 1,
     "maxLength": 64,
     "pattern": "^[a-z0-9_]+$"
    }
   },
   {
    "name": "actor_id",
    "required": false,
    "schema": {
     "type": "string",
     "minLength": 1,
     "maxLength": 128,
     "pattern": "^[^\\x00]*$"
    }
   },
   {
    "name": "from",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Time"
    }
   },
   {
    "name": "to",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/Time"
    }
   },
   {
    "name": "time_zone",
    "required": false,
    "schema": {
     "$ref": "#/components/schemas/TimeZone"
    }
   },
   {
    "name": "limit",
    "required": false,
    "schema": {
     "type": "integer",
     "format": "int32",
     "minimum": 1,
     "maximum": 100,
     "default": 20
    }
   },
   {
    "name": "cursor",
    "required": false,
    "schema": {
     "type": "string",
     "minLength": 1,
     "maxLength": 1024
    },
    "whenInvalid": "invalid_cursor"
   }
  ]
 },
 {
  "id": "issueAccessToken",
  "method": "POST",
  "path": "/oauth/token",
  "servedBy": "api",
  "scopes": [],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": []
 },
 {
  "id": "getTokenKeys",
  "method": "GET",
  "path": "/.well-known/jwks.json",
  "servedBy": "api",
  "scopes": [],
  "headers": [
   "X-Request-Id"
  ],
  "inPath": [],
  "inQuery": []
 },
 {
  "id": "getLiveness",
  "method": "GET",
  "path": "/health/live",
  "servedBy": "operations",
  "scopes": [],
  "headers": [],
  "inPath": [],
  "inQuery": []
 },
 {
  "id": "getReadiness",
  "method": "GET",
  "path": "/health/ready",
  "servedBy": "operations",
  "scopes": [],
  "headers": [],
  "inPath": [],
  "inQuery": []
 },
 {
  "id": "getMetrics",
  "method": "GET",
  "path": "/metrics",
  "servedBy": "operations",
  "scopes": [],
  "headers": [],
  "inPath": [],
  "inQuery": []
 }
];

export const schemas: Readonly<Record<string, Schema>> = {
 "AccountId": {
  "type": "string",
  "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
  "x-message": "must be an account id, such as acct_01m819eke0e209k3gghyc4dkah"
 },
 "AccountStatus": {
  "type": "string",
  "enum": [
   "open",
   "frozen",
   "closed"
  ]
 },
 "AllowedAddresses": {
  "type": "array",
  "items": {
   "type": "string",
   "minLength": 2,
   "maxLength": 43
  },
  "minItems": 1,
  "maxItems": 50,
  "uniqueItems": true
 },
 "Amount": {
  "type": "integer",
  "format": "int64",
  "x-money": true,
  "minimum": 1,
  "maximum": 999999999999999
 },
 "AnalyticsMetric": {
  "type": "string",
  "enum": [
   "count",
   "volume",
   "average_ticket",
   "failed",
   "net",
   "balance",
   "active_accounts",
   "opened_accounts",
   "closed_accounts"
  ]
 },
 "ApiKeyId": {
  "type": "string",
  "pattern": "^key_[0-7][0-9a-hjkmnp-tv-z]{25}$",
  "x-message": "must be an API key's id, such as key_01m819eke0e8x9qk3m5r7t2v4w"
 },
 "AuditedObjectType": {
  "type": "string",
  "enum": [
   "account",
   "scheduled_transaction",
   "api_key",
   "fraud_rule",
   "fraud_alert",
   "webhook_endpoint",
   "notification_preferences",
   "tenant"
  ]
 },
 "Batch": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "movements"
  ],
  "properties": {
   "atomic": {
    "type": "boolean",
    "default": false
   },
   "movements": {
    "type": "array",
    "minItems": 1,
    "maxItems": 1000,
    "items": {
     "$ref": "#/components/schemas/BatchMovement"
    }
   }
  }
 },
 "BatchCapture": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "type",
   "hold_id"
  ],
  "properties": {
   "type": {
    "type": "string",
    "const": "capture"
   },
   "hold_id": {
    "$ref": "#/components/schemas/TransactionId"
   },
   "amount": {
    "$ref": "#/components/schemas/Amount"
   },
   "final": {
    "type": "boolean",
    "default": false
   },
   "reference": {
    "$ref": "#/components/schemas/Reference"
   },
   "description": {
    "$ref": "#/components/schemas/MovementDescription"
   },
   "metadata": {
    "$ref": "#/components/schemas/MetadataInput"
   },
   "effective_at": {
    "$ref": "#/components/schemas/Time"
   },
   "time_zone": {
    "$ref": "#/components/schemas/TimeZone"
   }
  }
 },
 "BatchCredit": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "type",
   "account_id",
   "amount"
  ],
  "properties": {
   "type": {
    "type": "string",
    "const": "credit"
   },
   "account_id": {
    "$ref": "#/components/schemas/AccountId"
   },
   "amount": {
    "$ref": "#/components/schemas/Amount"
   },
   "currency": {
    "$ref": "#/components/schemas/CurrencyInput"
   },
   "reference": {
    "$ref": "#/components/schemas/Reference"
   },
   "description": {
    "$ref": "#/components/schemas/MovementDescription"
   },
   "metadata": {
    "$ref": "#/components/schemas/MetadataInput"
   },
   "effective_at": {
    "$ref": "#/components/schemas/Time"
   },
   "time_zone": {
    "$ref": "#/components/schemas/TimeZone"
   }
  }
 },
 "BatchDebit": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "type",
   "account_id",
   "amount"
  ],
  "properties": {
   "type": {
    "type": "string",
    "const": "debit"
   },
   "account_id": {
    "$ref": "#/components/schemas/AccountId"
   },
   "amount": {
    "$ref": "#/components/schemas/Amount"
   },
   "currency": {
    "$ref": "#/components/schemas/CurrencyInput"
   },
   "reference": {
    "$ref": "#/components/schemas/Reference"
   },
   "description": {
    "$ref": "#/components/schemas/MovementDescription"
   },
   "metadata": {
    "$ref": "#/components/schemas/MetadataInput"
   },
   "effective_at": {
    "$ref": "#/components/schemas/Time"
   },
   "time_zone": {
    "$ref": "#/components/schemas/TimeZone"
   }
  }
 },
 "BatchHold": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "type",
   "account_id",
   "amount"
  ],
  "properties": {
   "type": {
    "type": "string",
    "const": "hold"
   },
   "account_id": {
    "$ref": "#/components/schemas/AccountId"
   },
   "to_account_id": {
    "$ref": "#/components/schemas/AccountId"
   },
   "amount": {
    "$ref": "#/components/schemas/Amount"
   },
   "currency": {
    "$ref": "#/components/schemas/CurrencyInput"
   },
   "expires_at": {
    "$ref": "#/components/schemas/Time"
   },
   "reference": {
    "$ref": "#/components/schemas/Reference"
   },
   "description": {
    "$ref": "#/components/schemas/MovementDescription"
   },
   "metadata": {
    "$ref": "#/components/schemas/MetadataInput"
   },
   "effective_at": {
    "$ref": "#/components/schemas/Time"
   },
   "time_zone": {
    "$ref": "#/components/schemas/TimeZone"
   }
  }
 },
 "BatchMovement": {
  "type": "object",
  "discriminator": {
   "propertyName": "type",
   "mapping": {
    "credit": "#/components/schemas/BatchCredit",
    "debit": "#/components/schemas/BatchDebit",
    "transfer": "#/components/schemas/BatchTransfer",
    "hold": "#/components/schemas/BatchHold",
    "capture": "#/components/schemas/BatchCapture",
    "void": "#/components/schemas/BatchVoid",
    "reversal": "#/components/schemas/BatchReversal"
   }
  },
  "oneOf": [
   {
    "$ref": "#/components/schemas/BatchCredit"
   },
   {
    "$ref": "#/components/schemas/BatchDebit"
   },
   {
    "$ref": "#/components/schemas/BatchTransfer"
   },
   {
    "$ref": "#/components/schemas/BatchHold"
   },
   {
    "$ref": "#/components/schemas/BatchCapture"
   },
   {
    "$ref": "#/components/schemas/BatchVoid"
   },
   {
    "$ref": "#/components/schemas/BatchReversal"
   }
  ]
 },
 "BatchReversal": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "type",
   "transaction_id"
  ],
  "properties": {
   "type": {
    "type": "string",
    "const": "reversal"
   },
   "transaction_id": {
    "$ref": "#/components/schemas/TransactionId"
   },
   "amount": {
    "$ref": "#/components/schemas/Amount"
   },
   "reference": {
    "$ref": "#/components/schemas/Reference"
   },
   "description": {
    "$ref": "#/components/schemas/MovementDescription"
   },
   "metadata": {
    "$ref": "#/components/schemas/MetadataInput"
   },
   "effective_at": {
    "$ref": "#/components/schemas/Time"
   },
   "time_zone": {
    "$ref": "#/components/schemas/TimeZone"
   }
  }
 },
 "BatchTransfer": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "type",
   "from_account_id",
   "to_account_id",
   "amount"
  ],
  "properties": {
   "type": {
    "type": "string",
    "const": "transfer"
   },
   "from_account_id": {
    "$ref": "#/components/schemas/AccountId"
   },
   "to_account_id": {
    "$ref": "#/components/schemas/AccountId"
   },
   "amount": {
    "$ref": "#/components/schemas/Amount"
   },
   "currency": {
    "$ref": "#/components/schemas/CurrencyInput"
   },
   "reference": {
    "$ref": "#/components/schemas/Reference"
   },
   "description": {
    "$ref": "#/components/schemas/MovementDescription"
   },
   "metadata": {
    "$ref": "#/components/schemas/MetadataInput"
   },
   "effective_at": {
    "$ref": "#/components/schemas/Time"
   },
   "time_zone": {
    "$ref": "#/components/schemas/TimeZone"
   }
  }
 },
 "BatchVoid": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "type",
   "hold_id"
  ],
  "properties": {
   "type": {
    "type": "string",
    "const": "void"
   },
   "hold_id": {
    "$ref": "#/components/schemas/TransactionId"
   },
   "reference": {
    "$ref": "#/components/schemas/Reference"
   },
   "description": {
    "$ref": "#/components/schemas/MovementDescription"
   },
   "metadata": {
    "$ref": "#/components/schemas/MetadataInput"
   }
  }
 },
 "Capture": {
  "type": "object",
  "additionalProperties": false,
  "properties": {
   "amount": {
    "$ref": "#/components/schemas/Amount"
   },
   "final": {
    "type": "boolean",
    "default": false
   },
   "reference": {
    "$ref": "#/components/schemas/Reference"
   },
   "description": {
    "$ref": "#/components/schemas/MovementDescription"
   },
   "metadata": {
    "$ref": "#/components/schemas/MetadataInput"
   },
   "effective_at": {
    "$ref": "#/components/schemas/Time"
   },
   "time_zone": {
    "$ref": "#/components/schemas/TimeZone"
   }
  }
 },
 "CreateAccount": {
  "type": "object",
  "additionalProperties": false,
  "properties": {
   "initial_balance": {
    "type": "integer",
    "format": "int64",
    "x-money": true,
    "minimum": 0,
    "maximum": 999999999999999,
    "default": 0
   },
   "currency": {
    "$ref": "#/components/schemas/CurrencyInput"
   },
   "overdraft_limit": {
    "type": "integer",
    "format": "int64",
    "x-money": true,
    "minimum": 0,
    "maximum": 999999999999999,
    "default": 0
   },
   "movement_limit": {
    "$ref": "#/components/schemas/MovementLimit"
   },
   "daily_limit": {
    "$ref": "#/components/schemas/DailyLimit"
   },
   "external_id": {
    "$ref": "#/components/schemas/ExternalId"
   },
   "name": {
    "type": "string",
    "minLength": 1,
    "maxLength": 255,
    "pattern": "^[^\\x00]*$",
    "x-text": "well-formed",
    "x-message": "must not hold NUL characters or broken surrogate pairs"
   },
   "metadata": {
    "$ref": "#/components/schemas/MetadataInput"
   }
  }
 },
 "CreateApiKey": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "name",
   "scopes"
  ],
  "properties": {
   "name": {
    "type": "string",
    "minLength": 1,
    "maxLength": 255,
    "pattern": "^[^\\x00]*$",
    "x-text": "well-formed"
   },
   "scopes": {
    "type": "array",
    "items": {
     "$ref": "#/components/schemas/Scope"
    },
    "minItems": 1,
    "maxItems": 50,
    "uniqueItems": true
   },
   "expires_at": {
    "$ref": "#/components/schemas/Time"
   },
   "allowed_addresses": {
    "$ref": "#/components/schemas/AllowedAddresses"
   },
   "time_zone": {
    "$ref": "#/components/schemas/TimeZone"
   }
  }
 },
 "CreateWebhookEndpoint": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "url"
  ],
  "properties": {
   "url": {
    "$ref": "#/components/schemas/WebhookUrl"
   },
   "event_types": {
    "$ref": "#/components/schemas/WebhookEventTypesInput"
   },
   "description": {
    "$ref": "#/components/schemas/WebhookDescription"
   }
  }
 },
 "CreateWebhookSecret": {
  "type": "object",
  "additionalProperties": false,
  "properties": {
   "overlap_seconds": {
    "type": "integer",
    "format": "int32",
    "minimum": 0,
    "maximum": 604800,
    "default": 86400
   }
  }
 },
 "Currency": {
  "type": "string",
  "pattern": "^[A-Z]{3}$",
  "x-message": "must be a currency code of three capital letters, such as USD"
 },
 "CurrencyInput": {
  "type": "string",
  "default": "USD",
  "pattern": "^[A-Z]{3}$",
  "x-message": "must be a currency code of three capital letters, such as USD"
 },
 "DailyLimit": {
  "type": [
   "integer",
   "null"
  ],
  "format": "int64",
  "x-money": true,
  "minimum": 0,
  "maximum": 999999999999999
 },
 "ExternalId": {
  "type": "string",
  "minLength": 1,
  "maxLength": 255,
  "pattern": "^[^\\x00]*$",
  "x-text": "well-formed",
  "x-message": "must not hold NUL characters or broken surrogate pairs"
 },
 "FraudAction": {
  "type": "string",
  "enum": [
   "none",
   "freeze"
  ]
 },
 "FraudAlertId": {
  "type": "string",
  "pattern": "^alrt_[0-7][0-9a-hjkmnp-tv-z]{25}$",
  "x-message": "must be an alert id, such as alrt_01m819eke0ejz8a0v3365h67rv"
 },
 "FraudAlertState": {
  "type": "string",
  "enum": [
   "open",
   "confirmed",
   "dismissed"
  ]
 },
 "FraudBackTestRequest": {
  "type": "object",
  "additionalProperties": false,
  "properties": {
   "parameters": {
    "$ref": "#/components/schemas/FraudRuleParameters"
   },
   "from": {
    "$ref": "#/components/schemas/Time"
   },
   "to": {
    "$ref": "#/components/schemas/Time"
   },
   "account_id": {
    "$ref": "#/components/schemas/AccountId"
   },
   "time_zone": {
    "$ref": "#/components/schemas/TimeZone"
   }
  }
 },
 "FraudDecision": {
  "type": "object",
  "additionalProperties": false,
  "properties": {
   "note": {
    "type": "string",
    "minLength": 1,
    "maxLength": 1000,
    "pattern": "^[^\\x00]*$",
    "x-text": "well-formed",
    "x-message": "must not hold NUL characters or broken surrogate pairs"
   }
  }
 },
 "FraudRuleId": {
  "type": "string",
  "enum": [
   "large_amount",
   "unusual_amount",
   "velocity",
   "hold_velocity",
   "rapid_drain",
   "structuring",
   "round_trip",
   "dormant_account",
   "repeated_failures"
  ]
 },
 "FraudRuleParameters": {
  "type": "object",
  "maxProperties": 20,
  "additionalProperties": true
 },
 "FraudSeverity": {
  "type": "string",
  "enum": [
   "low",
   "medium",
   "high"
  ]
 },
 "Hold": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "account_id",
   "amount"
  ],
  "properties": {
   "account_id": {
    "$ref": "#/components/schemas/AccountId"
   },
   "to_account_id": {
    "$ref": "#/components/schemas/AccountId"
   },
   "amount": {
    "$ref": "#/components/schemas/Amount"
   },
   "currency": {
    "$ref": "#/components/schemas/CurrencyInput"
   },
   "expires_at": {
    "$ref": "#/components/schemas/Time"
   },
   "reference": {
    "$ref": "#/components/schemas/Reference"
   },
   "description": {
    "$ref": "#/components/schemas/MovementDescription"
   },
   "metadata": {
    "$ref": "#/components/schemas/MetadataInput"
   },
   "effective_at": {
    "$ref": "#/components/schemas/Time"
   },
   "time_zone": {
    "$ref": "#/components/schemas/TimeZone"
   }
  }
 },
 "Metadata": {
  "type": "object",
  "maxProperties": 50,
  "x-max-json-bytes": 16384,
  "propertyNames": {
   "minLength": 1,
   "maxLength": 40,
   "pattern": "^[^\\x00]*$",
   "x-text": "well-formed",
   "not": {
    "const": "__proto__"
   },
   "x-message": "must not hold NUL characters or broken surrogate pairs, and must not be \"__proto__\""
  },
  "additionalProperties": {
   "type": "string",
   "maxLength": 500,
   "pattern": "^[^\\x00]*$",
   "x-text": "well-formed",
   "x-message": "must not hold NUL characters or broken surrogate pairs"
  }
 },
 "MetadataInput": {
  "type": "object",
  "default": {},
  "maxProperties": 50,
  "x-max-json-bytes": 16384,
  "propertyNames": {
   "minLength": 1,
   "maxLength": 40,
   "pattern": "^[^\\x00]*$",
   "x-text": "well-formed",
   "not": {
    "const": "__proto__"
   },
   "x-message": "must not hold NUL characters or broken surrogate pairs, and must not be \"__proto__\""
  },
  "additionalProperties": {
   "type": "string",
   "maxLength": 500,
   "pattern": "^[^\\x00]*$",
   "x-text": "well-formed",
   "x-message": "must not hold NUL characters or broken surrogate pairs"
  }
 },
 "Movement": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "account_id",
   "amount"
  ],
  "properties": {
   "account_id": {
    "$ref": "#/components/schemas/AccountId"
   },
   "amount": {
    "$ref": "#/components/schemas/Amount"
   },
   "currency": {
    "$ref": "#/components/schemas/CurrencyInput"
   },
   "reference": {
    "$ref": "#/components/schemas/Reference"
   },
   "description": {
    "$ref": "#/components/schemas/MovementDescription"
   },
   "metadata": {
    "$ref": "#/components/schemas/MetadataInput"
   },
   "effective_at": {
    "$ref": "#/components/schemas/Time"
   },
   "time_zone": {
    "$ref": "#/components/schemas/TimeZone"
   }
  }
 },
 "MovementDescription": {
  "type": "string",
  "maxLength": 1000,
  "pattern": "^[^\\x00]*$",
  "x-text": "well-formed",
  "x-message": "must not hold NUL characters or broken surrogate pairs"
 },
 "MovementLimit": {
  "type": [
   "integer",
   "null"
  ],
  "format": "int64",
  "x-money": true,
  "minimum": 0,
  "maximum": 999999999999999
 },
 "NotificationKind": {
  "type": "string",
  "enum": [
   "transaction_completed",
   "transaction_failed",
   "fraud_alert"
  ]
 },
 "NotificationStatus": {
  "type": "string",
  "enum": [
   "pending",
   "delivered",
   "failed"
  ]
 },
 "Reference": {
  "type": "string",
  "minLength": 1,
  "maxLength": 255,
  "pattern": "^[^\\x00]*$",
  "x-text": "well-formed",
  "x-message": "must not hold NUL characters or broken surrogate pairs"
 },
 "ReplaceNotificationPreferences": {
  "type": "object",
  "additionalProperties": false,
  "properties": {
   "email": {
    "type": [
     "string",
     "null"
    ],
    "maxLength": 254,
    "pattern": "^[^\\x00-\\x20\\x7F-\\xA0\\xAD@<>\\(\\)\\[\\],;:\\x22\\\\]{1,64}@[^\\x00-\\x20\\x7F-\\xA0\\xAD@<>\\(\\)\\[\\],;:\\x22\\\\]+\\.[^\\x00-\\x20\\x7F-\\xA0\\xAD@<>\\(\\)\\[\\],;:\\x22\\\\]+$",
    "x-text": "visible",
    "x-message": "must be one e-mail address, such as ada@example.com",
    "default": null
   },
   "language": {
    "type": "string",
    "enum": [
     "en",
     "de"
    ],
    "default": "en"
   },
   "kinds": {
    "type": "array",
    "uniqueItems": true,
    "items": {
     "$ref": "#/components/schemas/NotificationKind"
    },
    "default": [
     "transaction_completed",
     "transaction_failed",
     "fraud_alert"
    ]
   },
   "minimum_amount": {
    "type": "integer",
    "format": "int64",
    "x-money": true,
    "minimum": 0,
    "maximum": 999999999999999,
    "default": 0
   }
  }
 },
 "Reversal": {
  "type": "object",
  "additionalProperties": false,
  "properties": {
   "amount": {
    "$ref": "#/components/schemas/Amount"
   },
   "reference": {
    "$ref": "#/components/schemas/Reference"
   },
   "description": {
    "$ref": "#/components/schemas/MovementDescription"
   },
   "metadata": {
    "$ref": "#/components/schemas/MetadataInput"
   },
   "effective_at": {
    "$ref": "#/components/schemas/Time"
   },
   "time_zone": {
    "$ref": "#/components/schemas/TimeZone"
   }
  }
 },
 "RevokeApiKey": {
  "type": "object",
  "additionalProperties": false,
  "properties": {
   "cascade": {
    "type": "boolean",
    "default": false
   }
  }
 },
 "RotateApiKey": {
  "type": "object",
  "additionalProperties": false,
  "properties": {
   "overlap_seconds": {
    "type": "integer",
    "format": "int32",
    "minimum": 0,
    "maximum": 2592000,
    "default": 86400
   },
   "expires_at": {
    "$ref": "#/components/schemas/Time"
   },
   "allowed_addresses": {
    "$ref": "#/components/schemas/AllowedAddresses"
   },
   "time_zone": {
    "$ref": "#/components/schemas/TimeZone"
   }
  }
 },
 "ScheduleTransaction": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "type",
   "scheduled_for",
   "amount"
  ],
  "properties": {
   "type": {
    "type": "string",
    "enum": [
     "credit",
     "debit",
     "transfer"
    ]
   },
   "scheduled_for": {
    "$ref": "#/components/schemas/Time"
   },
   "account_id": {
    "$ref": "#/components/schemas/AccountId"
   },
   "from_account_id": {
    "$ref": "#/components/schemas/AccountId"
   },
   "to_account_id": {
    "$ref": "#/components/schemas/AccountId"
   },
   "amount": {
    "$ref": "#/components/schemas/Amount"
   },
   "currency": {
    "$ref": "#/components/schemas/CurrencyInput"
   },
   "reference": {
    "$ref": "#/components/schemas/Reference"
   },
   "description": {
    "$ref": "#/components/schemas/MovementDescription"
   },
   "metadata": {
    "$ref": "#/components/schemas/MetadataInput"
   },
   "time_zone": {
    "$ref": "#/components/schemas/TimeZone"
   }
  }
 },
 "ScheduledTransactionId": {
  "type": "string",
  "pattern": "^sched_[0-7][0-9a-hjkmnp-tv-z]{25}$",
  "x-message": "must be a scheduled transaction's id, such as sched_01m819eke0e4x8bq2v7zr5c9nd"
 },
 "ScheduledTransactionStatus": {
  "type": "string",
  "enum": [
   "pending",
   "executed",
   "failed",
   "cancelled"
  ]
 },
 "Scope": {
  "type": "string",
  "enum": [
   "accounts:read",
   "accounts:write",
   "accounts:freeze",
   "accounts:limits",
   "transactions:read",
   "transactions:write",
   "notifications:read",
   "notifications:write",
   "webhooks:read",
   "webhooks:write",
   "fraud:read",
   "fraud:write",
   "analytics:read",
   "keys:read",
   "keys:write",
   "audit:read"
  ]
 },
 "Time": {
  "type": "string",
  "pattern": "^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+\\-]([01][0-9]|2[0-3]):[0-5][0-9]))?$",
  "x-time": true,
  "x-message": "must be a time as in RFC 3339, such as 2026-11-22T09:30:00Z, or a date, such as 2026-11-22"
 },
 "TimeBasis": {
  "type": "string",
  "enum": [
   "posted",
   "effective"
  ],
  "default": "posted"
 },
 "TimeZone": {
  "type": "string",
  "maxLength": 64,
  "pattern": "^[A-Za-z][A-Za-z0-9_+\\-]*(/[A-Za-z0-9_+\\-]+)*$",
  "x-time-zone": true,
  "x-message": "must be an IANA time zone, such as Europe/Berlin"
 },
 "TransactionId": {
  "type": "string",
  "pattern": "^txn_[0-7][0-9a-hjkmnp-tv-z]{25}$",
  "x-message": "must be a transaction id, such as txn_01m819eke0es3v0j9qtsf6ysh6"
 },
 "TransactionStatus": {
  "type": "string",
  "enum": [
   "completed",
   "failed",
   "held",
   "captured",
   "voided",
   "expired"
  ]
 },
 "TransactionType": {
  "type": "string",
  "enum": [
   "credit",
   "debit",
   "transfer",
   "hold",
   "capture",
   "void",
   "expiry",
   "reversal"
  ]
 },
 "Transfer": {
  "type": "object",
  "additionalProperties": false,
  "required": [
   "from_account_id",
   "to_account_id",
   "amount"
  ],
  "properties": {
   "from_account_id": {
    "$ref": "#/components/schemas/AccountId"
   },
   "to_account_id": {
    "$ref": "#/components/schemas/AccountId"
   },
   "amount": {
    "$ref": "#/components/schemas/Amount"
   },
   "currency": {
    "$ref": "#/components/schemas/CurrencyInput"
   },
   "reference": {
    "$ref": "#/components/schemas/Reference"
   },
   "description": {
    "$ref": "#/components/schemas/MovementDescription"
   },
   "metadata": {
    "$ref": "#/components/schemas/MetadataInput"
   },
   "effective_at": {
    "$ref": "#/components/schemas/Time"
   },
   "time_zone": {
    "$ref": "#/components/schemas/TimeZone"
   }
  }
 },
 "UpdateAccount": {
  "type": "object",
  "additionalProperties": false,
  "properties": {
   "name": {
    "type": [
     "string",
     "null"
    ],
    "minLength": 1,
    "maxLength": 255,
    "pattern": "^[^\\x00]*$",
    "x-text": "well-formed",
    "x-message": "must not hold NUL characters or broken surrogate pairs"
   },
   "metadata": {
    "$ref": "#/components/schemas/Metadata"
   },
   "overdraft_limit": {
    "type": "integer",
    "format": "int64",
    "x-money": true,
    "minimum": 0,
    "maximum": 999999999999999
   },
   "movement_limit": {
    "$ref": "#/components/schemas/MovementLimit"
   },
   "daily_limit": {
    "$ref": "#/components/schemas/DailyLimit"
   },
   "status": {
    "$ref": "#/components/schemas/AccountStatus"
   }
  }
 },
 "UpdateFraudRule": {
  "type": "object",
  "additionalProperties": false,
  "properties": {
   "enabled": {
    "type": "boolean"
   },
   "severity": {
    "$ref": "#/components/schemas/FraudSeverity"
   },
   "action": {
    "$ref": "#/components/schemas/FraudAction"
   },
   "parameters": {
    "$ref": "#/components/schemas/FraudRuleParameters"
   }
  }
 },
 "UpdateWebhookEndpoint": {
  "type": "object",
  "additionalProperties": false,
  "minProperties": 1,
  "properties": {
   "url": {
    "$ref": "#/components/schemas/WebhookUrl"
   },
   "event_types": {
    "$ref": "#/components/schemas/WebhookEventTypes"
   },
   "description": {
    "$ref": "#/components/schemas/WebhookDescription"
   },
   "enabled": {
    "type": "boolean"
   }
  }
 },
 "Void": {
  "type": "object",
  "additionalProperties": false,
  "properties": {
   "reference": {
    "$ref": "#/components/schemas/Reference"
   },
   "description": {
    "$ref": "#/components/schemas/MovementDescription"
   },
   "metadata": {
    "$ref": "#/components/schemas/MetadataInput"
   }
  }
 },
 "WebhookDeliveryId": {
  "type": "string",
  "pattern": "^whd_[0-7][0-9a-hjkmnp-tv-z]{25}$",
  "x-message": "must be a delivery's id, such as whd_01m819eke0g5h6j7k8m9n0p1q2"
 },
 "WebhookDeliveryStatus": {
  "type": "string",
  "enum": [
   "pending",
   "delivered",
   "failed"
  ]
 },
 "WebhookDescription": {
  "type": [
   "string",
   "null"
  ],
  "maxLength": 255,
  "pattern": "^[^\\x00]*$",
  "x-text": "well-formed",
  "x-message": "must not hold NUL characters or broken surrogate pairs"
 },
 "WebhookEndpointId": {
  "type": "string",
  "pattern": "^whe_[0-7][0-9a-hjkmnp-tv-z]{25}$",
  "x-message": "must be an endpoint's id, such as whe_01m819eke0e8x9qk3m5r7t2v4w"
 },
 "WebhookEventType": {
  "type": "string",
  "maxLength": 128,
  "pattern": "^(\\*|[a-z][a-z0-9_\\-]*(\\.[a-z0-9_\\-]+)*(\\.\\*)?)$",
  "x-message": "must be a type of event, a group that ends in .*, or *"
 },
 "WebhookEventTypes": {
  "type": "array",
  "minItems": 1,
  "maxItems": 50,
  "items": {
   "$ref": "#/components/schemas/WebhookEventType"
  }
 },
 "WebhookEventTypesInput": {
  "type": "array",
  "default": [
   "*"
  ],
  "minItems": 1,
  "maxItems": 50,
  "items": {
   "$ref": "#/components/schemas/WebhookEventType"
  }
 },
 "WebhookSecretId": {
  "type": "string",
  "pattern": "^whs_[0-7][0-9a-hjkmnp-tv-z]{25}$",
  "x-message": "must be a secret's id, such as whs_01m819eke0f1a2b3c4d5e6f7g8"
 },
 "WebhookUrl": {
  "type": "string",
  "minLength": 1,
  "maxLength": 2048,
  "pattern": "^[!-~]+$",
  "x-message": "must be a URL without spaces, such as https://example.com/florin"
 }
};

export const problemAnswers: Readonly<Record<string, ProblemAnswer>> = {
 "malformed_json": {
  "status": 400,
  "title": "Malformed JSON",
  "detail": "The body is not JSON."
 },
 "malformed_request": {
  "status": 400,
  "title": "Malformed request",
  "detail": "The request is not HTTP as it should be."
 },
 "invalid_cursor": {
  "status": 400,
  "title": "Invalid cursor",
  "detail": "The cursor does not come from this list."
 },
 "insufficient_funds": {
  "status": 400,
  "title": "Insufficient funds",
  "detail": "The account does not cover the amount."
 },
 "unauthenticated": {
  "status": 401,
  "title": "Unauthenticated",
  "detail": "Send an API key, as \"Authorization: Bearer <key>\" or \"X-API-Key: <key>\"."
 },
 "forbidden": {
  "status": 403,
  "title": "Forbidden",
  "detail": "This key lacks a scope that the operation needs."
 },
 "not_found": {
  "status": 404,
  "title": "Not found",
  "detail": "There is nothing here."
 },
 "method_not_allowed": {
  "status": 405,
  "title": "Method not allowed",
  "detail": "This path does not know this method."
 },
 "request_timeout": {
  "status": 408,
  "title": "Request timeout",
  "detail": "The request did not arrive in time."
 },
 "transaction_in_progress": {
  "status": 409,
  "title": "Transaction in progress",
  "detail": "Another transaction is changing this account.",
  "retryAfterSeconds": 1
 },
 "request_in_progress": {
  "status": 409,
  "title": "Request in progress",
  "detail": "A request with this Idempotency-Key is still running.",
  "retryAfterSeconds": 1
 },
 "state_conflict": {
  "status": 409,
  "title": "State conflict",
  "detail": "The account or the transaction is not in a state that allows this."
 },
 "duplicate_external_id": {
  "status": 409,
  "title": "Duplicate external id",
  "detail": "Another account has this external_id."
 },
 "precondition_failed": {
  "status": 412,
  "title": "Precondition failed",
  "detail": "The account has changed since you saw it."
 },
 "body_too_large": {
  "status": 413,
  "title": "Body too large",
  "detail": "The body is larger than 65536 bytes."
 },
 "unsupported_media_type": {
  "status": 415,
  "title": "Unsupported media type",
  "detail": "Send the body as application/json in UTF-8."
 },
 "expectation_failed": {
  "status": 417,
  "title": "Expectation failed",
  "detail": "Of the Expect header only \"100-continue\" can be met."
 },
 "validation_failed": {
  "status": 422,
  "title": "Validation failed",
  "detail": "A field is not what it should be."
 },
 "idempotency_key_reused": {
  "status": 422,
  "title": "Idempotency key reused",
  "detail": "This Idempotency-Key was used for another request."
 },
 "currency_mismatch": {
  "status": 422,
  "title": "Currency mismatch",
  "detail": "The account is in another currency."
 },
 "limit_exceeded": {
  "status": 422,
  "title": "Limit exceeded",
  "detail": "The amount is beyond a limit of the account."
 },
 "rate_limited": {
  "status": 429,
  "title": "Rate limited",
  "detail": "Too many of your requests are running.",
  "retryAfterSeconds": 1
 },
 "account_contended": {
  "status": 429,
  "title": "Account contended",
  "detail": "Too many transactions are waiting for this account.",
  "retryAfterSeconds": 1
 },
 "headers_too_large": {
  "status": 431,
  "title": "Headers too large",
  "detail": "The request line and headers are larger than 16384 bytes."
 },
 "internal_error": {
  "status": 500,
  "title": "Internal error",
  "detail": "Something is wrong on our side. The request_id finds it in the logs."
 },
 "overloaded": {
  "status": 503,
  "title": "Overloaded",
  "detail": "Too many requests are running; nothing was moved.",
  "retryAfterSeconds": 1
 },
 "service_unavailable": {
  "status": 503,
  "title": "Service unavailable",
  "detail": "Something that this needs is away; the outcome is unknown.",
  "retryAfterSeconds": 1
 }
};

/** The keywords that lead to other schemas by their types, and all others unread. */
export type Schema = {
  readonly [keyword: string]: unknown;
  $ref?: string;
  type?: string | readonly string[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  items?: Schema;
  oneOf?: readonly Schema[];
  discriminator?: { propertyName: string; mapping?: object };
};
type ProblemCode = components['schemas']['Problem']['code'];
export type ParameterRule = { name: string; required: boolean; schema: Schema; whenInvalid?: ProblemCode };
export type OperationRule = {
  id: string;
  method: string;
  path: string;
  servedBy: string;
  /** The key needs one of these. */
  scopes: readonly string[];
  fieldScopes?: readonly FieldScope[];
  headers: readonly string[];
  inPath: readonly ParameterRule[];
  inQuery: readonly ParameterRule[];
  body?: { required: boolean; schema: Schema };
};
export type ProblemAnswer = { status: number; title: string; detail: string; retryAfterSeconds?: number };
