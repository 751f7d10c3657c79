// Generated from libs/events by `npm run generate`, do not edit.

export const eventsContract: object = {
  "asyncapi": "3.0.0",
  "info": {
    "title": "Florin events",
    "version": "1.0.0",
    "description": "Everything that happens at the bank, for programs that need to know.\n\n**Envelope.** Each message's value is one CloudEvents 1.0 event as JSON (structured mode), so that\nit can be read without the headers.\n\n**At least once, always under the same id.** An event may be delivered again: after a restart, or because of a replay. Its `id`\nnever changes, so store the ids that have taken effect together with the effect.\n\n**In order for each account.** The key of a message is its account, so an account's events are in one partition. First\ndeliveries come in the order of `account_version` within a topic; between topics, `account_version` gives the order. A capture is\npublished on two topics under one version: its effect on the hold, and the money that it moved. A repeated event may come after later ones.\n\n**One event for each account.** A transfer gives two, each with its account's own balance and version, under the same `transaction_id`.\n\n**Nothing before it is true.** An event is written in the same commit as the change that it reports, and is published about 100 ms later.\n\n**Money** is an integer in the currency's minor unit, never a float. It can be as large as 2^53 − 1: read it with a type that\nholds that exactly. **Times** are RFC 3339 in UTC.\n\n**Growth.** A version of an event gains optional fields and new values (kinds of movement, changes, rules) without notice: ignore\nfields that you do not know, and handle unknown values. Any other change is a new version (`…v2`) beside the old one.\n\n**Dead letters.** What one of the bank's own consumers cannot handle goes to a topic of its own, unchanged, with headers\nthat give the cause and the origin.",
    "license": {
      "name": "Apache-2.0",
      "url": "https://www.apache.org/licenses/LICENSE-2.0"
    }
  },
  "defaultContentType": "application/cloudevents+json",
  "servers": {
    "kafka": {
      "host": "{brokers}",
      "protocol": "kafka",
      "description": "The Kafka cluster that the worker publishes to.",
      "variables": {
        "brokers": {
          "default": "127.0.0.1:19092",
          "description": "host:port of one or more brokers."
        }
      }
    },
    "webhooks": {
      "host": "{host}",
      "protocol": "https",
      "description": "The host of a webhook endpoint of yours.",
      "variables": {
        "host": {
          "description": "A public host."
        }
      }
    }
  },
  "channels": {
    "transactionsCompleted": {
      "address": "transactions.completed",
      "title": "transactions.completed",
      "description": "Money moved on an account.",
      "servers": [
        {
          "$ref": "#/servers/kafka"
        }
      ],
      "messages": {
        "TransactionsCompletedV1": {
          "$ref": "#/components/messages/TransactionsCompletedV1"
        }
      },
      "bindings": {
        "kafka": {
          "topic": "transactions.completed",
          "topicConfiguration": {
            "retention.ms": -1
          },
          "bindingVersion": "0.5.0"
        }
      }
    },
    "transactionsFailed": {
      "address": "transactions.failed",
      "title": "transactions.failed",
      "description": "A transaction was refused; no money moved.",
      "servers": [
        {
          "$ref": "#/servers/kafka"
        }
      ],
      "messages": {
        "TransactionsFailedV1": {
          "$ref": "#/components/messages/TransactionsFailedV1"
        }
      },
      "bindings": {
        "kafka": {
          "topic": "transactions.failed",
          "topicConfiguration": {
            "retention.ms": -1
          },
          "bindingVersion": "0.5.0"
        }
      }
    },
    "transactionsHolds": {
      "address": "transactions.holds",
      "title": "transactions.holds",
      "description": "Money was held on an account, or a hold was captured, voided or expired.",
      "servers": [
        {
          "$ref": "#/servers/kafka"
        }
      ],
      "messages": {
        "TransactionsHoldsV1": {
          "$ref": "#/components/messages/TransactionsHoldsV1"
        }
      },
      "bindings": {
        "kafka": {
          "topic": "transactions.holds",
          "topicConfiguration": {
            "retention.ms": -1
          },
          "bindingVersion": "0.5.0"
        }
      }
    },
    "accountsLifecycle": {
      "address": "accounts.lifecycle",
      "title": "accounts.lifecycle",
      "description": "An account was opened or changed.",
      "servers": [
        {
          "$ref": "#/servers/kafka"
        }
      ],
      "messages": {
        "AccountsLifecycleV1": {
          "$ref": "#/components/messages/AccountsLifecycleV1"
        }
      },
      "bindings": {
        "kafka": {
          "topic": "accounts.lifecycle",
          "topicConfiguration": {
            "retention.ms": -1
          },
          "bindingVersion": "0.5.0"
        }
      }
    },
    "fraudAlerts": {
      "address": "fraud.alerts",
      "title": "fraud.alerts",
      "description": "A fraud rule matched on an account, or an alert was decided or acted upon.",
      "servers": [
        {
          "$ref": "#/servers/kafka"
        }
      ],
      "messages": {
        "FraudAlertsV1": {
          "$ref": "#/components/messages/FraudAlertsV1"
        }
      },
      "bindings": {
        "kafka": {
          "topic": "fraud.alerts",
          "topicConfiguration": {
            "retention.ms": -1
          },
          "bindingVersion": "0.5.0"
        }
      }
    },
    "notificationsDeliveries": {
      "address": "notifications.deliveries",
      "title": "notifications.deliveries",
      "description": "An attempt to deliver an event to a webhook endpoint has ended.",
      "servers": [
        {
          "$ref": "#/servers/kafka"
        }
      ],
      "messages": {
        "NotificationsDeliveriesV1": {
          "$ref": "#/components/messages/NotificationsDeliveriesV1"
        }
      },
      "bindings": {
        "kafka": {
          "topic": "notifications.deliveries",
          "topicConfiguration": {
            "retention.ms": -1
          },
          "bindingVersion": "0.5.0"
        }
      }
    },
    "analyticsDeadLetters": {
      "address": "analytics.dead-letters",
      "title": "analytics.dead-letters",
      "description": "Messages that the analytics app could not handle. They wait for a person.",
      "servers": [
        {
          "$ref": "#/servers/kafka"
        }
      ],
      "messages": {
        "DeadLetter": {
          "$ref": "#/components/messages/DeadLetter"
        }
      },
      "bindings": {
        "kafka": {
          "topic": "analytics.dead-letters",
          "topicConfiguration": {
            "retention.ms": -1,
            "max.message.bytes": 2097152
          },
          "bindingVersion": "0.5.0"
        }
      }
    },
    "fraudDeadLetters": {
      "address": "fraud.dead-letters",
      "title": "fraud.dead-letters",
      "description": "Messages that the fraud app could not handle. They wait for a person.",
      "servers": [
        {
          "$ref": "#/servers/kafka"
        }
      ],
      "messages": {
        "DeadLetter": {
          "$ref": "#/components/messages/DeadLetter"
        }
      },
      "bindings": {
        "kafka": {
          "topic": "fraud.dead-letters",
          "topicConfiguration": {
            "retention.ms": -1,
            "max.message.bytes": 2097152
          },
          "bindingVersion": "0.5.0"
        }
      }
    },
    "notificationsDeadLetters": {
      "address": "notifications.dead-letters",
      "title": "notifications.dead-letters",
      "description": "Messages that the notifications app could not handle. They wait for a person.",
      "servers": [
        {
          "$ref": "#/servers/kafka"
        }
      ],
      "messages": {
        "DeadLetter": {
          "$ref": "#/components/messages/DeadLetter"
        }
      },
      "bindings": {
        "kafka": {
          "topic": "notifications.dead-letters",
          "topicConfiguration": {
            "retention.ms": -1,
            "max.message.bytes": 2097152
          },
          "bindingVersion": "0.5.0"
        }
      }
    },
    "webhooks": {
      "address": "{path}",
      "title": "webhooks",
      "description": "What a webhook endpoint gets, as the body of a POST.",
      "servers": [
        {
          "$ref": "#/servers/webhooks"
        }
      ],
      "parameters": {
        "path": {
          "description": "The path of a webhook endpoint of yours."
        }
      },
      "messages": {
        "TransactionsCompletedV1": {
          "$ref": "#/components/messages/TransactionsCompletedV1"
        },
        "TransactionsFailedV1": {
          "$ref": "#/components/messages/TransactionsFailedV1"
        },
        "TransactionsHoldsV1": {
          "$ref": "#/components/messages/TransactionsHoldsV1"
        },
        "AccountsLifecycleV1": {
          "$ref": "#/components/messages/AccountsLifecycleV1"
        },
        "FraudAlertsV1": {
          "$ref": "#/components/messages/FraudAlertsV1"
        },
        "WebhooksPingV1": {
          "$ref": "#/components/messages/WebhooksPingV1"
        },
        "WebhooksVerificationV1": {
          "$ref": "#/components/messages/WebhooksVerificationV1"
        }
      }
    }
  },
  "operations": {
    "publishTransactionsCompleted": {
      "action": "send",
      "channel": {
        "$ref": "#/channels/transactionsCompleted"
      },
      "summary": "Florin publishes: Money moved on an account."
    },
    "publishTransactionsFailed": {
      "action": "send",
      "channel": {
        "$ref": "#/channels/transactionsFailed"
      },
      "summary": "Florin publishes: A transaction was refused; no money moved."
    },
    "publishTransactionsHolds": {
      "action": "send",
      "channel": {
        "$ref": "#/channels/transactionsHolds"
      },
      "summary": "Florin publishes: Money was held on an account, or a hold was captured, voided or expired."
    },
    "publishAccountsLifecycle": {
      "action": "send",
      "channel": {
        "$ref": "#/channels/accountsLifecycle"
      },
      "summary": "Florin publishes: An account was opened or changed."
    },
    "publishFraudAlerts": {
      "action": "send",
      "channel": {
        "$ref": "#/channels/fraudAlerts"
      },
      "summary": "Florin publishes: A fraud rule matched on an account, or an alert was decided or acted upon."
    },
    "publishNotificationsDeliveries": {
      "action": "send",
      "channel": {
        "$ref": "#/channels/notificationsDeliveries"
      },
      "summary": "Florin publishes: An attempt to deliver an event to a webhook endpoint has ended."
    },
    "publishAnalyticsDeadLetters": {
      "action": "send",
      "channel": {
        "$ref": "#/channels/analyticsDeadLetters"
      },
      "summary": "The analytics app puts away what it cannot handle."
    },
    "publishFraudDeadLetters": {
      "action": "send",
      "channel": {
        "$ref": "#/channels/fraudDeadLetters"
      },
      "summary": "The fraud app puts away what it cannot handle."
    },
    "publishNotificationsDeadLetters": {
      "action": "send",
      "channel": {
        "$ref": "#/channels/notificationsDeadLetters"
      },
      "summary": "The notifications app puts away what it cannot handle."
    },
    "sendWebhooks": {
      "action": "send",
      "channel": {
        "$ref": "#/channels/webhooks"
      },
      "summary": "Florin sends events and challenges to the URLs of webhook endpoints, signed."
    }
  },
  "components": {
    "messages": {
      "TransactionsCompletedV1": {
        "name": "florin.transactions.completed.v1",
        "title": "TransactionsCompletedV1",
        "summary": "Money moved on an account.",
        "contentType": "application/cloudevents+json",
        "headers": {
          "type": "object",
          "required": [
            "content-type"
          ],
          "properties": {
            "content-type": {
              "type": "string",
              "const": "application/cloudevents+json"
            }
          }
        },
        "payload": {
          "type": "object",
          "required": [
            "specversion",
            "id",
            "source",
            "type",
            "subject",
            "time",
            "datacontenttype",
            "tenantid",
            "partitionkey",
            "data"
          ],
          "properties": {
            "specversion": {
              "type": "string",
              "const": "1.0"
            },
            "id": {
              "type": "string",
              "pattern": "^[!-~]{1,255}$",
              "description": "The same, however often the event is delivered."
            },
            "source": {
              "type": "string",
              "const": "/florin/ledger",
              "description": "The part of Florin that publishes the event."
            },
            "type": {
              "type": "string",
              "const": "florin.transactions.completed.v1",
              "description": "The kind of event and its version."
            },
            "subject": {
              "type": "string",
              "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "The account that the event is about."
            },
            "time": {
              "type": "string",
              "format": "date-time",
              "pattern": "Z$",
              "description": "When it happened."
            },
            "datacontenttype": {
              "type": "string",
              "const": "application/json"
            },
            "tenantid": {
              "type": "string",
              "pattern": "^tenant_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "The tenant to which the account belongs."
            },
            "partitionkey": {
              "type": "string",
              "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "The key of the message: the same as `subject`."
            },
            "data": {
              "$ref": "#/components/schemas/TransactionsCompletedV1"
            }
          }
        },
        "bindings": {
          "kafka": {
            "key": {
              "type": "string",
              "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "The account that the event is about."
            },
            "bindingVersion": "0.5.0"
          }
        },
        "examples": [
          {
            "headers": {
              "content-type": "application/cloudevents+json"
            },
            "payload": {
              "specversion": "1.0",
              "id": "txn_01kaq2zv5ve8ht3c0g4y0b9t3c:acct_01kaq2zv5ve8ht3c0g4y0b9t3b",
              "source": "/florin/ledger",
              "type": "florin.transactions.completed.v1",
              "subject": "acct_01kaq2zv5ve8ht3c0g4y0b9t3b",
              "time": "2026-11-22T10:00:00.123Z",
              "datacontenttype": "application/json",
              "tenantid": "tenant_01kaq2zv5ve8ht3c0g4y0b9t3a",
              "partitionkey": "acct_01kaq2zv5ve8ht3c0g4y0b9t3b",
              "data": {
                "transaction_id": "txn_01kaq2zv5ve8ht3c0g4y0b9t3c",
                "tenant_id": "tenant_01kaq2zv5ve8ht3c0g4y0b9t3a",
                "account_id": "acct_01kaq2zv5ve8ht3c0g4y0b9t3b",
                "counterparty_account_id": null,
                "type": "credit",
                "direction": "credit",
                "amount": 100,
                "currency": "USD",
                "reference": "invoice 7",
                "description": null,
                "metadata": {
                  "amount": 1.5,
                  "note": "ünïcode \"amount\":1.5"
                },
                "effective_at": "2026-11-22T10:00:00.123Z",
                "created_at": "2026-11-22T10:00:00.123Z",
                "request_id": null,
                "status": "completed",
                "balance_after": 100,
                "account_version": 1
              }
            }
          }
        ]
      },
      "TransactionsFailedV1": {
        "name": "florin.transactions.failed.v1",
        "title": "TransactionsFailedV1",
        "summary": "A transaction was refused; no money moved.",
        "contentType": "application/cloudevents+json",
        "headers": {
          "type": "object",
          "required": [
            "content-type"
          ],
          "properties": {
            "content-type": {
              "type": "string",
              "const": "application/cloudevents+json"
            }
          }
        },
        "payload": {
          "type": "object",
          "required": [
            "specversion",
            "id",
            "source",
            "type",
            "subject",
            "time",
            "datacontenttype",
            "tenantid",
            "partitionkey",
            "data"
          ],
          "properties": {
            "specversion": {
              "type": "string",
              "const": "1.0"
            },
            "id": {
              "type": "string",
              "pattern": "^[!-~]{1,255}$",
              "description": "The same, however often the event is delivered."
            },
            "source": {
              "type": "string",
              "const": "/florin/ledger",
              "description": "The part of Florin that publishes the event."
            },
            "type": {
              "type": "string",
              "const": "florin.transactions.failed.v1",
              "description": "The kind of event and its version."
            },
            "subject": {
              "type": "string",
              "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "The account that the event is about."
            },
            "time": {
              "type": "string",
              "format": "date-time",
              "pattern": "Z$",
              "description": "When it happened."
            },
            "datacontenttype": {
              "type": "string",
              "const": "application/json"
            },
            "tenantid": {
              "type": "string",
              "pattern": "^tenant_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "The tenant to which the account belongs."
            },
            "partitionkey": {
              "type": "string",
              "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "The key of the message: the same as `subject`."
            },
            "data": {
              "$ref": "#/components/schemas/TransactionsFailedV1"
            }
          }
        },
        "bindings": {
          "kafka": {
            "key": {
              "type": "string",
              "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "The account that the event is about."
            },
            "bindingVersion": "0.5.0"
          }
        },
        "examples": [
          {
            "headers": {
              "content-type": "application/cloudevents+json"
            },
            "payload": {
              "specversion": "1.0",
              "id": "txn_01kaq2zv5ve8ht3c0g4y0b9t3c:acct_01kaq2zv5ve8ht3c0g4y0b9t3b",
              "source": "/florin/ledger",
              "type": "florin.transactions.failed.v1",
              "subject": "acct_01kaq2zv5ve8ht3c0g4y0b9t3b",
              "time": "2026-11-22T10:00:00.123Z",
              "datacontenttype": "application/json",
              "tenantid": "tenant_01kaq2zv5ve8ht3c0g4y0b9t3a",
              "partitionkey": "acct_01kaq2zv5ve8ht3c0g4y0b9t3b",
              "data": {
                "transaction_id": "txn_01kaq2zv5ve8ht3c0g4y0b9t3c",
                "tenant_id": "tenant_01kaq2zv5ve8ht3c0g4y0b9t3a",
                "account_id": "acct_01kaq2zv5ve8ht3c0g4y0b9t3b",
                "counterparty_account_id": null,
                "type": "credit",
                "direction": "debit",
                "amount": 100,
                "currency": "USD",
                "reference": "invoice 7",
                "description": null,
                "metadata": {
                  "amount": 1.5,
                  "note": "ünïcode \"amount\":1.5"
                },
                "effective_at": "2026-11-22T10:00:00.123Z",
                "created_at": "2026-11-22T10:00:00.123Z",
                "request_id": null,
                "status": "failed",
                "failure": {
                  "code": "insufficient_funds",
                  "message": "The account does not hold that much."
                }
              }
            }
          }
        ]
      },
      "TransactionsHoldsV1": {
        "name": "florin.transactions.holds.v1",
        "title": "TransactionsHoldsV1",
        "summary": "Money was held on an account, or a hold was captured, voided or expired.",
        "contentType": "application/cloudevents+json",
        "headers": {
          "type": "object",
          "required": [
            "content-type"
          ],
          "properties": {
            "content-type": {
              "type": "string",
              "const": "application/cloudevents+json"
            }
          }
        },
        "payload": {
          "type": "object",
          "required": [
            "specversion",
            "id",
            "source",
            "type",
            "subject",
            "time",
            "datacontenttype",
            "tenantid",
            "partitionkey",
            "data"
          ],
          "properties": {
            "specversion": {
              "type": "string",
              "const": "1.0"
            },
            "id": {
              "type": "string",
              "pattern": "^[!-~]{1,255}$",
              "description": "The same, however often the event is delivered."
            },
            "source": {
              "type": "string",
              "const": "/florin/ledger",
              "description": "The part of Florin that publishes the event."
            },
            "type": {
              "type": "string",
              "const": "florin.transactions.holds.v1",
              "description": "The kind of event and its version."
            },
            "subject": {
              "type": "string",
              "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "The account that the event is about."
            },
            "time": {
              "type": "string",
              "format": "date-time",
              "pattern": "Z$",
              "description": "When it happened."
            },
            "datacontenttype": {
              "type": "string",
              "const": "application/json"
            },
            "tenantid": {
              "type": "string",
              "pattern": "^tenant_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "The tenant to which the account belongs."
            },
            "partitionkey": {
              "type": "string",
              "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "The key of the message: the same as `subject`."
            },
            "data": {
              "$ref": "#/components/schemas/TransactionsHoldsV1"
            }
          }
        },
        "bindings": {
          "kafka": {
            "key": {
              "type": "string",
              "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "The account that the event is about."
            },
            "bindingVersion": "0.5.0"
          }
        },
        "examples": [
          {
            "headers": {
              "content-type": "application/cloudevents+json"
            },
            "payload": {
              "specversion": "1.0",
              "id": "txn_01kaq2zv5ve8ht3c0g4y0b9t3c:acct_01kaq2zv5ve8ht3c0g4y0b9t3b:hold",
              "source": "/florin/ledger",
              "type": "florin.transactions.holds.v1",
              "subject": "acct_01kaq2zv5ve8ht3c0g4y0b9t3b",
              "time": "2026-11-22T10:00:00.123Z",
              "datacontenttype": "application/json",
              "tenantid": "tenant_01kaq2zv5ve8ht3c0g4y0b9t3a",
              "partitionkey": "acct_01kaq2zv5ve8ht3c0g4y0b9t3b",
              "data": {
                "hold_id": "txn_01kaq2zv5ve8ht3c0g4y0b9t3c",
                "transaction_id": "txn_01kaq2zv5ve8ht3c0g4y0b9t3c",
                "tenant_id": "tenant_01kaq2zv5ve8ht3c0g4y0b9t3a",
                "account_id": "acct_01kaq2zv5ve8ht3c0g4y0b9t3b",
                "counterparty_account_id": null,
                "change": "placed",
                "amount": 40,
                "currency": "USD",
                "hold_amount": 40,
                "captured_amount": 0,
                "remaining_amount": 40,
                "status": "held",
                "held_after": 40,
                "balance_after": 100,
                "account_version": 2,
                "expires_at": "2026-11-29T10:00:00.000Z",
                "reference": "booking 12",
                "description": null,
                "metadata": {},
                "effective_at": "2026-11-22T10:00:00.123Z",
                "created_at": "2026-11-22T10:00:00.123Z",
                "request_id": null
              }
            }
          }
        ]
      },
      "AccountsLifecycleV1": {
        "name": "florin.accounts.lifecycle.v1",
        "title": "AccountsLifecycleV1",
        "summary": "An account was opened or changed.",
        "contentType": "application/cloudevents+json",
        "headers": {
          "type": "object",
          "required": [
            "content-type"
          ],
          "properties": {
            "content-type": {
              "type": "string",
              "const": "application/cloudevents+json"
            }
          }
        },
        "payload": {
          "type": "object",
          "required": [
            "specversion",
            "id",
            "source",
            "type",
            "subject",
            "time",
            "datacontenttype",
            "tenantid",
            "partitionkey",
            "data"
          ],
          "properties": {
            "specversion": {
              "type": "string",
              "const": "1.0"
            },
            "id": {
              "type": "string",
              "pattern": "^[!-~]{1,255}$",
              "description": "The same, however often the event is delivered."
            },
            "source": {
              "type": "string",
              "const": "/florin/ledger",
              "description": "The part of Florin that publishes the event."
            },
            "type": {
              "type": "string",
              "const": "florin.accounts.lifecycle.v1",
              "description": "The kind of event and its version."
            },
            "subject": {
              "type": "string",
              "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "The account that the event is about."
            },
            "time": {
              "type": "string",
              "format": "date-time",
              "pattern": "Z$",
              "description": "When it happened."
            },
            "datacontenttype": {
              "type": "string",
              "const": "application/json"
            },
            "tenantid": {
              "type": "string",
              "pattern": "^tenant_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "The tenant to which the account belongs."
            },
            "partitionkey": {
              "type": "string",
              "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "The key of the message: the same as `subject`."
            },
            "data": {
              "$ref": "#/components/schemas/AccountsLifecycleV1"
            }
          }
        },
        "bindings": {
          "kafka": {
            "key": {
              "type": "string",
              "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "The account that the event is about."
            },
            "bindingVersion": "0.5.0"
          }
        },
        "examples": [
          {
            "headers": {
              "content-type": "application/cloudevents+json"
            },
            "payload": {
              "specversion": "1.0",
              "id": "acct_01kaq2zv5ve8ht3c0g4y0b9t3b:opened",
              "source": "/florin/ledger",
              "type": "florin.accounts.lifecycle.v1",
              "subject": "acct_01kaq2zv5ve8ht3c0g4y0b9t3b",
              "time": "2026-11-22T10:00:00.123Z",
              "datacontenttype": "application/json",
              "tenantid": "tenant_01kaq2zv5ve8ht3c0g4y0b9t3a",
              "partitionkey": "acct_01kaq2zv5ve8ht3c0g4y0b9t3b",
              "data": {
                "account_id": "acct_01kaq2zv5ve8ht3c0g4y0b9t3b",
                "tenant_id": "tenant_01kaq2zv5ve8ht3c0g4y0b9t3a",
                "change": "opened",
                "status": "open",
                "currency": "USD",
                "overdraft_limit": 0,
                "movement_limit": 50000,
                "daily_limit": null,
                "external_id": null,
                "name": "Ada",
                "account_version": 0,
                "occurred_at": "2026-11-22T10:00:00.123Z"
              }
            }
          }
        ]
      },
      "FraudAlertsV1": {
        "name": "florin.fraud.alerts.v1",
        "title": "FraudAlertsV1",
        "summary": "A fraud rule matched on an account, or an alert was decided or acted upon.",
        "contentType": "application/cloudevents+json",
        "headers": {
          "type": "object",
          "required": [
            "content-type"
          ],
          "properties": {
            "content-type": {
              "type": "string",
              "const": "application/cloudevents+json"
            }
          }
        },
        "payload": {
          "type": "object",
          "required": [
            "specversion",
            "id",
            "source",
            "type",
            "subject",
            "time",
            "datacontenttype",
            "tenantid",
            "partitionkey",
            "data"
          ],
          "properties": {
            "specversion": {
              "type": "string",
              "const": "1.0"
            },
            "id": {
              "type": "string",
              "pattern": "^[!-~]{1,255}$",
              "description": "The same, however often the event is delivered."
            },
            "source": {
              "type": "string",
              "const": "/florin/fraud",
              "description": "The part of Florin that publishes the event."
            },
            "type": {
              "type": "string",
              "const": "florin.fraud.alerts.v1",
              "description": "The kind of event and its version."
            },
            "subject": {
              "type": "string",
              "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "The account that the event is about."
            },
            "time": {
              "type": "string",
              "format": "date-time",
              "pattern": "Z$",
              "description": "When it happened."
            },
            "datacontenttype": {
              "type": "string",
              "const": "application/json"
            },
            "tenantid": {
              "type": "string",
              "pattern": "^tenant_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "The tenant to which the account belongs."
            },
            "partitionkey": {
              "type": "string",
              "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "The key of the message: the same as `subject`."
            },
            "data": {
              "$ref": "#/components/schemas/FraudAlertsV1"
            }
          }
        },
        "bindings": {
          "kafka": {
            "key": {
              "type": "string",
              "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "The account that the event is about."
            },
            "bindingVersion": "0.5.0"
          }
        },
        "examples": [
          {
            "headers": {
              "content-type": "application/cloudevents+json"
            },
            "payload": {
              "specversion": "1.0",
              "id": "alrt_01kaq2zv5ve8ht3c0g4y0b9t3d:raised",
              "source": "/florin/fraud",
              "type": "florin.fraud.alerts.v1",
              "subject": "acct_01kaq2zv5ve8ht3c0g4y0b9t3b",
              "time": "2026-11-22T10:00:00.123Z",
              "datacontenttype": "application/json",
              "tenantid": "tenant_01kaq2zv5ve8ht3c0g4y0b9t3a",
              "partitionkey": "acct_01kaq2zv5ve8ht3c0g4y0b9t3b",
              "data": {
                "alert_id": "alrt_01kaq2zv5ve8ht3c0g4y0b9t3d",
                "tenant_id": "tenant_01kaq2zv5ve8ht3c0g4y0b9t3a",
                "account_id": "acct_01kaq2zv5ve8ht3c0g4y0b9t3b",
                "rule": "velocity",
                "severity": "medium",
                "reason": "12 debits within 60 s, more than 10",
                "evidence": [
                  "txn_01kaq2zv5ve8ht3c0g4y0b9t3c"
                ],
                "raised_at": "2026-11-22T10:00:00.123Z"
              }
            }
          }
        ]
      },
      "NotificationsDeliveriesV1": {
        "name": "florin.notifications.deliveries.v1",
        "title": "NotificationsDeliveriesV1",
        "summary": "An attempt to deliver an event to a webhook endpoint has ended.",
        "contentType": "application/cloudevents+json",
        "headers": {
          "type": "object",
          "required": [
            "content-type"
          ],
          "properties": {
            "content-type": {
              "type": "string",
              "const": "application/cloudevents+json"
            }
          }
        },
        "payload": {
          "type": "object",
          "required": [
            "specversion",
            "id",
            "source",
            "type",
            "subject",
            "time",
            "datacontenttype",
            "tenantid",
            "partitionkey",
            "data"
          ],
          "properties": {
            "specversion": {
              "type": "string",
              "const": "1.0"
            },
            "id": {
              "type": "string",
              "pattern": "^[!-~]{1,255}$",
              "description": "The same, however often the event is delivered."
            },
            "source": {
              "type": "string",
              "const": "/florin/notifications",
              "description": "The part of Florin that publishes the event."
            },
            "type": {
              "type": "string",
              "const": "florin.notifications.deliveries.v1",
              "description": "The kind of event and its version."
            },
            "subject": {
              "type": "string",
              "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "The account that the event is about."
            },
            "time": {
              "type": "string",
              "format": "date-time",
              "pattern": "Z$",
              "description": "When it happened."
            },
            "datacontenttype": {
              "type": "string",
              "const": "application/json"
            },
            "tenantid": {
              "type": "string",
              "pattern": "^tenant_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "The tenant to which the account belongs."
            },
            "partitionkey": {
              "type": "string",
              "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "The key of the message: the same as `subject`."
            },
            "data": {
              "$ref": "#/components/schemas/NotificationsDeliveriesV1"
            }
          }
        },
        "bindings": {
          "kafka": {
            "key": {
              "type": "string",
              "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "The account that the event is about."
            },
            "bindingVersion": "0.5.0"
          }
        },
        "examples": [
          {
            "headers": {
              "content-type": "application/cloudevents+json"
            },
            "payload": {
              "specversion": "1.0",
              "id": "dlv_01kaq2zv5ve8ht3c0g4y0b9t3e:1",
              "source": "/florin/notifications",
              "type": "florin.notifications.deliveries.v1",
              "subject": "acct_01kaq2zv5ve8ht3c0g4y0b9t3b",
              "time": "2026-11-22T10:00:00.123Z",
              "datacontenttype": "application/json",
              "tenantid": "tenant_01kaq2zv5ve8ht3c0g4y0b9t3a",
              "partitionkey": "acct_01kaq2zv5ve8ht3c0g4y0b9t3b",
              "data": {
                "delivery_id": "dlv_01kaq2zv5ve8ht3c0g4y0b9t3e",
                "tenant_id": "tenant_01kaq2zv5ve8ht3c0g4y0b9t3a",
                "account_id": "acct_01kaq2zv5ve8ht3c0g4y0b9t3b",
                "endpoint_id": "we_01kaq2zv5ve8ht3c0g4y0b9t3f",
                "event_id": "txn_01kaq2zv5ve8ht3c0g4y0b9t3c:acct_01kaq2zv5ve8ht3c0g4y0b9t3b",
                "event_type": "florin.transactions.completed.v1",
                "status": "delivered",
                "attempt": 1,
                "response_status": 204,
                "at": "2026-11-22T10:00:00.123Z"
              }
            }
          }
        ]
      },
      "WebhooksPingV1": {
        "name": "florin.webhooks.ping.v1",
        "title": "WebhooksPingV1",
        "summary": "A test event, sent on request only.",
        "contentType": "application/json",
        "headers": {
          "type": "object",
          "required": [
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature"
          ],
          "properties": {
            "webhook-id": {
              "type": "string",
              "description": "The delivery, the same in every attempt."
            },
            "webhook-timestamp": {
              "type": "string",
              "description": "When it was sent, in seconds since 1970."
            },
            "webhook-signature": {
              "type": "string",
              "description": "One signature for each valid secret."
            }
          }
        },
        "payload": {
          "type": "object",
          "required": [
            "specversion",
            "id",
            "source",
            "type",
            "subject",
            "time",
            "datacontenttype",
            "tenantid",
            "data"
          ],
          "properties": {
            "specversion": {
              "type": "string",
              "const": "1.0"
            },
            "id": {
              "type": "string",
              "pattern": "^[!-~]{1,255}$",
              "description": "The same, however often the event is delivered."
            },
            "source": {
              "type": "string",
              "const": "/florin/notifications",
              "description": "The part of Florin that publishes the event."
            },
            "type": {
              "type": "string",
              "const": "florin.webhooks.ping.v1",
              "description": "The kind of event and its version."
            },
            "subject": {
              "type": "string",
              "pattern": "^[a-z]+_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "The endpoint that gets it."
            },
            "time": {
              "type": "string",
              "format": "date-time",
              "pattern": "Z$",
              "description": "When it happened."
            },
            "datacontenttype": {
              "type": "string",
              "const": "application/json"
            },
            "tenantid": {
              "type": "string",
              "pattern": "^[a-z]+_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "The tenant to which the endpoint belongs."
            },
            "data": {
              "$ref": "#/components/schemas/WebhooksPingV1"
            }
          }
        },
        "examples": [
          {
            "payload": {
              "specversion": "1.0",
              "id": "ping:01m819eke0g5h6j7k8m9n0p1q2",
              "source": "/florin/notifications",
              "type": "florin.webhooks.ping.v1",
              "subject": "whe_01m819eke0e8x9qk3m5r7t2v4w",
              "time": "2026-11-22T09:30:04.250Z",
              "datacontenttype": "application/json",
              "tenantid": "tenant_01kaq2zv5ve8ht3c0g4y0b9t3f",
              "data": {
                "endpoint_id": "whe_01m819eke0e8x9qk3m5r7t2v4w",
                "tenant_id": "tenant_01kaq2zv5ve8ht3c0g4y0b9t3f"
              }
            }
          }
        ]
      },
      "WebhooksVerificationV1": {
        "name": "florin.webhooks.verification.v1",
        "title": "WebhooksVerificationV1",
        "summary": "The challenge that a new endpoint answers before it gets events.",
        "contentType": "application/json",
        "headers": {
          "type": "object",
          "required": [
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature"
          ],
          "properties": {
            "webhook-id": {
              "type": "string",
              "description": "The delivery, the same in every attempt."
            },
            "webhook-timestamp": {
              "type": "string",
              "description": "When it was sent, in seconds since 1970."
            },
            "webhook-signature": {
              "type": "string",
              "description": "One signature for each valid secret."
            }
          }
        },
        "payload": {
          "type": "object",
          "required": [
            "specversion",
            "id",
            "source",
            "type",
            "subject",
            "time",
            "datacontenttype",
            "tenantid",
            "data"
          ],
          "properties": {
            "specversion": {
              "type": "string",
              "const": "1.0"
            },
            "id": {
              "type": "string",
              "pattern": "^[!-~]{1,255}$",
              "description": "The same, however often the event is delivered."
            },
            "source": {
              "type": "string",
              "const": "/florin/notifications",
              "description": "The part of Florin that publishes the event."
            },
            "type": {
              "type": "string",
              "const": "florin.webhooks.verification.v1",
              "description": "The kind of event and its version."
            },
            "subject": {
              "type": "string",
              "pattern": "^[a-z]+_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "The endpoint that gets it."
            },
            "time": {
              "type": "string",
              "format": "date-time",
              "pattern": "Z$",
              "description": "When it happened."
            },
            "datacontenttype": {
              "type": "string",
              "const": "application/json"
            },
            "tenantid": {
              "type": "string",
              "pattern": "^[a-z]+_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "The tenant to which the endpoint belongs."
            },
            "data": {
              "$ref": "#/components/schemas/WebhooksVerificationV1"
            }
          }
        },
        "examples": [
          {
            "payload": {
              "specversion": "1.0",
              "id": "ping:01m819eke0g5h6j7k8m9n0p1q2",
              "source": "/florin/notifications",
              "type": "florin.webhooks.verification.v1",
              "subject": "whe_01m819eke0e8x9qk3m5r7t2v4w",
              "time": "2026-11-22T09:30:04.250Z",
              "datacontenttype": "application/json",
              "tenantid": "tenant_01kaq2zv5ve8ht3c0g4y0b9t3f",
              "data": {
                "endpoint_id": "whe_01m819eke0e8x9qk3m5r7t2v4w",
                "tenant_id": "tenant_01kaq2zv5ve8ht3c0g4y0b9t3f",
                "challenge": "5Zt8…"
              }
            }
          }
        ]
      },
      "DeadLetter": {
        "name": "florin.dead-letter",
        "title": "DeadLetter",
        "summary": "A message that a consumer could not handle, unchanged.",
        "description": "Key and value are those of the original message; a value that was not JSON is not JSON here. The original headers are kept beside these.",
        "contentType": "application/octet-stream",
        "headers": {
          "type": "object",
          "required": [
            "florin-cause",
            "florin-detail",
            "florin-attempts",
            "florin-origin-topic",
            "florin-origin-partition",
            "florin-origin-offset",
            "florin-origin-timestamp",
            "florin-consumer-group",
            "florin-dead-lettered-at"
          ],
          "properties": {
            "florin-cause": {
              "type": "string",
              "pattern": "^[a-z_]+$",
              "examples": [
                "not_json",
                "invalid_data",
                "handler_failed"
              ],
              "description": "Why it could not be handled, in one word."
            },
            "florin-detail": {
              "type": "string",
              "description": "The same in a sentence. Names fields, never their values."
            },
            "florin-attempts": {
              "type": "string",
              "pattern": "^[0-9]+$",
              "description": "How often it was tried."
            },
            "florin-origin-topic": {
              "type": "string",
              "description": "The original topic: publishing key and value there again replays the message."
            },
            "florin-origin-partition": {
              "type": "string",
              "pattern": "^[0-9]+$",
              "description": "The partition of that topic."
            },
            "florin-origin-offset": {
              "type": "string",
              "pattern": "^[0-9]+$",
              "description": "The offset in that partition."
            },
            "florin-origin-timestamp": {
              "type": "string",
              "format": "date-time",
              "pattern": "Z$",
              "description": "When it was written there."
            },
            "florin-consumer-group": {
              "type": "string",
              "description": "The consumer that could not handle it."
            },
            "florin-dead-lettered-at": {
              "type": "string",
              "format": "date-time",
              "pattern": "Z$",
              "description": "When it was put away."
            }
          }
        },
        "payload": {
          "description": "The bytes of the message, unchanged."
        },
        "bindings": {
          "kafka": {
            "key": {
              "type": [
                "string",
                "null"
              ],
              "description": "The original key, normally an account."
            },
            "bindingVersion": "0.5.0"
          }
        }
      }
    },
    "schemas": {
      "TransactionsCompletedV1": {
        "title": "TransactionsCompletedV1",
        "description": "Money moved on an account.",
        "type": "object",
        "required": [
          "transaction_id",
          "tenant_id",
          "account_id",
          "counterparty_account_id",
          "type",
          "direction",
          "amount",
          "currency",
          "reference",
          "description",
          "metadata",
          "effective_at",
          "created_at",
          "request_id",
          "status",
          "balance_after",
          "account_version"
        ],
        "properties": {
          "transaction_id": {
            "type": "string",
            "pattern": "^txn_[0-7][0-9a-hjkmnp-tv-z]{25}$",
            "description": "The transaction."
          },
          "tenant_id": {
            "type": "string",
            "pattern": "^tenant_[0-7][0-9a-hjkmnp-tv-z]{25}$",
            "description": "The tenant to which the account belongs."
          },
          "account_id": {
            "type": "string",
            "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
            "description": "The account from whose side the event is written."
          },
          "counterparty_account_id": {
            "anyOf": [
              {
                "type": "string",
                "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
                "description": "The other side; null is the external account."
              },
              {
                "type": "null"
              }
            ],
            "description": "The other side; null is the external account."
          },
          "type": {
            "type": "string",
            "pattern": "^[a-z][a-z0-9_-]{0,63}$",
            "examples": [
              "credit",
              "debit",
              "transfer",
              "capture",
              "reversal"
            ],
            "description": "The kind of movement. More kinds may be added."
          },
          "direction": {
            "anyOf": [
              {
                "type": "string",
                "const": "credit"
              },
              {
                "type": "string",
                "const": "debit"
              }
            ],
            "description": "Whether the account receives (`credit`) or pays (`debit`)."
          },
          "amount": {
            "type": "integer",
            "format": "int64",
            "minimum": 1,
            "maximum": 9007199254740991,
            "description": "The amount in minor units; never negative."
          },
          "currency": {
            "type": "string",
            "pattern": "^[A-Z]{3}$",
            "description": "ISO 4217. Amounts are integers in its minor unit."
          },
          "reference": {
            "anyOf": [
              {
                "type": "string",
                "description": "The caller's own reference."
              },
              {
                "type": "null"
              }
            ],
            "description": "The caller's own reference."
          },
          "description": {
            "anyOf": [
              {
                "type": "string",
                "description": "The description by the caller."
              },
              {
                "type": "null"
              }
            ],
            "description": "The description by the caller."
          },
          "metadata": {
            "type": "object",
            "patternProperties": {
              "^.*$": {}
            },
            "description": "Metadata of the caller, unchanged."
          },
          "effective_at": {
            "type": "string",
            "format": "date-time",
            "pattern": "Z$",
            "description": "When it takes effect: earlier than `created_at` when it was backdated."
          },
          "created_at": {
            "type": "string",
            "format": "date-time",
            "pattern": "Z$",
            "description": "When it was decided."
          },
          "request_id": {
            "anyOf": [
              {
                "type": "string",
                "description": "The HTTP request that caused it, to trace one payment through logs and events."
              },
              {
                "type": "null"
              }
            ],
            "description": "The HTTP request that caused it, to trace one payment through logs and events."
          },
          "actor": {
            "anyOf": [
              {
                "type": "object",
                "required": [
                  "type",
                  "id",
                  "token_id",
                  "request_id",
                  "correlation_id",
                  "on_behalf_of"
                ],
                "properties": {
                  "type": {
                    "type": "string",
                    "pattern": "^[a-z][a-z0-9_-]{0,63}$",
                    "examples": [
                      "api_key",
                      "operator",
                      "system"
                    ],
                    "description": "The kind of actor."
                  },
                  "id": {
                    "type": "string",
                    "description": "The id of the API key, `operator:` and a name, or `system:` and a part of the bank."
                  },
                  "token_id": {
                    "anyOf": [
                      {
                        "type": "string",
                        "description": "The access token by which the key acted; null for the key itself."
                      },
                      {
                        "type": "null"
                      }
                    ],
                    "description": "The access token by which the key acted; null for the key itself."
                  },
                  "request_id": {
                    "anyOf": [
                      {
                        "type": "string",
                        "description": "The server's own id of the request; null where no request was made."
                      },
                      {
                        "type": "null"
                      }
                    ],
                    "description": "The server's own id of the request; null where no request was made."
                  },
                  "correlation_id": {
                    "anyOf": [
                      {
                        "type": "string",
                        "description": "The client's own id of the request; null if it sent none."
                      },
                      {
                        "type": "null"
                      }
                    ],
                    "description": "The client's own id of the request; null if it sent none."
                  },
                  "on_behalf_of": {
                    "anyOf": [
                      {
                        "type": "string",
                        "description": "For whom the system acted, such as the key that scheduled a transaction."
                      },
                      {
                        "type": "null"
                      }
                    ],
                    "description": "For whom the system acted, such as the key that scheduled a transaction."
                  }
                },
                "description": "Who made it; null where nobody was recorded. Absent on early events."
              },
              {
                "type": "null"
              }
            ],
            "description": "Who made it; null where nobody was recorded. Absent on early events."
          },
          "reverses": {
            "anyOf": [
              {
                "type": "string",
                "pattern": "^txn_[0-7][0-9a-hjkmnp-tv-z]{25}$",
                "description": "The transaction that a reversal reverses. Absent on early events."
              },
              {
                "type": "null"
              }
            ],
            "description": "The transaction that a reversal reverses. Absent on early events."
          },
          "hold_id": {
            "anyOf": [
              {
                "type": "string",
                "pattern": "^txn_[0-7][0-9a-hjkmnp-tv-z]{25}$",
                "description": "The hold of a capture. Absent on early events."
              },
              {
                "type": "null"
              }
            ],
            "description": "The hold of a capture. Absent on early events."
          },
          "status": {
            "type": "string",
            "pattern": "^[a-z][a-z0-9_-]{0,63}$",
            "examples": [
              "completed"
            ],
            "description": "Money moved."
          },
          "balance_after": {
            "type": "integer",
            "format": "int64",
            "minimum": -9007199254740991,
            "maximum": 9007199254740991,
            "description": "The balance of the account after it, in minor units."
          },
          "account_version": {
            "type": "integer",
            "format": "int64",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Counts the changes of the account: 1, 2, 3 … without a gap, 0 before the first. The order of its events."
          }
        }
      },
      "TransactionsFailedV1": {
        "title": "TransactionsFailedV1",
        "description": "A transaction was refused; no money moved.",
        "type": "object",
        "required": [
          "transaction_id",
          "tenant_id",
          "account_id",
          "counterparty_account_id",
          "type",
          "direction",
          "amount",
          "currency",
          "reference",
          "description",
          "metadata",
          "effective_at",
          "created_at",
          "request_id",
          "status",
          "failure"
        ],
        "properties": {
          "transaction_id": {
            "type": "string",
            "pattern": "^txn_[0-7][0-9a-hjkmnp-tv-z]{25}$",
            "description": "The transaction."
          },
          "tenant_id": {
            "type": "string",
            "pattern": "^tenant_[0-7][0-9a-hjkmnp-tv-z]{25}$",
            "description": "The tenant to which the account belongs."
          },
          "account_id": {
            "type": "string",
            "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
            "description": "The account from whose side the event is written."
          },
          "counterparty_account_id": {
            "anyOf": [
              {
                "type": "string",
                "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
                "description": "The other side; null is the external account."
              },
              {
                "type": "null"
              }
            ],
            "description": "The other side; null is the external account."
          },
          "type": {
            "type": "string",
            "pattern": "^[a-z][a-z0-9_-]{0,63}$",
            "examples": [
              "credit",
              "debit",
              "transfer",
              "hold",
              "capture",
              "void",
              "reversal"
            ],
            "description": "The kind of transaction that was requested. More kinds may be added."
          },
          "direction": {
            "anyOf": [
              {
                "type": "string",
                "const": "credit"
              },
              {
                "type": "string",
                "const": "debit"
              }
            ],
            "description": "Whether the account receives (`credit`) or pays (`debit`)."
          },
          "amount": {
            "type": "integer",
            "format": "int64",
            "minimum": 1,
            "maximum": 9007199254740991,
            "description": "The amount in minor units; never negative."
          },
          "currency": {
            "type": "string",
            "pattern": "^[A-Z]{3}$",
            "description": "ISO 4217. Amounts are integers in its minor unit."
          },
          "reference": {
            "anyOf": [
              {
                "type": "string",
                "description": "The caller's own reference."
              },
              {
                "type": "null"
              }
            ],
            "description": "The caller's own reference."
          },
          "description": {
            "anyOf": [
              {
                "type": "string",
                "description": "The description by the caller."
              },
              {
                "type": "null"
              }
            ],
            "description": "The description by the caller."
          },
          "metadata": {
            "type": "object",
            "patternProperties": {
              "^.*$": {}
            },
            "description": "Metadata of the caller, unchanged."
          },
          "effective_at": {
            "type": "string",
            "format": "date-time",
            "pattern": "Z$",
            "description": "When it takes effect: earlier than `created_at` when it was backdated."
          },
          "created_at": {
            "type": "string",
            "format": "date-time",
            "pattern": "Z$",
            "description": "When it was decided."
          },
          "request_id": {
            "anyOf": [
              {
                "type": "string",
                "description": "The HTTP request that caused it, to trace one payment through logs and events."
              },
              {
                "type": "null"
              }
            ],
            "description": "The HTTP request that caused it, to trace one payment through logs and events."
          },
          "actor": {
            "anyOf": [
              {
                "type": "object",
                "required": [
                  "type",
                  "id",
                  "token_id",
                  "request_id",
                  "correlation_id",
                  "on_behalf_of"
                ],
                "properties": {
                  "type": {
                    "type": "string",
                    "pattern": "^[a-z][a-z0-9_-]{0,63}$",
                    "examples": [
                      "api_key",
                      "operator",
                      "system"
                    ],
                    "description": "The kind of actor."
                  },
                  "id": {
                    "type": "string",
                    "description": "The id of the API key, `operator:` and a name, or `system:` and a part of the bank."
                  },
                  "token_id": {
                    "anyOf": [
                      {
                        "type": "string",
                        "description": "The access token by which the key acted; null for the key itself."
                      },
                      {
                        "type": "null"
                      }
                    ],
                    "description": "The access token by which the key acted; null for the key itself."
                  },
                  "request_id": {
                    "anyOf": [
                      {
                        "type": "string",
                        "description": "The server's own id of the request; null where no request was made."
                      },
                      {
                        "type": "null"
                      }
                    ],
                    "description": "The server's own id of the request; null where no request was made."
                  },
                  "correlation_id": {
                    "anyOf": [
                      {
                        "type": "string",
                        "description": "The client's own id of the request; null if it sent none."
                      },
                      {
                        "type": "null"
                      }
                    ],
                    "description": "The client's own id of the request; null if it sent none."
                  },
                  "on_behalf_of": {
                    "anyOf": [
                      {
                        "type": "string",
                        "description": "For whom the system acted, such as the key that scheduled a transaction."
                      },
                      {
                        "type": "null"
                      }
                    ],
                    "description": "For whom the system acted, such as the key that scheduled a transaction."
                  }
                },
                "description": "Who made it; null where nobody was recorded. Absent on early events."
              },
              {
                "type": "null"
              }
            ],
            "description": "Who made it; null where nobody was recorded. Absent on early events."
          },
          "reverses": {
            "anyOf": [
              {
                "type": "string",
                "pattern": "^txn_[0-7][0-9a-hjkmnp-tv-z]{25}$",
                "description": "The transaction that a reversal reverses. Absent on early events."
              },
              {
                "type": "null"
              }
            ],
            "description": "The transaction that a reversal reverses. Absent on early events."
          },
          "hold_id": {
            "anyOf": [
              {
                "type": "string",
                "pattern": "^txn_[0-7][0-9a-hjkmnp-tv-z]{25}$",
                "description": "The hold of a capture. Absent on early events."
              },
              {
                "type": "null"
              }
            ],
            "description": "The hold of a capture. Absent on early events."
          },
          "status": {
            "type": "string",
            "const": "failed",
            "description": "No money moved."
          },
          "failure": {
            "type": "object",
            "required": [
              "code",
              "message"
            ],
            "properties": {
              "code": {
                "type": "string",
                "pattern": "^[a-z][a-z0-9_-]{0,63}$",
                "examples": [
                  "insufficient_funds",
                  "state_conflict"
                ],
                "description": "The reason, one of the error codes of the API."
              },
              "message": {
                "type": "string",
                "description": "The reason, for people."
              }
            },
            "description": "Why it was refused."
          }
        }
      },
      "TransactionsHoldsV1": {
        "title": "TransactionsHoldsV1",
        "description": "Money was held on an account, or a hold was captured, voided or expired.",
        "type": "object",
        "required": [
          "hold_id",
          "transaction_id",
          "tenant_id",
          "account_id",
          "counterparty_account_id",
          "change",
          "amount",
          "currency",
          "hold_amount",
          "captured_amount",
          "remaining_amount",
          "status",
          "held_after",
          "balance_after",
          "account_version",
          "expires_at",
          "reference",
          "description",
          "metadata",
          "effective_at",
          "created_at",
          "request_id"
        ],
        "properties": {
          "hold_id": {
            "type": "string",
            "pattern": "^txn_[0-7][0-9a-hjkmnp-tv-z]{25}$",
            "description": "The hold."
          },
          "transaction_id": {
            "type": "string",
            "pattern": "^txn_[0-7][0-9a-hjkmnp-tv-z]{25}$",
            "description": "The transaction that made this change; the hold itself when it was placed."
          },
          "tenant_id": {
            "type": "string",
            "pattern": "^tenant_[0-7][0-9a-hjkmnp-tv-z]{25}$",
            "description": "The tenant to which the account belongs."
          },
          "account_id": {
            "type": "string",
            "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
            "description": "The account that pays."
          },
          "counterparty_account_id": {
            "anyOf": [
              {
                "type": "string",
                "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
                "description": "The account for which the money is reserved; null is the external account."
              },
              {
                "type": "null"
              }
            ],
            "description": "The account for which the money is reserved; null is the external account."
          },
          "change": {
            "type": "string",
            "pattern": "^[a-z][a-z0-9_-]{0,63}$",
            "examples": [
              "placed",
              "captured",
              "voided",
              "expired"
            ],
            "description": "The change of the hold."
          },
          "amount": {
            "type": "integer",
            "format": "int64",
            "minimum": 1,
            "maximum": 9007199254740991,
            "description": "The amount that this change held, captured or released, in minor units."
          },
          "currency": {
            "type": "string",
            "pattern": "^[A-Z]{3}$",
            "description": "ISO 4217. Amounts are integers in its minor unit."
          },
          "hold_amount": {
            "type": "integer",
            "format": "int64",
            "minimum": 1,
            "maximum": 9007199254740991,
            "description": "The original amount of the hold."
          },
          "captured_amount": {
            "type": "integer",
            "format": "int64",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "The sum of all captures so far."
          },
          "remaining_amount": {
            "type": "integer",
            "format": "int64",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "The amount that is still held; 0 when the hold has ended."
          },
          "status": {
            "type": "string",
            "pattern": "^[a-z][a-z0-9_-]{0,63}$",
            "examples": [
              "held",
              "captured",
              "voided",
              "expired"
            ],
            "description": "The hold's status after the change."
          },
          "held_after": {
            "type": "integer",
            "format": "int64",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "The sum of all holds on the account after the change."
          },
          "balance_after": {
            "type": "integer",
            "format": "int64",
            "minimum": -9007199254740991,
            "maximum": 9007199254740991,
            "description": "The balance of the account after the change, held money included."
          },
          "account_version": {
            "type": "integer",
            "format": "int64",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Counts the changes of the account: 1, 2, 3 … without a gap, 0 before the first. The order of its events."
          },
          "expires_at": {
            "anyOf": [
              {
                "type": "string",
                "format": "date-time",
                "pattern": "Z$",
                "description": "When what is still held is released; null is never."
              },
              {
                "type": "null"
              }
            ],
            "description": "When what is still held is released; null is never."
          },
          "reference": {
            "anyOf": [
              {
                "type": "string",
                "description": "The caller's own reference."
              },
              {
                "type": "null"
              }
            ],
            "description": "The caller's own reference."
          },
          "description": {
            "anyOf": [
              {
                "type": "string",
                "description": "The description by the caller."
              },
              {
                "type": "null"
              }
            ],
            "description": "The description by the caller."
          },
          "metadata": {
            "type": "object",
            "patternProperties": {
              "^.*$": {}
            },
            "description": "Metadata of the caller, unchanged."
          },
          "effective_at": {
            "type": "string",
            "format": "date-time",
            "pattern": "Z$",
            "description": "When it takes effect: earlier than `created_at` when it was backdated."
          },
          "created_at": {
            "type": "string",
            "format": "date-time",
            "pattern": "Z$",
            "description": "When it was decided."
          },
          "request_id": {
            "anyOf": [
              {
                "type": "string",
                "description": "The HTTP request that caused it, to trace one payment through logs and events."
              },
              {
                "type": "null"
              }
            ],
            "description": "The HTTP request that caused it, to trace one payment through logs and events."
          },
          "actor": {
            "anyOf": [
              {
                "type": "object",
                "required": [
                  "type",
                  "id",
                  "token_id",
                  "request_id",
                  "correlation_id",
                  "on_behalf_of"
                ],
                "properties": {
                  "type": {
                    "type": "string",
                    "pattern": "^[a-z][a-z0-9_-]{0,63}$",
                    "examples": [
                      "api_key",
                      "operator",
                      "system"
                    ],
                    "description": "The kind of actor."
                  },
                  "id": {
                    "type": "string",
                    "description": "The id of the API key, `operator:` and a name, or `system:` and a part of the bank."
                  },
                  "token_id": {
                    "anyOf": [
                      {
                        "type": "string",
                        "description": "The access token by which the key acted; null for the key itself."
                      },
                      {
                        "type": "null"
                      }
                    ],
                    "description": "The access token by which the key acted; null for the key itself."
                  },
                  "request_id": {
                    "anyOf": [
                      {
                        "type": "string",
                        "description": "The server's own id of the request; null where no request was made."
                      },
                      {
                        "type": "null"
                      }
                    ],
                    "description": "The server's own id of the request; null where no request was made."
                  },
                  "correlation_id": {
                    "anyOf": [
                      {
                        "type": "string",
                        "description": "The client's own id of the request; null if it sent none."
                      },
                      {
                        "type": "null"
                      }
                    ],
                    "description": "The client's own id of the request; null if it sent none."
                  },
                  "on_behalf_of": {
                    "anyOf": [
                      {
                        "type": "string",
                        "description": "For whom the system acted, such as the key that scheduled a transaction."
                      },
                      {
                        "type": "null"
                      }
                    ],
                    "description": "For whom the system acted, such as the key that scheduled a transaction."
                  }
                },
                "description": "Who made it; null where nobody was recorded. Absent on early events."
              },
              {
                "type": "null"
              }
            ],
            "description": "Who made it; null where nobody was recorded. Absent on early events."
          }
        }
      },
      "AccountsLifecycleV1": {
        "title": "AccountsLifecycleV1",
        "description": "An account was opened or changed.",
        "type": "object",
        "required": [
          "account_id",
          "tenant_id",
          "change",
          "status",
          "currency",
          "overdraft_limit",
          "external_id",
          "name",
          "account_version",
          "occurred_at"
        ],
        "properties": {
          "account_id": {
            "type": "string",
            "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
            "description": "The account that the event is about."
          },
          "tenant_id": {
            "type": "string",
            "pattern": "^tenant_[0-7][0-9a-hjkmnp-tv-z]{25}$",
            "description": "The tenant to which the account belongs."
          },
          "change": {
            "type": "string",
            "pattern": "^[a-z][a-z0-9_-]{0,63}$",
            "examples": [
              "opened",
              "updated",
              "frozen",
              "unfrozen",
              "closed"
            ],
            "description": "The change of the account."
          },
          "status": {
            "type": "string",
            "pattern": "^[a-z][a-z0-9_-]{0,63}$",
            "examples": [
              "open",
              "frozen",
              "closed"
            ],
            "description": "Whether money may move after the change."
          },
          "currency": {
            "type": "string",
            "pattern": "^[A-Z]{3}$",
            "description": "ISO 4217. Amounts are integers in its minor unit."
          },
          "overdraft_limit": {
            "type": "integer",
            "format": "int64",
            "minimum": -9007199254740991,
            "maximum": 9007199254740991,
            "description": "How far below zero it may go, in minor units."
          },
          "movement_limit": {
            "anyOf": [
              {
                "type": "integer",
                "format": "int64",
                "minimum": 0,
                "maximum": 9007199254740991,
                "description": "The most that may leave it in one movement, in minor units; null is no limit."
              },
              {
                "type": "null"
              }
            ],
            "description": "The most that may leave it in one movement, in minor units; null is no limit."
          },
          "daily_limit": {
            "anyOf": [
              {
                "type": "integer",
                "format": "int64",
                "minimum": 0,
                "maximum": 9007199254740991,
                "description": "The most that may leave it in one day (UTC), in minor units; null is no limit."
              },
              {
                "type": "null"
              }
            ],
            "description": "The most that may leave it in one day (UTC), in minor units; null is no limit."
          },
          "external_id": {
            "anyOf": [
              {
                "type": "string",
                "description": "The caller's own id of the account."
              },
              {
                "type": "null"
              }
            ],
            "description": "The caller's own id of the account."
          },
          "name": {
            "anyOf": [
              {
                "type": "string",
                "description": "The name of the account."
              },
              {
                "type": "null"
              }
            ],
            "description": "The name of the account."
          },
          "account_version": {
            "type": "integer",
            "format": "int64",
            "minimum": 0,
            "maximum": 9007199254740991,
            "description": "Counts the changes of the account: 1, 2, 3 … without a gap, 0 before the first. The order of its events."
          },
          "occurred_at": {
            "type": "string",
            "format": "date-time",
            "pattern": "Z$",
            "description": "When it was decided."
          },
          "actor": {
            "anyOf": [
              {
                "type": "object",
                "required": [
                  "type",
                  "id",
                  "token_id",
                  "request_id",
                  "correlation_id",
                  "on_behalf_of"
                ],
                "properties": {
                  "type": {
                    "type": "string",
                    "pattern": "^[a-z][a-z0-9_-]{0,63}$",
                    "examples": [
                      "api_key",
                      "operator",
                      "system"
                    ],
                    "description": "The kind of actor."
                  },
                  "id": {
                    "type": "string",
                    "description": "The id of the API key, `operator:` and a name, or `system:` and a part of the bank."
                  },
                  "token_id": {
                    "anyOf": [
                      {
                        "type": "string",
                        "description": "The access token by which the key acted; null for the key itself."
                      },
                      {
                        "type": "null"
                      }
                    ],
                    "description": "The access token by which the key acted; null for the key itself."
                  },
                  "request_id": {
                    "anyOf": [
                      {
                        "type": "string",
                        "description": "The server's own id of the request; null where no request was made."
                      },
                      {
                        "type": "null"
                      }
                    ],
                    "description": "The server's own id of the request; null where no request was made."
                  },
                  "correlation_id": {
                    "anyOf": [
                      {
                        "type": "string",
                        "description": "The client's own id of the request; null if it sent none."
                      },
                      {
                        "type": "null"
                      }
                    ],
                    "description": "The client's own id of the request; null if it sent none."
                  },
                  "on_behalf_of": {
                    "anyOf": [
                      {
                        "type": "string",
                        "description": "For whom the system acted, such as the key that scheduled a transaction."
                      },
                      {
                        "type": "null"
                      }
                    ],
                    "description": "For whom the system acted, such as the key that scheduled a transaction."
                  }
                },
                "description": "Who made it; null where nobody was recorded. Absent on early events."
              },
              {
                "type": "null"
              }
            ],
            "description": "Who made it; null where nobody was recorded. Absent on early events."
          }
        }
      },
      "FraudAlertsV1": {
        "title": "FraudAlertsV1",
        "description": "A fraud rule matched on an account, or an alert was decided or acted upon.",
        "type": "object",
        "required": [
          "alert_id",
          "tenant_id",
          "account_id",
          "rule",
          "severity",
          "reason",
          "evidence",
          "raised_at"
        ],
        "properties": {
          "alert_id": {
            "type": "string",
            "pattern": "^alrt_[0-7][0-9a-hjkmnp-tv-z]{25}$",
            "description": "The alert."
          },
          "tenant_id": {
            "type": "string",
            "pattern": "^tenant_[0-7][0-9a-hjkmnp-tv-z]{25}$",
            "description": "The tenant to which the account belongs."
          },
          "account_id": {
            "type": "string",
            "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
            "description": "The account that the event is about."
          },
          "rule": {
            "type": "string",
            "pattern": "^[a-z][a-z0-9_-]{0,63}$",
            "examples": [
              "large_amount",
              "unusual_amount",
              "velocity",
              "hold_velocity",
              "rapid_drain",
              "structuring",
              "round_trip",
              "dormant_account",
              "repeated_failures"
            ],
            "description": "The rule that matched."
          },
          "severity": {
            "type": "string",
            "pattern": "^[a-z][a-z0-9_-]{0,63}$",
            "examples": [
              "low",
              "medium",
              "high"
            ],
            "description": "The severity if the alert is justified."
          },
          "reason": {
            "type": "string",
            "description": "Why it matched, for people."
          },
          "evidence": {
            "type": "array",
            "items": {
              "type": "string",
              "pattern": "^txn_[0-7][0-9a-hjkmnp-tv-z]{25}$",
              "description": "One of them."
            },
            "description": "The transactions that made the rule match."
          },
          "raised_at": {
            "type": "string",
            "format": "date-time",
            "pattern": "Z$",
            "description": "When the rule matched."
          },
          "change": {
            "type": "string",
            "pattern": "^[a-z][a-z0-9_-]{0,63}$",
            "examples": [
              "raised",
              "confirmed",
              "dismissed",
              "action_taken",
              "action_failed"
            ],
            "description": "The change of the alert; missing means that it was raised."
          },
          "changed_at": {
            "type": "string",
            "format": "date-time",
            "pattern": "Z$",
            "description": "When the alert changed."
          },
          "state": {
            "type": "string",
            "pattern": "^[a-z][a-z0-9_-]{0,63}$",
            "examples": [
              "open",
              "confirmed",
              "dismissed"
            ],
            "description": "The decision of a person by then."
          },
          "action": {
            "type": "string",
            "pattern": "^[a-z][a-z0-9_-]{0,63}$",
            "examples": [
              "none",
              "freeze"
            ],
            "description": "The action that follows the alert automatically."
          },
          "action_status": {
            "anyOf": [
              {
                "type": "string",
                "pattern": "^[a-z][a-z0-9_-]{0,63}$",
                "examples": [
                  "pending",
                  "done",
                  "failed"
                ],
                "description": "The state of the action; null when there is none."
              },
              {
                "type": "null"
              }
            ],
            "description": "The state of the action; null when there is none."
          },
          "actor": {
            "anyOf": [
              {
                "type": "object",
                "required": [
                  "type",
                  "id",
                  "token_id",
                  "request_id",
                  "correlation_id",
                  "on_behalf_of"
                ],
                "properties": {
                  "type": {
                    "type": "string",
                    "pattern": "^[a-z][a-z0-9_-]{0,63}$",
                    "examples": [
                      "api_key",
                      "operator",
                      "system"
                    ],
                    "description": "The kind of actor."
                  },
                  "id": {
                    "type": "string",
                    "description": "The id of the API key, `operator:` and a name, or `system:` and a part of the bank."
                  },
                  "token_id": {
                    "anyOf": [
                      {
                        "type": "string",
                        "description": "The access token by which the key acted; null for the key itself."
                      },
                      {
                        "type": "null"
                      }
                    ],
                    "description": "The access token by which the key acted; null for the key itself."
                  },
                  "request_id": {
                    "anyOf": [
                      {
                        "type": "string",
                        "description": "The server's own id of the request; null where no request was made."
                      },
                      {
                        "type": "null"
                      }
                    ],
                    "description": "The server's own id of the request; null where no request was made."
                  },
                  "correlation_id": {
                    "anyOf": [
                      {
                        "type": "string",
                        "description": "The client's own id of the request; null if it sent none."
                      },
                      {
                        "type": "null"
                      }
                    ],
                    "description": "The client's own id of the request; null if it sent none."
                  },
                  "on_behalf_of": {
                    "anyOf": [
                      {
                        "type": "string",
                        "description": "For whom the system acted, such as the key that scheduled a transaction."
                      },
                      {
                        "type": "null"
                      }
                    ],
                    "description": "For whom the system acted, such as the key that scheduled a transaction."
                  }
                },
                "description": "Who made it; null where nobody was recorded. Absent on early events."
              },
              {
                "type": "null"
              }
            ],
            "description": "Who made it; null where nobody was recorded. Absent on early events."
          }
        }
      },
      "NotificationsDeliveriesV1": {
        "title": "NotificationsDeliveriesV1",
        "description": "An attempt to deliver an event to a webhook endpoint has ended.",
        "type": "object",
        "required": [
          "delivery_id",
          "tenant_id",
          "account_id",
          "endpoint_id",
          "event_id",
          "event_type",
          "status",
          "attempt",
          "response_status",
          "at"
        ],
        "properties": {
          "delivery_id": {
            "type": "string",
            "pattern": "^[a-z]+_[0-7][0-9a-hjkmnp-tv-z]{25}$",
            "description": "The delivery: one event to one endpoint."
          },
          "tenant_id": {
            "type": "string",
            "pattern": "^tenant_[0-7][0-9a-hjkmnp-tv-z]{25}$",
            "description": "The tenant to which the account belongs."
          },
          "account_id": {
            "type": "string",
            "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
            "description": "The account that the delivered event is about."
          },
          "endpoint_id": {
            "type": "string",
            "pattern": "^[a-z]+_[0-7][0-9a-hjkmnp-tv-z]{25}$",
            "description": "The endpoint."
          },
          "event_id": {
            "type": "string",
            "pattern": "^[!-~]{1,255}$",
            "description": "The event of the delivery."
          },
          "event_type": {
            "type": "string",
            "minLength": 1,
            "description": "The type of that event."
          },
          "status": {
            "type": "string",
            "pattern": "^[a-z][a-z0-9_-]{0,63}$",
            "examples": [
              "pending",
              "delivered",
              "failed"
            ],
            "description": "The state of the delivery after this attempt."
          },
          "attempt": {
            "type": "integer",
            "format": "int64",
            "minimum": 1,
            "maximum": 9007199254740991,
            "description": "The number of the attempt, 1 for the first."
          },
          "response_status": {
            "anyOf": [
              {
                "type": "integer",
                "format": "int32",
                "minimum": 100,
                "maximum": 599,
                "description": "The HTTP status of the answer; null when no answer came."
              },
              {
                "type": "null"
              }
            ],
            "description": "The HTTP status of the answer; null when no answer came."
          },
          "at": {
            "type": "string",
            "format": "date-time",
            "pattern": "Z$",
            "description": "When the attempt ended."
          }
        }
      },
      "WebhooksPingV1": {
        "title": "WebhooksPingV1",
        "description": "A test event, sent on request only.",
        "type": "object",
        "required": [
          "endpoint_id",
          "tenant_id"
        ],
        "properties": {
          "endpoint_id": {
            "type": "string",
            "pattern": "^[a-z]+_[0-7][0-9a-hjkmnp-tv-z]{25}$",
            "description": "The endpoint that gets it."
          },
          "tenant_id": {
            "type": "string",
            "pattern": "^[a-z]+_[0-7][0-9a-hjkmnp-tv-z]{25}$",
            "description": "The tenant to which the endpoint belongs."
          }
        }
      },
      "WebhooksVerificationV1": {
        "title": "WebhooksVerificationV1",
        "description": "The challenge that a new endpoint answers before it gets events.",
        "type": "object",
        "required": [
          "endpoint_id",
          "tenant_id",
          "challenge"
        ],
        "properties": {
          "endpoint_id": {
            "type": "string",
            "pattern": "^[a-z]+_[0-7][0-9a-hjkmnp-tv-z]{25}$",
            "description": "The endpoint that gets it."
          },
          "tenant_id": {
            "type": "string",
            "pattern": "^[a-z]+_[0-7][0-9a-hjkmnp-tv-z]{25}$",
            "description": "The tenant to which the endpoint belongs."
          },
          "challenge": {
            "type": "string",
            "description": "Answer it with status 200 and `{\"challenge\": \"…\"}`, with this text."
          }
        }
      }
    }
  }
};
