// Generated from openapi.yaml by `npm run generate`, do not edit.

export const contract: object = {
  "openapi": "3.1.1",
  "info": {
    "title": "Florin",
    "version": "0.1.0",
    "summary": "A banking API for developers. Accounts, credits, debits, transfers, and events that are never lost.",
    "description": "Florin is a ledger with an API: every movement of money is one transaction between two accounts. It is durable\nbefore you get an answer, and it becomes an event that is delivered even if processes fail in between.\n\n**Money** is an integer in the currency's minor unit (`1050` is 10.50 USD, 1,050 JPY) with its ISO 4217 `currency`.\nFractions, floats and numbers in strings are refused. Amounts and balances are within ±(2^53−1). Numbers that are\nderived from them (totals, `available`) are never refused and never rounded: beyond that range the same digits are\nbeside them as text, in `<name>_exact`.\n\n**Keys.** Send `Authorization: Bearer <API key>` or `X-API-Key: <API key>`. A key belongs to a tenant, sees only\nthat tenant's data, and has scopes; each operation names the scope it needs. A key with `keys:write` creates,\nrotates and revokes others at `/api-keys`. A program that should send its key to one place only exchanges it at\n`/oauth/token` for an access token of a few minutes, and sends that as `Authorization: Bearer` instead.\n\n**Retries are safe** with an `Idempotency-Key`: the same key and body never move money twice. They get the first\nanswer again, marked `Idempotent-Replayed: true`. A 4xx means that no money moved. After a timeout, a broken\nconnection or a 5xx the outcome is unknown: send the same request with the same key again.\n\n**Errors** are problems as in RFC 9457 (`application/problem+json`). Decide by `code`, which never changes its\nmeaning; `type` is the address of a page about it, `errors` names the fields, and `request_id` finds the refusal in\nour logs.\n\n**Times** are RFC 3339. A date alone (`2026-11-01`) is its first moment, in UTC or in `time_zone`, an IANA name\nsuch as `Europe/Berlin`. The start of a period (`from`, `created_from`, …) always belongs to it, and its end (`to`,\n`created_to`, …) does not. `at` is such an end: it counts what happened before it. So the balance at a moment is\nthe closing balance of the statement that ends there, and the opening balance of the one that starts there.\n\n**Lists** are newest first and continue with `next_cursor` while `has_more` is true. Ids are opaque and sort by\ntime.\n",
    "license": {
      "name": "Apache-2.0",
      "identifier": "Apache-2.0"
    }
  },
  "servers": [
    {
      "url": "/",
      "description": "The host that serves this document."
    }
  ],
  "security": [
    {
      "bearer": []
    },
    {
      "apiKey": []
    },
    {
      "oauth2": []
    }
  ],
  "tags": [
    {
      "name": "Accounts",
      "description": "Accounts hold money, in one currency each, never below their overdraft limit."
    },
    {
      "name": "Transactions",
      "description": "Movements of money. Completed or failed, recorded in both cases, never changed afterwards."
    },
    {
      "name": "Fraud",
      "description": "Alerts and rules. An alert follows its transactions by a moment."
    },
    {
      "name": "Notifications",
      "description": "Messages to account holders."
    },
    {
      "name": "Webhooks",
      "description": "Events sent to your URL, signed and repeated until they arrive."
    },
    {
      "name": "Analytics",
      "description": "Totals and series over all transactions."
    },
    {
      "name": "API keys",
      "description": "Credentials of your tenant and their scopes."
    },
    {
      "name": "Audit log",
      "description": "Who changed what."
    },
    {
      "name": "Operations",
      "description": "For operators of Florin. Open without a key."
    }
  ],
  "paths": {
    "/accounts": {
      "post": {
        "operationId": "createAccount",
        "tags": [
          "Accounts"
        ],
        "summary": "Open an account",
        "description": "Opens an account and returns it. Everything is optional, even the body: without one you get an empty account in\nUSD. An `initial_balance` is posted as a credit, with a transaction and an event like any other: it needs the\nscope `transactions:write` too. Limits (`overdraft_limit`, `movement_limit`, `daily_limit`) need\n`accounts:limits` too. 403 `forbidden` names the field and its scope.\n",
        "x-served-by": "api",
        "security": [
          {
            "bearer": [
              "accounts:write"
            ]
          },
          {
            "apiKey": [
              "accounts:write"
            ]
          },
          {
            "oauth2": [
              "accounts:write"
            ]
          }
        ],
        "x-field-scopes": [
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
        "parameters": [
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "requestBody": {
          "required": false,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/CreateAccount"
              },
              "examples": {
                "plain": {
                  "summary": "An account with a name and some money",
                  "value": {
                    "name": "Ada",
                    "currency": "USD",
                    "initial_balance": 100
                  }
                },
                "full": {
                  "summary": "All fields",
                  "value": {
                    "name": "Ada's wallet",
                    "currency": "EUR",
                    "initial_balance": 250000,
                    "overdraft_limit": 50000,
                    "external_id": "customer-4711",
                    "metadata": {
                      "segment": "private"
                    }
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The account.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              },
              "Florin-Position": {
                "$ref": "#/components/headers/Position"
              },
              "ETag": {
                "$ref": "#/components/headers/AccountVersion"
              },
              "Idempotent-Replayed": {
                "$ref": "#/components/headers/IdempotentReplayed"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Account"
                },
                "examples": {
                  "opened": {
                    "$ref": "#/components/examples/Account"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "409": {
            "$ref": "#/components/responses/AccountConflict"
          },
          "413": {
            "$ref": "#/components/responses/BodyTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "422": {
            "$ref": "#/components/responses/AccountRefused"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      },
      "get": {
        "operationId": "listAccounts",
        "tags": [
          "Accounts"
        ],
        "summary": "List accounts",
        "description": "Your accounts, the newest first.",
        "x-served-by": "api",
        "security": [
          {
            "bearer": [
              "accounts:read"
            ]
          },
          {
            "apiKey": [
              "accounts:read"
            ]
          },
          {
            "oauth2": [
              "accounts:read"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/SeenPosition"
          },
          {
            "name": "external_id",
            "in": "query",
            "description": "Only the account with this `external_id`.",
            "schema": {
              "$ref": "#/components/schemas/ExternalId"
            }
          },
          {
            "name": "currency",
            "in": "query",
            "description": "Only accounts in this currency.",
            "schema": {
              "$ref": "#/components/schemas/Currency"
            }
          },
          {
            "name": "status",
            "in": "query",
            "description": "Only accounts in this state; may be repeated.",
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
            "in": "query",
            "description": "Only accounts whose name starts with this text, ignoring case.",
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
            "$ref": "#/components/parameters/MetadataFilter"
          },
          {
            "$ref": "#/components/parameters/CreatedFrom"
          },
          {
            "$ref": "#/components/parameters/CreatedTo"
          },
          {
            "$ref": "#/components/parameters/TimeZone"
          },
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "A page of accounts.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/AccountList"
                },
                "examples": {
                  "page": {
                    "summary": "The only page",
                    "value": {
                      "data": [
                        {
                          "id": "acct_01m819eke0e209k3gghyc4dkah",
                          "currency": "USD",
                          "currency_exponent": 2,
                          "balance": 50,
                          "held": 0,
                          "available": 50,
                          "overdraft_limit": 0,
                          "movement_limit": null,
                          "daily_limit": null,
                          "status": "open",
                          "external_id": null,
                          "name": "Ada",
                          "metadata": {},
                          "version": 2,
                          "created_at": "2026-11-22T09:30:00.000Z",
                          "updated_at": "2026-11-22T09:30:04.250Z"
                        }
                      ],
                      "has_more": false,
                      "next_cursor": null
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/BadList"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/accounts/{id}": {
      "get": {
        "operationId": "getAccount",
        "tags": [
          "Accounts"
        ],
        "summary": "Get an account",
        "description": "The account with its current balance.",
        "x-served-by": "api",
        "security": [
          {
            "bearer": [
              "accounts:read"
            ]
          },
          {
            "apiKey": [
              "accounts:read"
            ]
          },
          {
            "oauth2": [
              "accounts:read"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/AccountIdInPath"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "The account.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              },
              "ETag": {
                "$ref": "#/components/headers/AccountVersion"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Account"
                },
                "examples": {
                  "account": {
                    "$ref": "#/components/examples/Account"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/MalformedRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      },
      "patch": {
        "operationId": "updateAccount",
        "tags": [
          "Accounts"
        ],
        "summary": "Change an account",
        "description": "Changes the fields that you send and leaves the rest. A `frozen` account accepts and pays no money until it is\n`open` again; holds on it can still be voided and still expire, since that moves no money and takes nothing\nfrom the account. `closed` is final and needs a balance of zero with nothing held. An `overdraft_limit` cannot\nfall below what is used of it. A field that already has its new value changes nothing, so repeating a request\nis safe.\n\n`name`, `metadata` and the status `closed` need the scope `accounts:write`, the statuses `frozen` and `open`\nneed `accounts:freeze`, and the three limits need `accounts:limits`. 403 `forbidden` names the field and its\nscope.\n",
        "x-served-by": "api",
        "security": [
          {
            "bearer": [
              "accounts:write"
            ]
          },
          {
            "bearer": [
              "accounts:freeze"
            ]
          },
          {
            "bearer": [
              "accounts:limits"
            ]
          },
          {
            "apiKey": [
              "accounts:write"
            ]
          },
          {
            "apiKey": [
              "accounts:freeze"
            ]
          },
          {
            "apiKey": [
              "accounts:limits"
            ]
          },
          {
            "oauth2": [
              "accounts:write"
            ]
          },
          {
            "oauth2": [
              "accounts:freeze"
            ]
          },
          {
            "oauth2": [
              "accounts:limits"
            ]
          }
        ],
        "x-field-scopes": [
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
        "parameters": [
          {
            "$ref": "#/components/parameters/AccountIdInPath"
          },
          {
            "$ref": "#/components/parameters/Prefer"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/UpdateAccount"
              },
              "examples": {
                "freeze": {
                  "summary": "No movements until further notice",
                  "value": {
                    "status": "frozen"
                  }
                },
                "terms": {
                  "summary": "Another name and a higher overdraft limit; metadata replaced",
                  "value": {
                    "name": "Ada's wallet",
                    "overdraft_limit": 100000,
                    "metadata": {
                      "segment": "business"
                    }
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The changed account.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              },
              "Florin-Position": {
                "$ref": "#/components/headers/Position"
              },
              "ETag": {
                "$ref": "#/components/headers/AccountVersion"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Account"
                },
                "examples": {
                  "account": {
                    "$ref": "#/components/examples/Account"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/AccountUnchanged"
          },
          "413": {
            "$ref": "#/components/responses/BodyTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/accounts/{id}/balance": {
      "get": {
        "operationId": "getAccountBalance",
        "tags": [
          "Accounts"
        ],
        "summary": "Get a balance",
        "description": "What the account holds now. After the answer to a posting, the balance includes it: `available` = `balance` −\n`held` + the overdraft limit.\n\nWith `at`, what it held at a moment in the past: zeros before it was opened, and `available` is null, because\nthe overdraft limit may have been another one then. `basis=effective` counts backdated movements from their\n`effective_at`; `held` always counts by the time of posting.\n",
        "x-served-by": "api",
        "security": [
          {
            "bearer": [
              "accounts:read"
            ]
          },
          {
            "apiKey": [
              "accounts:read"
            ]
          },
          {
            "oauth2": [
              "accounts:read"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/SeenPosition"
          },
          {
            "$ref": "#/components/parameters/AccountIdInPath"
          },
          {
            "$ref": "#/components/parameters/At"
          },
          {
            "$ref": "#/components/parameters/TimeZone"
          },
          {
            "$ref": "#/components/parameters/Basis"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "The balance.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              },
              "ETag": {
                "$ref": "#/components/headers/AccountVersion"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Balance"
                },
                "examples": {
                  "balance": {
                    "summary": "After a credit of 100 and a debit of 50",
                    "value": {
                      "account_id": "acct_01m819eke0e209k3gghyc4dkah",
                      "balance": 50,
                      "held": 0,
                      "available": 50,
                      "currency": "USD",
                      "currency_exponent": 2,
                      "version": 2,
                      "as_of": "2026-11-22T09:30:05.000Z"
                    }
                  },
                  "past": {
                    "summary": "At a moment in the past",
                    "value": {
                      "account_id": "acct_01m819eke0e209k3gghyc4dkah",
                      "balance": 50,
                      "held": 0,
                      "available": null,
                      "currency": "USD",
                      "currency_exponent": 2,
                      "version": 2,
                      "as_of": "2026-11-22T09:30:05.000Z"
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/MalformedRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/accounts/{id}/transactions": {
      "get": {
        "operationId": "listAccountTransactions",
        "tags": [
          "Accounts"
        ],
        "summary": "List an account's movements",
        "description": "Everything that changed the account, newest first, as the account sees it: the change of the balance and the\nbalance after it. Failed transactions changed nothing and are not listed here; `GET /transactions` lists them\ntoo.\n",
        "x-served-by": "api",
        "security": [
          {
            "bearer": [
              "transactions:read"
            ]
          },
          {
            "apiKey": [
              "transactions:read"
            ]
          },
          {
            "oauth2": [
              "transactions:read"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/SeenPosition"
          },
          {
            "$ref": "#/components/parameters/AccountIdInPath"
          },
          {
            "$ref": "#/components/parameters/CreatedFrom"
          },
          {
            "$ref": "#/components/parameters/CreatedTo"
          },
          {
            "$ref": "#/components/parameters/TimeZone"
          },
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "A page of lines.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/AccountLineList"
                },
                "examples": {
                  "page": {
                    "summary": "The only page",
                    "value": {
                      "data": [
                        {
                          "transaction_id": "txn_01m819eke0e2586g95gjjdra1k",
                          "type": "debit",
                          "direction": "debit",
                          "amount": 50,
                          "balance_change": -50,
                          "balance_after": 50,
                          "held_after": 0,
                          "account_version": 2,
                          "counterparty_account_id": null,
                          "reference": null,
                          "description": null,
                          "metadata": {},
                          "effective_at": "2026-11-22T09:30:04.250Z",
                          "created_at": "2026-11-22T09:30:04.250Z"
                        }
                      ],
                      "has_more": false,
                      "next_cursor": null
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/BadList"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/accounts/{id}/statement": {
      "get": {
        "operationId": "getAccountStatement",
        "tags": [
          "Accounts"
        ],
        "summary": "Get a statement",
        "description": "The movements of money in a period of at most 366 days, oldest first, with opening and closing balance, totals,\nand a running balance on every line. As JSON it comes in pages that all have the same head and belong to one\nsnapshot, whatever is posted while you read. With `Accept: text/csv` it comes whole, one line per movement, and\nwith `Accept: text/html` whole, as a page to print. CSV cells that a spreadsheet would take for a formula start\nwith an apostrophe; amounts are numbers, in minor units and with decimals. `basis=effective` counts backdated\nmovements at the time from which they take effect.\n",
        "x-served-by": "api",
        "security": [
          {
            "bearer": [
              "transactions:read"
            ]
          },
          {
            "apiKey": [
              "transactions:read"
            ]
          },
          {
            "oauth2": [
              "transactions:read"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/SeenPosition"
          },
          {
            "$ref": "#/components/parameters/AccountIdInPath"
          },
          {
            "name": "from",
            "in": "query",
            "description": "The start of the period. By default the first moment of the month in which `to` lies, or of the current\nmonth in `time_zone` without `to`.\n",
            "schema": {
              "$ref": "#/components/schemas/Time"
            }
          },
          {
            "name": "to",
            "in": "query",
            "description": "The end of the period, exclusive. May be in the future; the statement then ends now. By default the end of\nthe current month in `time_zone`.\n",
            "schema": {
              "$ref": "#/components/schemas/Time"
            }
          },
          {
            "$ref": "#/components/parameters/TimeZone"
          },
          {
            "$ref": "#/components/parameters/Basis"
          },
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "The statement, in the format that `Accept` requests; JSON by default.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Statement"
                },
                "examples": {
                  "month": {
                    "summary": "A statement of a month with one line",
                    "value": {
                      "account_id": "acct_01m819eke0e209k3gghyc4dkah",
                      "account_name": "Ada",
                      "currency": "USD",
                      "currency_exponent": 2,
                      "from": "2026-11-01T00:00:00.000Z",
                      "to": "2026-12-01T00:00:00.000Z",
                      "basis": "posted",
                      "opening": {
                        "balance": 100,
                        "held": 0,
                        "version": 1
                      },
                      "closing": {
                        "balance": 50,
                        "held": 0,
                        "version": 2
                      },
                      "total_in": 0,
                      "total_out": 50,
                      "count_in": 0,
                      "count_out": 1,
                      "as_of": "2026-11-22T09:30:05.000Z",
                      "as_of_version": 2,
                      "data": [
                        {
                          "transaction_id": "txn_01m819eke0e2586g95gjjdra1k",
                          "type": "debit",
                          "direction": "debit",
                          "amount": 50,
                          "balance_change": -50,
                          "balance_after": 50,
                          "held_after": 0,
                          "account_version": 2,
                          "counterparty_account_id": null,
                          "reference": null,
                          "description": null,
                          "metadata": {},
                          "effective_at": "2026-11-22T09:30:04.250Z",
                          "created_at": "2026-11-22T09:30:04.250Z"
                        }
                      ],
                      "has_more": false,
                      "next_cursor": null
                    }
                  }
                }
              },
              "text/csv": {
                "schema": {
                  "type": "string"
                },
                "examples": {
                  "month": {
                    "summary": "The same as CSV",
                    "value": "created_at,effective_at,transaction_id,type,direction,counterparty_account_id,reference,description,amount_minor,balance_minor,amount,balance,currency\r\n"
                  }
                }
              },
              "text/html": {
                "schema": {
                  "type": "string"
                },
                "examples": {
                  "month": {
                    "summary": "The same as a page",
                    "value": "<!doctype html>\n<html lang=\"en\">…</html>\n"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/BadList"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/balances": {
      "get": {
        "operationId": "listBalances",
        "tags": [
          "Accounts"
        ],
        "summary": "Get several balances at once",
        "description": "The balances of up to 100 accounts in one consistent snapshot: a transfer between two of them is on both sides or on\nneither. With `at`, all as they were at that moment. One unknown account makes it 404.\n",
        "x-served-by": "api",
        "security": [
          {
            "bearer": [
              "accounts:read"
            ]
          },
          {
            "apiKey": [
              "accounts:read"
            ]
          },
          {
            "oauth2": [
              "accounts:read"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/SeenPosition"
          },
          {
            "name": "account_id",
            "in": "query",
            "required": true,
            "description": "The accounts; repeat the parameter for each.",
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
            "$ref": "#/components/parameters/At"
          },
          {
            "$ref": "#/components/parameters/TimeZone"
          },
          {
            "$ref": "#/components/parameters/Basis"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "The balances.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/BalanceList"
                },
                "examples": {
                  "balances": {
                    "summary": "One of one",
                    "value": {
                      "data": [
                        {
                          "account_id": "acct_01m819eke0e209k3gghyc4dkah",
                          "balance": 50,
                          "held": 0,
                          "available": 50,
                          "currency": "USD",
                          "currency_exponent": 2,
                          "version": 2,
                          "as_of": "2026-11-22T09:30:05.000Z"
                        }
                      ]
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/MalformedRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/trial-balance": {
      "get": {
        "operationId": "getTrialBalance",
        "tags": [
          "Accounts"
        ],
        "summary": "Get the trial balance",
        "description": "What your customers' accounts and the external account hold, per currency, from one snapshot. The two are added\nup independently, from the accounts and from the movements, and are always 0 together. The sums are updated\nwith every commit, so the answer takes the same time however many accounts and transactions you have.\n",
        "x-served-by": "api",
        "security": [
          {
            "bearer": [
              "accounts:read"
            ]
          },
          {
            "apiKey": [
              "accounts:read"
            ]
          },
          {
            "oauth2": [
              "accounts:read"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/SeenPosition"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "The totals.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/TrialBalance"
                },
                "examples": {
                  "totals": {
                    "summary": "A ledger in one currency",
                    "value": {
                      "as_of": "2026-11-22T09:30:05.000Z",
                      "data": [
                        {
                          "currency": "USD",
                          "currency_exponent": 2,
                          "customers": 50,
                          "outside": -50,
                          "difference": 0,
                          "accounts": 1,
                          "transactions": 3
                        }
                      ]
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/MalformedRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/transactions/credit": {
      "post": {
        "operationId": "creditAccount",
        "tags": [
          "Transactions"
        ],
        "summary": "Put money into an account",
        "description": "Moves an amount from the external account to an account. The answer is sent after the commit.",
        "x-served-by": "api",
        "security": [
          {
            "bearer": [
              "transactions:write"
            ]
          },
          {
            "apiKey": [
              "transactions:write"
            ]
          },
          {
            "oauth2": [
              "transactions:write"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          },
          {
            "$ref": "#/components/parameters/DryRun"
          },
          {
            "$ref": "#/components/parameters/IfMatch"
          },
          {
            "$ref": "#/components/parameters/Prefer"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/Movement"
              },
              "examples": {
                "plain": {
                  "summary": "1.00 USD",
                  "value": {
                    "account_id": "acct_01m819eke0e209k3gghyc4dkah",
                    "amount": 100
                  }
                },
                "full": {
                  "summary": "All fields",
                  "value": {
                    "account_id": "acct_01m819eke0e209k3gghyc4dkah",
                    "amount": 100,
                    "currency": "USD",
                    "reference": "payout-2026-11",
                    "description": "Payout for November",
                    "metadata": {
                      "batch": "17"
                    }
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The completed transaction.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              },
              "Florin-Position": {
                "$ref": "#/components/headers/Position"
              },
              "Idempotent-Replayed": {
                "$ref": "#/components/headers/IdempotentReplayed"
              },
              "Dry-Run": {
                "$ref": "#/components/headers/DryRun"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Transaction"
                },
                "examples": {
                  "credit": {
                    "$ref": "#/components/examples/Credit"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Busy"
          },
          "412": {
            "$ref": "#/components/responses/PreconditionFailed"
          },
          "413": {
            "$ref": "#/components/responses/BodyTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "422": {
            "$ref": "#/components/responses/MovementRefused"
          },
          "429": {
            "$ref": "#/components/responses/TooManyPostings"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/transactions/debit": {
      "post": {
        "operationId": "debitAccount",
        "tags": [
          "Transactions"
        ],
        "summary": "Take money out of an account",
        "description": "Moves an amount from an account to the external account, if the account covers it. If not, the answer is 400\n`insufficient_funds`, and the failed attempt is recorded: it is in the answer's `transaction` and in the list\nof transactions.\n",
        "x-served-by": "api",
        "security": [
          {
            "bearer": [
              "transactions:write"
            ]
          },
          {
            "apiKey": [
              "transactions:write"
            ]
          },
          {
            "oauth2": [
              "transactions:write"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          },
          {
            "$ref": "#/components/parameters/DryRun"
          },
          {
            "$ref": "#/components/parameters/IfMatch"
          },
          {
            "$ref": "#/components/parameters/Prefer"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/Movement"
              },
              "examples": {
                "plain": {
                  "summary": "0.50 USD",
                  "value": {
                    "account_id": "acct_01m819eke0e209k3gghyc4dkah",
                    "amount": 50
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The completed transaction.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              },
              "Florin-Position": {
                "$ref": "#/components/headers/Position"
              },
              "Idempotent-Replayed": {
                "$ref": "#/components/headers/IdempotentReplayed"
              },
              "Dry-Run": {
                "$ref": "#/components/headers/DryRun"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Transaction"
                },
                "examples": {
                  "debit": {
                    "$ref": "#/components/examples/Debit"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/PaymentRefused"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Busy"
          },
          "412": {
            "$ref": "#/components/responses/PreconditionFailed"
          },
          "413": {
            "$ref": "#/components/responses/BodyTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "422": {
            "$ref": "#/components/responses/MovementRefused"
          },
          "429": {
            "$ref": "#/components/responses/TooManyPostings"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/transactions/transfer": {
      "post": {
        "operationId": "transfer",
        "tags": [
          "Transactions"
        ],
        "summary": "Move money between two accounts",
        "description": "One transaction changes both accounts at once: at no moment is the money in neither or in both. The answer\nshows the paying account's side. Both accounts belong to you and have the same currency.\n",
        "x-served-by": "api",
        "security": [
          {
            "bearer": [
              "transactions:write"
            ]
          },
          {
            "apiKey": [
              "transactions:write"
            ]
          },
          {
            "oauth2": [
              "transactions:write"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          },
          {
            "$ref": "#/components/parameters/DryRun"
          },
          {
            "$ref": "#/components/parameters/IfMatch"
          },
          {
            "$ref": "#/components/parameters/Prefer"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/Transfer"
              },
              "examples": {
                "plain": {
                  "summary": "0.25 USD from one account to another",
                  "value": {
                    "from_account_id": "acct_01m819eke0e209k3gghyc4dkah",
                    "to_account_id": "acct_01m819eke0ehys2k5dd2ackzb7",
                    "amount": 25,
                    "reference": "rent-2026-11"
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The completed transaction.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              },
              "Florin-Position": {
                "$ref": "#/components/headers/Position"
              },
              "Idempotent-Replayed": {
                "$ref": "#/components/headers/IdempotentReplayed"
              },
              "Dry-Run": {
                "$ref": "#/components/headers/DryRun"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Transaction"
                },
                "examples": {
                  "transfer": {
                    "$ref": "#/components/examples/Transfer"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/PaymentRefused"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Busy"
          },
          "412": {
            "$ref": "#/components/responses/PreconditionFailed"
          },
          "413": {
            "$ref": "#/components/responses/BodyTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "422": {
            "$ref": "#/components/responses/MovementRefused"
          },
          "429": {
            "$ref": "#/components/responses/TooManyPostings"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/transactions/hold": {
      "post": {
        "operationId": "holdFunds",
        "tags": [
          "Transactions"
        ],
        "summary": "Hold money for a later debit or transfer",
        "description": "The first of two steps: the amount stays in the account's balance and is no longer available for other\nmovements. The second step captures it, at once or in parts (`captureHold`), or releases it (`voidHold`). With\n`to_account_id` the money is reserved for that account, without it for the external account. A hold with\n`expires_at` ends by itself.\n",
        "x-served-by": "api",
        "security": [
          {
            "bearer": [
              "transactions:write"
            ]
          },
          {
            "apiKey": [
              "transactions:write"
            ]
          },
          {
            "oauth2": [
              "transactions:write"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          },
          {
            "$ref": "#/components/parameters/DryRun"
          },
          {
            "$ref": "#/components/parameters/IfMatch"
          },
          {
            "$ref": "#/components/parameters/Prefer"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/Hold"
              },
              "examples": {
                "plain": {
                  "summary": "0.40 USD for the external account",
                  "value": {
                    "account_id": "acct_01m819eke0e209k3gghyc4dkah",
                    "amount": 40
                  }
                },
                "transfer": {
                  "summary": "For another account, for a week",
                  "value": {
                    "account_id": "acct_01m819eke0e209k3gghyc4dkah",
                    "to_account_id": "acct_01m819eke0ehys2k5dd2ackzb7",
                    "amount": 40,
                    "expires_at": "2026-11-29T09:30:00Z",
                    "reference": "order-4711"
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The hold.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              },
              "Florin-Position": {
                "$ref": "#/components/headers/Position"
              },
              "Idempotent-Replayed": {
                "$ref": "#/components/headers/IdempotentReplayed"
              },
              "Dry-Run": {
                "$ref": "#/components/headers/DryRun"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Transaction"
                },
                "examples": {
                  "hold": {
                    "$ref": "#/components/examples/Hold"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/PaymentRefused"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Busy"
          },
          "412": {
            "$ref": "#/components/responses/PreconditionFailed"
          },
          "413": {
            "$ref": "#/components/responses/BodyTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "422": {
            "$ref": "#/components/responses/MovementRefused"
          },
          "429": {
            "$ref": "#/components/responses/TooManyPostings"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/transactions/batch": {
      "post": {
        "operationId": "postBatch",
        "tags": [
          "Transactions"
        ],
        "summary": "Post up to a thousand movements at once",
        "description": "Movements of all kinds in one request, decided in order at one moment, each over the result of those before it.\nEach has a result of its own at the same index; the answer is 200 even when some or all were refused. With\n`atomic: true` either all are posted or none: the first refusal is the answer, with its code, `errors` names\nthe movement (`/movements/3`), and nothing has moved. One `Idempotency-Key` covers the whole batch. The whole\nbatch waits for an account that is busy.\n",
        "x-served-by": "api",
        "x-max-body-bytes": 1048576,
        "security": [
          {
            "bearer": [
              "transactions:write"
            ]
          },
          {
            "apiKey": [
              "transactions:write"
            ]
          },
          {
            "oauth2": [
              "transactions:write"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          },
          {
            "$ref": "#/components/parameters/Prefer"
          },
          {
            "$ref": "#/components/parameters/DryRun"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/Batch"
              },
              "examples": {
                "payroll": {
                  "summary": "Money comes in and is paid out",
                  "value": {
                    "atomic": true,
                    "movements": [
                      {
                        "type": "credit",
                        "account_id": "acct_01m819eke0e209k3gghyc4dkah",
                        "amount": 100
                      },
                      {
                        "type": "transfer",
                        "from_account_id": "acct_01m819eke0e209k3gghyc4dkah",
                        "to_account_id": "acct_01m819eke0ehys2k5dd2ackzb7",
                        "amount": 25
                      }
                    ]
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The result of each movement.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              },
              "Florin-Position": {
                "$ref": "#/components/headers/Position"
              },
              "Idempotent-Replayed": {
                "$ref": "#/components/headers/IdempotentReplayed"
              },
              "Dry-Run": {
                "$ref": "#/components/headers/DryRun"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/BatchAnswer"
                },
                "examples": {
                  "refused": {
                    "summary": "One movement, on an account that does not exist",
                    "value": {
                      "id": "batch_01m819eke0es3v0j9qtsf6ysh6",
                      "atomic": false,
                      "status": "failed",
                      "results": [
                        {
                          "status": "failed",
                          "error": {
                            "code": "not_found",
                            "detail": "There is no account acct_01m819eke0ehys2k5dd2ackzb7."
                          }
                        }
                      ],
                      "created_at": "2026-11-22T09:30:00.000Z"
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/PaymentRefused"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Busy"
          },
          "413": {
            "$ref": "#/components/responses/BodyTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "422": {
            "$ref": "#/components/responses/MovementRefused"
          },
          "429": {
            "$ref": "#/components/responses/TooManyPostings"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/transactions": {
      "get": {
        "operationId": "listTransactions",
        "tags": [
          "Transactions"
        ],
        "summary": "List transactions",
        "description": "Everything that moved money or tried to, newest first: the audit log of transactions. With `account_id` you get\nboth sides of transfers. A transaction must match all filters; of a repeated filter it must match one value.\nTransactions that are posted while you page are on no later page and move nothing out of place.\n",
        "x-served-by": "api",
        "security": [
          {
            "bearer": [
              "transactions:read"
            ]
          },
          {
            "apiKey": [
              "transactions:read"
            ]
          },
          {
            "oauth2": [
              "transactions:read"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/SeenPosition"
          },
          {
            "name": "account_id",
            "in": "query",
            "description": "Only transactions that this account paid or received.",
            "schema": {
              "$ref": "#/components/schemas/AccountId"
            }
          },
          {
            "name": "type",
            "in": "query",
            "description": "Only this kind; may be repeated.",
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
            "in": "query",
            "description": "Only transactions in this state; may be repeated.",
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
            "in": "query",
            "description": "Only this amount or more, in minor units.",
            "schema": {
              "$ref": "#/components/schemas/Amount"
            }
          },
          {
            "name": "amount_max",
            "in": "query",
            "description": "Only this amount or less, in minor units.",
            "schema": {
              "$ref": "#/components/schemas/Amount"
            }
          },
          {
            "name": "reference",
            "in": "query",
            "description": "Only transactions with exactly this reference.",
            "schema": {
              "$ref": "#/components/schemas/Reference"
            }
          },
          {
            "$ref": "#/components/parameters/MetadataFilter"
          },
          {
            "$ref": "#/components/parameters/CreatedFrom"
          },
          {
            "$ref": "#/components/parameters/CreatedTo"
          },
          {
            "name": "effective_from",
            "in": "query",
            "description": "Only transactions that take effect at this time or later.",
            "schema": {
              "$ref": "#/components/schemas/Time"
            }
          },
          {
            "name": "effective_to",
            "in": "query",
            "description": "Only transactions that take effect before this time.",
            "schema": {
              "$ref": "#/components/schemas/Time"
            }
          },
          {
            "$ref": "#/components/parameters/TimeZone"
          },
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "A page of transactions.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/TransactionList"
                },
                "examples": {
                  "page": {
                    "summary": "One of two",
                    "value": {
                      "data": [
                        {
                          "id": "txn_01m819eke0e2586g95gjjdra1k",
                          "type": "debit",
                          "status": "completed",
                          "account_id": "acct_01m819eke0e209k3gghyc4dkah",
                          "counterparty_account_id": null,
                          "from_account_id": null,
                          "to_account_id": null,
                          "amount": 50,
                          "currency": "USD",
                          "balance_after": 50,
                          "account_version": 2,
                          "reference": null,
                          "description": null,
                          "metadata": {},
                          "failure": null,
                          "hold_id": null,
                          "reverses": null,
                          "expires_at": null,
                          "captured_amount": null,
                          "effective_at": "2026-11-22T09:30:04.250Z",
                          "created_at": "2026-11-22T09:30:04.250Z",
                          "actor": {
                            "type": "api_key",
                            "id": "key_01m819eke0e8x9qk3m5r7t2v4w",
                            "token_id": null,
                            "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d",
                            "correlation_id": null,
                            "address": "203.0.113.7",
                            "on_behalf_of": null
                          }
                        }
                      ],
                      "has_more": true,
                      "next_cursor": "eyJ2IjoxfQ.q5mHh1b8"
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/BadList"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/transactions/{id}": {
      "get": {
        "operationId": "getTransaction",
        "tags": [
          "Transactions"
        ],
        "summary": "Get a transaction",
        "description": "The transaction, exactly as it was answered when it was posted. Only on a hold do `status` and\n`captured_amount` show the current state.\n",
        "x-served-by": "api",
        "security": [
          {
            "bearer": [
              "transactions:read"
            ]
          },
          {
            "apiKey": [
              "transactions:read"
            ]
          },
          {
            "oauth2": [
              "transactions:read"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/SeenPosition"
          },
          {
            "$ref": "#/components/parameters/TransactionIdInPath"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "The transaction.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Transaction"
                },
                "examples": {
                  "credit": {
                    "$ref": "#/components/examples/Credit"
                  },
                  "failed": {
                    "$ref": "#/components/examples/FailedDebit"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/MalformedRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/transactions/{id}/capture": {
      "post": {
        "operationId": "captureHold",
        "tags": [
          "Transactions"
        ],
        "summary": "Capture a hold",
        "description": "Moves money of a hold: by default all that is still held, or an `amount` of it. The rest stays held and can be\ncaptured later, unless `final` is true, which releases it. A capture of more than is still held, or of a hold\nthat has ended or expired, is refused with 409 `state_conflict`. It needs no other funds.\n",
        "x-served-by": "api",
        "security": [
          {
            "bearer": [
              "transactions:write"
            ]
          },
          {
            "apiKey": [
              "transactions:write"
            ]
          },
          {
            "oauth2": [
              "transactions:write"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/TransactionIdInPath"
          },
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          },
          {
            "$ref": "#/components/parameters/DryRun"
          },
          {
            "$ref": "#/components/parameters/IfMatch"
          },
          {
            "$ref": "#/components/parameters/Prefer"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "requestBody": {
          "required": false,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/Capture"
              },
              "examples": {
                "rest": {
                  "summary": "All that is still held",
                  "value": {}
                },
                "part": {
                  "summary": "0.15 USD of it; the rest stays held",
                  "value": {
                    "amount": 15
                  }
                },
                "last": {
                  "summary": "0.15 USD of it; the rest is released",
                  "value": {
                    "amount": 15,
                    "final": true
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The completed capture.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              },
              "Florin-Position": {
                "$ref": "#/components/headers/Position"
              },
              "Idempotent-Replayed": {
                "$ref": "#/components/headers/IdempotentReplayed"
              },
              "Dry-Run": {
                "$ref": "#/components/headers/DryRun"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Transaction"
                },
                "examples": {
                  "capture": {
                    "$ref": "#/components/examples/Capture"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Busy"
          },
          "412": {
            "$ref": "#/components/responses/PreconditionFailed"
          },
          "413": {
            "$ref": "#/components/responses/BodyTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "422": {
            "$ref": "#/components/responses/MovementRefused"
          },
          "429": {
            "$ref": "#/components/responses/TooManyPostings"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/transactions/{id}/void": {
      "post": {
        "operationId": "voidHold",
        "tags": [
          "Transactions"
        ],
        "summary": "Void a hold",
        "description": "Ends a hold: what is still held becomes available again. What was captured before stays captured. A hold that\nhas ended is refused with 409 `state_conflict`. It works whatever the status of the accounts is, also on a\nfrozen account.\n",
        "x-served-by": "api",
        "security": [
          {
            "bearer": [
              "transactions:write"
            ]
          },
          {
            "apiKey": [
              "transactions:write"
            ]
          },
          {
            "oauth2": [
              "transactions:write"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/TransactionIdInPath"
          },
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          },
          {
            "$ref": "#/components/parameters/DryRun"
          },
          {
            "$ref": "#/components/parameters/IfMatch"
          },
          {
            "$ref": "#/components/parameters/Prefer"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "requestBody": {
          "required": false,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/Void"
              },
              "examples": {
                "plain": {
                  "summary": "No reason",
                  "value": {}
                },
                "with_reason": {
                  "summary": "With a reason",
                  "value": {
                    "description": "Cancelled by the customer"
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The completed void.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              },
              "Florin-Position": {
                "$ref": "#/components/headers/Position"
              },
              "Idempotent-Replayed": {
                "$ref": "#/components/headers/IdempotentReplayed"
              },
              "Dry-Run": {
                "$ref": "#/components/headers/DryRun"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Transaction"
                },
                "examples": {
                  "void": {
                    "$ref": "#/components/examples/Void"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Busy"
          },
          "412": {
            "$ref": "#/components/responses/PreconditionFailed"
          },
          "413": {
            "$ref": "#/components/responses/BodyTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "422": {
            "$ref": "#/components/responses/MovementRefused"
          },
          "429": {
            "$ref": "#/components/responses/TooManyPostings"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/transactions/{id}/reverse": {
      "post": {
        "operationId": "reverseTransaction",
        "tags": [
          "Transactions"
        ],
        "summary": "Reverse a transaction",
        "description": "Moves money of a completed credit, debit, transfer or capture back: by default all that was not reversed\nbefore, or an `amount` of it. All reversals together never exceed the original; more is refused with 409\n`state_conflict`. The account that received the money must have it available. The original never changes.\n",
        "x-served-by": "api",
        "security": [
          {
            "bearer": [
              "transactions:write"
            ]
          },
          {
            "apiKey": [
              "transactions:write"
            ]
          },
          {
            "oauth2": [
              "transactions:write"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/TransactionIdInPath"
          },
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          },
          {
            "$ref": "#/components/parameters/DryRun"
          },
          {
            "$ref": "#/components/parameters/IfMatch"
          },
          {
            "$ref": "#/components/parameters/Prefer"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "requestBody": {
          "required": false,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/Reversal"
              },
              "examples": {
                "whole": {
                  "summary": "All of it",
                  "value": {}
                },
                "part": {
                  "summary": "0.10 USD of it",
                  "value": {
                    "amount": 10,
                    "reference": "refund-17"
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The completed reversal.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              },
              "Florin-Position": {
                "$ref": "#/components/headers/Position"
              },
              "Idempotent-Replayed": {
                "$ref": "#/components/headers/IdempotentReplayed"
              },
              "Dry-Run": {
                "$ref": "#/components/headers/DryRun"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Transaction"
                },
                "examples": {
                  "reversal": {
                    "$ref": "#/components/examples/Reversal"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/PaymentRefused"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Busy"
          },
          "412": {
            "$ref": "#/components/responses/PreconditionFailed"
          },
          "413": {
            "$ref": "#/components/responses/BodyTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "422": {
            "$ref": "#/components/responses/MovementRefused"
          },
          "429": {
            "$ref": "#/components/responses/TooManyPostings"
          }
        }
      }
    },
    "/transactions/{id}/timeline": {
      "get": {
        "operationId": "getTransactionTimeline",
        "tags": [
          "Transactions"
        ],
        "summary": "Get a transaction's timeline",
        "description": "When the transaction was received, decided by the rules, posted, published to the consumers, and delivered to\neach of your webhook endpoints, and which part of Florin did each. When the notifications app is away, the\nanswer says so and has everything else.\n",
        "x-served-by": "api",
        "security": [
          {
            "bearer": [
              "transactions:read"
            ]
          },
          {
            "apiKey": [
              "transactions:read"
            ]
          },
          {
            "oauth2": [
              "transactions:read"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/SeenPosition"
          },
          {
            "$ref": "#/components/parameters/TransactionIdInPath"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "The timeline.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Timeline"
                },
                "examples": {
                  "timeline": {
                    "summary": "Delivered to one endpoint",
                    "value": {
                      "transaction_id": "txn_01m819eke0es3v0j9qtsf6ysh6",
                      "actor": {
                        "type": "api_key",
                        "id": "key_01m819eke0e8x9qk3m5r7t2v4w",
                        "token_id": null,
                        "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d",
                        "correlation_id": null,
                        "address": "203.0.113.7",
                        "on_behalf_of": null
                      },
                      "steps": [
                        {
                          "step": "received",
                          "at": "2026-11-22T09:29:59.995Z",
                          "by": "api",
                          "detail": "Request 7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d."
                        },
                        {
                          "step": "decided",
                          "at": "2026-11-22T09:30:00.000Z",
                          "by": "ledger",
                          "detail": null
                        },
                        {
                          "step": "posted",
                          "at": "2026-11-22T09:30:00.004Z",
                          "by": "ledger",
                          "detail": null
                        },
                        {
                          "step": "published",
                          "at": "2026-11-22T09:30:00.060Z",
                          "by": "worker",
                          "detail": null
                        },
                        {
                          "step": "delivered",
                          "at": "2026-11-22T09:30:00.350Z",
                          "by": "notifications",
                          "detail": "To endpoint whe_01m819eke0e8x9qk3m5r7t2v4w at attempt 1."
                        }
                      ],
                      "deliveries_known": true
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/MalformedRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/scheduled-transactions": {
      "post": {
        "operationId": "scheduleTransaction",
        "tags": [
          "Transactions"
        ],
        "summary": "Schedule a transaction",
        "description": "Stores a credit, debit or transfer and posts it at `scheduled_for`, within 5 seconds and once. Whether the\naccount covers it is decided at that time: if not, it is `failed`, with the failed transaction in\n`transaction_id`. That its accounts exist, have its currency and are not closed is checked now.\n",
        "x-served-by": "api",
        "security": [
          {
            "bearer": [
              "transactions:write"
            ]
          },
          {
            "apiKey": [
              "transactions:write"
            ]
          },
          {
            "oauth2": [
              "transactions:write"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ScheduleTransaction"
              },
              "examples": {
                "debit": {
                  "summary": "0.50 USD on New Year's Day",
                  "value": {
                    "type": "debit",
                    "scheduled_for": "2027-01-01T00:00:00Z",
                    "account_id": "acct_01m819eke0e209k3gghyc4dkah",
                    "amount": 50
                  }
                },
                "transfer": {
                  "summary": "The rent",
                  "value": {
                    "type": "transfer",
                    "scheduled_for": "2026-12-01T06:00:00Z",
                    "from_account_id": "acct_01m819eke0e209k3gghyc4dkah",
                    "to_account_id": "acct_01m819eke0ehys2k5dd2ackzb7",
                    "amount": 25,
                    "reference": "rent-2026-12"
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The scheduled transaction.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              },
              "Florin-Position": {
                "$ref": "#/components/headers/Position"
              },
              "Idempotent-Replayed": {
                "$ref": "#/components/headers/IdempotentReplayed"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ScheduledTransaction"
                },
                "examples": {
                  "scheduled": {
                    "$ref": "#/components/examples/ScheduledTransaction"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/StateConflict"
          },
          "413": {
            "$ref": "#/components/responses/BodyTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "422": {
            "$ref": "#/components/responses/ScheduleRefused"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      },
      "get": {
        "operationId": "listScheduledTransactions",
        "tags": [
          "Transactions"
        ],
        "summary": "List scheduled transactions",
        "description": "Pending, executed, failed and cancelled ones, the last scheduled first.",
        "x-served-by": "api",
        "security": [
          {
            "bearer": [
              "transactions:read"
            ]
          },
          {
            "apiKey": [
              "transactions:read"
            ]
          },
          {
            "oauth2": [
              "transactions:read"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/SeenPosition"
          },
          {
            "name": "account_id",
            "in": "query",
            "description": "Only those that this account pays or receives.",
            "schema": {
              "$ref": "#/components/schemas/AccountId"
            }
          },
          {
            "name": "status",
            "in": "query",
            "description": "Only those with this status.",
            "schema": {
              "$ref": "#/components/schemas/ScheduledTransactionStatus"
            }
          },
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "A page of scheduled transactions.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ScheduledTransactionList"
                },
                "examples": {
                  "page": {
                    "summary": "The only page",
                    "value": {
                      "data": [
                        {
                          "id": "sched_01m819eke0e4x8bq2v7zr5c9nd",
                          "type": "debit",
                          "status": "failed",
                          "scheduled_for": "2026-11-22T09:30:00.000Z",
                          "account_id": "acct_01m819eke0e209k3gghyc4dkah",
                          "from_account_id": null,
                          "to_account_id": null,
                          "amount": 51,
                          "currency": "USD",
                          "reference": null,
                          "description": null,
                          "metadata": {},
                          "transaction_id": "txn_01m819eke0ezkrz7m95ghqvc4c",
                          "failure": {
                            "code": "insufficient_funds",
                            "message": "The account has 0.50 USD (50) available; 0.51 USD (51) was asked for."
                          },
                          "created_at": "2026-11-20T09:30:00.000Z",
                          "updated_at": "2026-11-22T09:30:00.420Z",
                          "actor": {
                            "type": "api_key",
                            "id": "key_01m819eke0e8x9qk3m5r7t2v4w",
                            "token_id": null,
                            "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d",
                            "correlation_id": null,
                            "address": "203.0.113.7",
                            "on_behalf_of": null
                          }
                        }
                      ],
                      "has_more": false,
                      "next_cursor": null
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/BadList"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/scheduled-transactions/{id}": {
      "get": {
        "operationId": "getScheduledTransaction",
        "tags": [
          "Transactions"
        ],
        "summary": "Get a scheduled transaction",
        "description": "What will be posted, or its result.",
        "x-served-by": "api",
        "security": [
          {
            "bearer": [
              "transactions:read"
            ]
          },
          {
            "apiKey": [
              "transactions:read"
            ]
          },
          {
            "oauth2": [
              "transactions:read"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/SeenPosition"
          },
          {
            "$ref": "#/components/parameters/ScheduledTransactionIdInPath"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "The scheduled transaction.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ScheduledTransaction"
                },
                "examples": {
                  "scheduled": {
                    "$ref": "#/components/examples/ScheduledTransaction"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/MalformedRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/scheduled-transactions/{id}/cancel": {
      "post": {
        "operationId": "cancelScheduledTransaction",
        "tags": [
          "Transactions"
        ],
        "summary": "Cancel a scheduled transaction",
        "description": "The transaction will not be posted. Once its execution has begun it is too late: 409 `state_conflict`.\nCancelling a cancelled one returns it again, with or without an `Idempotency-Key`.\n",
        "x-served-by": "api",
        "security": [
          {
            "bearer": [
              "transactions:write"
            ]
          },
          {
            "apiKey": [
              "transactions:write"
            ]
          },
          {
            "oauth2": [
              "transactions:write"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/ScheduledTransactionIdInPath"
          },
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "The cancelled scheduled transaction.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              },
              "Florin-Position": {
                "$ref": "#/components/headers/Position"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ScheduledTransaction"
                },
                "examples": {
                  "cancelled": {
                    "$ref": "#/components/examples/CancelledTransaction"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/MalformedRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/StateConflict"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/fraud/alerts": {
      "get": {
        "operationId": "listFraudAlerts",
        "tags": [
          "Fraud"
        ],
        "summary": "List fraud alerts",
        "description": "Alerts that the rules raised, newest first. Rules read the events, so an alert follows its transactions by a\nmoment and never delays them.\n",
        "x-served-by": "fraud",
        "security": [
          {
            "bearer": [
              "fraud:read"
            ]
          },
          {
            "apiKey": [
              "fraud:read"
            ]
          },
          {
            "oauth2": [
              "fraud:read"
            ]
          }
        ],
        "parameters": [
          {
            "name": "account_id",
            "in": "query",
            "description": "Only alerts about this account.",
            "schema": {
              "$ref": "#/components/schemas/AccountId"
            }
          },
          {
            "name": "rule",
            "in": "query",
            "description": "Only alerts of this rule.",
            "schema": {
              "$ref": "#/components/schemas/FraudRuleId"
            }
          },
          {
            "name": "state",
            "in": "query",
            "description": "Only alerts in this state.",
            "schema": {
              "$ref": "#/components/schemas/FraudAlertState"
            }
          },
          {
            "name": "severity",
            "in": "query",
            "description": "Only alerts of this severity.",
            "schema": {
              "$ref": "#/components/schemas/FraudSeverity"
            }
          },
          {
            "name": "raised_from",
            "in": "query",
            "description": "Only alerts raised at this time or later.",
            "schema": {
              "$ref": "#/components/schemas/Time"
            }
          },
          {
            "name": "raised_to",
            "in": "query",
            "description": "Only alerts raised before this time.",
            "schema": {
              "$ref": "#/components/schemas/Time"
            }
          },
          {
            "$ref": "#/components/parameters/TimeZone"
          },
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "A page of alerts.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/FraudAlertList"
                },
                "examples": {
                  "page": {
                    "summary": "One alert",
                    "value": {
                      "data": [
                        {
                          "id": "alrt_01m819eke0ejz8a0v3365h67rv",
                          "account_id": "acct_01m819eke0e209k3gghyc4dkah",
                          "rule": "rapid_drain",
                          "severity": "high",
                          "reason": "95.00 USD left within 600 s of a credit of 100.00 USD",
                          "transaction_ids": [
                            "txn_01m819eke0es3v0j9qtsf6ysh6",
                            "txn_01m819eke0e2586g95gjjdra1k"
                          ],
                          "raised_at": "2026-11-22T09:32:00.000Z",
                          "state": "open",
                          "decision": null,
                          "action": {
                            "kind": "none",
                            "status": null,
                            "attempts": 0,
                            "at": null,
                            "detail": null
                          }
                        }
                      ],
                      "has_more": false,
                      "next_cursor": null
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/BadList"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/fraud/alerts/{id}": {
      "get": {
        "operationId": "getFraudAlert",
        "tags": [
          "Fraud"
        ],
        "summary": "Get a fraud alert",
        "description": "The alert with its evidence: the movements that made the rule match, as they were.",
        "x-served-by": "fraud",
        "security": [
          {
            "bearer": [
              "fraud:read"
            ]
          },
          {
            "apiKey": [
              "fraud:read"
            ]
          },
          {
            "oauth2": [
              "fraud:read"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/FraudAlertIdInPath"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "The alert.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/FraudAlert"
                },
                "examples": {
                  "alert": {
                    "$ref": "#/components/examples/FraudAlert"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/MalformedRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/fraud/alerts/{id}/confirm": {
      "post": {
        "operationId": "confirmFraudAlert",
        "tags": [
          "Fraud"
        ],
        "summary": "Confirm a fraud alert",
        "description": "Marks an open alert as fraud, finally. Who decided, when and why is stored with it. An alert that was decided\nbefore is refused with 409 `state_conflict`.\n",
        "x-served-by": "fraud",
        "security": [
          {
            "bearer": [
              "fraud:write"
            ]
          },
          {
            "apiKey": [
              "fraud:write"
            ]
          },
          {
            "oauth2": [
              "fraud:write"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/FraudAlertIdInPath"
          },
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "requestBody": {
          "required": false,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/FraudDecision"
              },
              "examples": {
                "why": {
                  "summary": "With a reason",
                  "value": {
                    "note": "The customer knows nothing of it."
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The confirmed alert.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              },
              "Idempotent-Replayed": {
                "$ref": "#/components/headers/IdempotentReplayed"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/FraudAlert"
                },
                "examples": {
                  "alert": {
                    "$ref": "#/components/examples/FraudAlert"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/AlertDecided"
          },
          "413": {
            "$ref": "#/components/responses/BodyTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/fraud/alerts/{id}/dismiss": {
      "post": {
        "operationId": "dismissFraudAlert",
        "tags": [
          "Fraud"
        ],
        "summary": "Dismiss a fraud alert",
        "description": "Marks an open alert as harmless, finally. Who decided, when and why is stored with it. An alert that was\ndecided before is refused with 409 `state_conflict`.\n",
        "x-served-by": "fraud",
        "security": [
          {
            "bearer": [
              "fraud:write"
            ]
          },
          {
            "apiKey": [
              "fraud:write"
            ]
          },
          {
            "oauth2": [
              "fraud:write"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/FraudAlertIdInPath"
          },
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "requestBody": {
          "required": false,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/FraudDecision"
              },
              "examples": {
                "why": {
                  "summary": "With a reason",
                  "value": {
                    "note": "The customer called before and said so."
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The dismissed alert.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              },
              "Idempotent-Replayed": {
                "$ref": "#/components/headers/IdempotentReplayed"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/FraudAlert"
                },
                "examples": {
                  "alert": {
                    "$ref": "#/components/examples/FraudAlert"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/AlertDecided"
          },
          "413": {
            "$ref": "#/components/responses/BodyTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/fraud/rules": {
      "get": {
        "operationId": "listFraudRules",
        "tags": [
          "Fraud"
        ],
        "summary": "List fraud rules",
        "description": "All your rules on one page: what each looks for, its settings, and what can be set. A rule has its default\nsettings until you change them.\n",
        "x-served-by": "fraud",
        "security": [
          {
            "bearer": [
              "fraud:read"
            ]
          },
          {
            "apiKey": [
              "fraud:read"
            ]
          },
          {
            "oauth2": [
              "fraud:read"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "The rules.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/FraudRuleList"
                },
                "examples": {
                  "rules": {
                    "summary": "One of them",
                    "value": {
                      "data": [
                        {
                          "id": "velocity",
                          "description": "More movements than the limit within the window, in either direction.",
                          "looks_at": "completed",
                          "enabled": true,
                          "severity": "medium",
                          "action": "none",
                          "parameters": {
                            "limit": 10,
                            "window_seconds": 60
                          },
                          "parameters_schema": {
                            "type": "object",
                            "properties": {
                              "limit": {
                                "type": "integer",
                                "default": 10,
                                "minimum": 2,
                                "maximum": 63,
                                "description": "Movements that are still usual."
                              },
                              "window_seconds": {
                                "type": "integer",
                                "default": 60,
                                "minimum": 1,
                                "maximum": 86400,
                                "description": "In which they are counted."
                              }
                            }
                          },
                          "version": 0,
                          "updated_at": null
                        }
                      ],
                      "has_more": false,
                      "next_cursor": null
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/MalformedRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/fraud/rules/{id}": {
      "get": {
        "operationId": "getFraudRule",
        "tags": [
          "Fraud"
        ],
        "summary": "Get a fraud rule",
        "description": "One rule: what it looks for, its settings, and what can be set.",
        "x-served-by": "fraud",
        "security": [
          {
            "bearer": [
              "fraud:read"
            ]
          },
          {
            "apiKey": [
              "fraud:read"
            ]
          },
          {
            "oauth2": [
              "fraud:read"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/FraudRuleIdInPath"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "The rule.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/FraudRule"
                },
                "examples": {
                  "rule": {
                    "$ref": "#/components/examples/FraudRule"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/MalformedRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      },
      "patch": {
        "operationId": "updateFraudRule",
        "tags": [
          "Fraud"
        ],
        "summary": "Change a fraud rule",
        "description": "Changes the fields that you send and leaves the rest, within `parameters` too. The change applies to all events\nthat are judged from now on. Each change is a line of the rule's audit trail; a request that changes nothing\nadds none. Try a change first with a back-test.\n",
        "x-served-by": "fraud",
        "security": [
          {
            "bearer": [
              "fraud:write"
            ]
          },
          {
            "apiKey": [
              "fraud:write"
            ]
          },
          {
            "oauth2": [
              "fraud:write"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/FraudRuleIdInPath"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/UpdateFraudRule"
              },
              "examples": {
                "stricter": {
                  "summary": "Fewer movements a minute are usual here",
                  "value": {
                    "parameters": {
                      "limit": 6
                    },
                    "severity": "high"
                  }
                },
                "freeze": {
                  "summary": "Freeze accounts that this rule finds",
                  "value": {
                    "action": "freeze"
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The changed rule.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/FraudRule"
                },
                "examples": {
                  "rule": {
                    "$ref": "#/components/examples/FraudRule"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "413": {
            "$ref": "#/components/responses/BodyTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/fraud/rules/{id}/changes": {
      "get": {
        "operationId": "listFraudRuleChanges",
        "tags": [
          "Fraud"
        ],
        "summary": "List a fraud rule's changes",
        "description": "The audit trail: who changed the rule, when, from what to what; newest first.",
        "x-served-by": "fraud",
        "security": [
          {
            "bearer": [
              "fraud:read"
            ]
          },
          {
            "apiKey": [
              "fraud:read"
            ]
          },
          {
            "oauth2": [
              "fraud:read"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/FraudRuleIdInPath"
          },
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "A page of changes.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/FraudRuleChangeList"
                },
                "examples": {
                  "page": {
                    "summary": "One change",
                    "value": {
                      "data": [
                        {
                          "version": 1,
                          "changed_at": "2026-11-22T09:30:00.000Z",
                          "changed_by": "key_01m819eke0e209k3gghyc4dkah",
                          "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d",
                          "before": {
                            "enabled": true,
                            "severity": "medium",
                            "action": "none",
                            "parameters": {
                              "limit": 10,
                              "window_seconds": 60
                            }
                          },
                          "after": {
                            "enabled": true,
                            "severity": "high",
                            "action": "none",
                            "parameters": {
                              "limit": 6,
                              "window_seconds": 60
                            }
                          }
                        }
                      ],
                      "has_more": false,
                      "next_cursor": null
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/BadList"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/fraud/rules/{id}/back-test": {
      "post": {
        "operationId": "backTestFraudRule",
        "tags": [
          "Fraud"
        ],
        "summary": "Back-test a fraud rule",
        "description": "Runs the rule with changed parameters over the recorded movements of a period, and returns the alerts that it\nwould have raised, as if it had started with the period. Nothing is raised and nothing is changed. The result\nis what the rule raises on the same events when it has these parameters.\n\nThe work is bounded: when the period has more movements than one test judges, `truncated` is true and\n`covered_until` says up to when they were judged. Request a shorter period then, or one account. Movements are\nnot recorded for ever: when the period starts before the oldest, `truncated` is true and `covered_from` says\nfrom when on all were there. Shortly after that time a rule with a long window sees fewer earlier movements\nthan it did originally.\n",
        "x-served-by": "fraud",
        "security": [
          {
            "bearer": [
              "fraud:read"
            ]
          },
          {
            "apiKey": [
              "fraud:read"
            ]
          },
          {
            "oauth2": [
              "fraud:read"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/FraudRuleIdInPath"
          },
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "requestBody": {
          "required": false,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/FraudBackTestRequest"
              },
              "examples": {
                "stricter": {
                  "summary": "What six movements a minute would have found in November",
                  "value": {
                    "parameters": {
                      "limit": 6
                    },
                    "from": "2026-11-01T00:00:00Z",
                    "to": "2026-11-22T00:00:00Z"
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The alerts that it would have raised.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/FraudBackTest"
                },
                "examples": {
                  "found": {
                    "$ref": "#/components/examples/FraudBackTest"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "413": {
            "$ref": "#/components/responses/BodyTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/notifications": {
      "get": {
        "operationId": "listNotifications",
        "tags": [
          "Notifications"
        ],
        "summary": "List notifications",
        "description": "Messages to account holders about their accounts, newest first, and whether they arrived.",
        "x-served-by": "notifications",
        "security": [
          {
            "bearer": [
              "notifications:read"
            ]
          },
          {
            "apiKey": [
              "notifications:read"
            ]
          },
          {
            "oauth2": [
              "notifications:read"
            ]
          }
        ],
        "parameters": [
          {
            "name": "account_id",
            "in": "query",
            "description": "Only notifications about this account.",
            "schema": {
              "$ref": "#/components/schemas/AccountId"
            }
          },
          {
            "name": "kind",
            "in": "query",
            "description": "Only this kind.",
            "schema": {
              "$ref": "#/components/schemas/NotificationKind"
            }
          },
          {
            "name": "status",
            "in": "query",
            "description": "Only those with this state of delivery.",
            "schema": {
              "$ref": "#/components/schemas/NotificationStatus"
            }
          },
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "A page of notifications.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/NotificationList"
                },
                "examples": {
                  "page": {
                    "summary": "One notification",
                    "value": {
                      "data": [
                        {
                          "id": "ntf_01m819eke0eefa6m6570a2gpgm",
                          "account_id": "acct_01m819eke0e209k3gghyc4dkah",
                          "kind": "transaction_completed",
                          "title": "You received 1.00 USD",
                          "body": "1.00 USD arrived on your account. The balance is 1.00 USD.",
                          "event_id": "txn_01m819eke0es3v0j9qtsf6ysh6:acct_01m819eke0e209k3gghyc4dkah",
                          "status": "delivered",
                          "channel": "webhook",
                          "attempts": 1,
                          "created_at": "2026-11-22T09:30:01.000Z",
                          "delivered_at": "2026-11-22T09:30:01.120Z"
                        }
                      ],
                      "has_more": false,
                      "next_cursor": null
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/BadList"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/accounts/{id}/notification-preferences": {
      "get": {
        "operationId": "getNotificationPreferences",
        "tags": [
          "Notifications"
        ],
        "summary": "Get notification preferences",
        "description": "How this account's holder wants to be notified; the defaults until you set something. A new account is known\nhere a moment after it was opened; until then the answer is 404.\n",
        "x-served-by": "notifications",
        "security": [
          {
            "bearer": [
              "notifications:read"
            ]
          },
          {
            "apiKey": [
              "notifications:read"
            ]
          },
          {
            "oauth2": [
              "notifications:read"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/AccountIdInPath"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "The preferences.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/NotificationPreferences"
                },
                "examples": {
                  "preferences": {
                    "summary": "By mail, from 10.00 on",
                    "value": {
                      "account_id": "acct_01m819eke0e209k3gghyc4dkah",
                      "email": "ada@example.com",
                      "language": "en",
                      "kinds": [
                        "transaction_completed",
                        "transaction_failed",
                        "fraud_alert"
                      ],
                      "minimum_amount": 1000,
                      "updated_at": "2026-11-22T09:30:00.000Z"
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/MalformedRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      },
      "put": {
        "operationId": "replaceNotificationPreferences",
        "tags": [
          "Notifications"
        ],
        "summary": "Replace notification preferences",
        "description": "Sets how this account's holder is notified from now on. A field that you omit gets its default: all kinds, in\nEnglish, no mail. Mails are sent where the operator has a mail server. They show what `GET /notifications` shows, so\nthat an address needs `notifications:read` too.\n",
        "x-served-by": "notifications",
        "security": [
          {
            "bearer": [
              "notifications:write"
            ]
          },
          {
            "apiKey": [
              "notifications:write"
            ]
          },
          {
            "oauth2": [
              "notifications:write"
            ]
          }
        ],
        "x-field-scopes": [
          {
            "field": "email",
            "scope": "notifications:read",
            "unless": [
              null
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/AccountIdInPath"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ReplaceNotificationPreferences"
              },
              "examples": {
                "mail": {
                  "summary": "By mail, from 10.00 on",
                  "value": {
                    "email": "ada@example.com",
                    "minimum_amount": 1000
                  }
                },
                "alerts": {
                  "summary": "Alerts only, in German",
                  "value": {
                    "email": "ada@example.com",
                    "language": "de",
                    "kinds": [
                      "fraud_alert"
                    ]
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The new preferences.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/NotificationPreferences"
                },
                "examples": {
                  "preferences": {
                    "summary": "By mail, from 10.00 on",
                    "value": {
                      "account_id": "acct_01m819eke0e209k3gghyc4dkah",
                      "email": "ada@example.com",
                      "language": "en",
                      "kinds": [
                        "transaction_completed",
                        "transaction_failed",
                        "fraud_alert"
                      ],
                      "minimum_amount": 1000,
                      "updated_at": "2026-11-22T09:30:00.000Z"
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "413": {
            "$ref": "#/components/responses/BodyTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/webhook-endpoints": {
      "post": {
        "operationId": "createWebhookEndpoint",
        "tags": [
          "Webhooks"
        ],
        "summary": "Register a webhook endpoint",
        "description": "Sends events to your URL from now on, by [Standard Webhooks](https://www.standardwebhooks.com). The answer\ncontains the `secret` that signs them. Store it: it is not shown again (only to the same request under the same\n`Idempotency-Key`). The body of a webhook is the event as it was published (CloudEvents 1.0).\n\nAny 2xx within 15 seconds counts as delivered. Anything else is retried after 5 s, 5 min, 30 min, 2, 5, 10, 14,\n20 and 24 hours, or later if your `Retry-After` says so. Redirects are not followed. 410 disables the endpoint,\nand so do days without a single success. Events may come twice, always under the same `webhook-id`, and in any\norder: order them by their `account_version`.\n\nThe URL must be https and lead to a public address. A tenant has at most 100 endpoints. The key needs the scope\nto read what each event carries too: `transactions:read`, `accounts:read` or `fraud:read`.\n\nBefore it gets events, the endpoint answers a challenge, unless the bank has switched this off: a webhook of type\n`florin.webhooks.verification.v1`, to be answered with 200 and a JSON object whose `challenge` is that of the\nwebhook's `data`. The challenge is repeated by the same schedule. Until then events wait, up to 10,000.\n",
        "x-served-by": "notifications",
        "security": [
          {
            "bearer": [
              "webhooks:write"
            ]
          },
          {
            "apiKey": [
              "webhooks:write"
            ]
          },
          {
            "oauth2": [
              "webhooks:write"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/CreateWebhookEndpoint"
              },
              "examples": {
                "all": {
                  "summary": "All events",
                  "value": {
                    "url": "https://example.com/florin"
                  }
                },
                "some": {
                  "summary": "Movements of money only",
                  "value": {
                    "url": "https://example.com/florin",
                    "event_types": [
                      "florin.transactions.*"
                    ],
                    "description": "Bookkeeping"
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The endpoint and its secret.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              },
              "Idempotent-Replayed": {
                "$ref": "#/components/headers/IdempotentReplayed"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/WebhookEndpointWithSecret"
                },
                "examples": {
                  "endpoint": {
                    "summary": "A new endpoint",
                    "value": {
                      "id": "whe_01m819eke0e8x9qk3m5r7t2v4w",
                      "url": "https://example.com/florin",
                      "description": "Bookkeeping",
                      "event_types": [
                        "florin.transactions.*"
                      ],
                      "enabled": true,
                      "disabled_reason": null,
                      "disabled_at": null,
                      "failing_since": null,
                      "verification": {
                        "status": "pending",
                        "verified_at": null,
                        "attempt_count": 0,
                        "last_attempt_at": null,
                        "last_failure": null,
                        "next_attempt_at": "2026-11-22T09:30:00.000Z",
                        "events_missed_since": null
                      },
                      "secrets": [
                        {
                          "id": "whs_01m819eke0f1a2b3c4d5e6f7g8",
                          "created_at": "2026-11-22T09:30:00.000Z",
                          "expires_at": null
                        }
                      ],
                      "created_at": "2026-11-22T09:30:00.000Z",
                      "updated_at": "2026-11-22T09:30:00.000Z",
                      "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "413": {
            "$ref": "#/components/responses/BodyTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "422": {
            "$ref": "#/components/responses/EndpointRefused"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      },
      "get": {
        "operationId": "listWebhookEndpoints",
        "tags": [
          "Webhooks"
        ],
        "summary": "List webhook endpoints",
        "description": "Your endpoints, newest first, without their secrets.",
        "x-served-by": "notifications",
        "security": [
          {
            "bearer": [
              "webhooks:read"
            ]
          },
          {
            "apiKey": [
              "webhooks:read"
            ]
          },
          {
            "oauth2": [
              "webhooks:read"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "A page of endpoints.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/WebhookEndpointList"
                },
                "examples": {
                  "page": {
                    "summary": "One endpoint",
                    "value": {
                      "data": [
                        {
                          "id": "whe_01m819eke0e8x9qk3m5r7t2v4w",
                          "url": "https://example.com/florin",
                          "description": "Bookkeeping",
                          "event_types": [
                            "florin.transactions.*"
                          ],
                          "enabled": true,
                          "disabled_reason": null,
                          "disabled_at": null,
                          "failing_since": null,
                          "verification": {
                            "status": "verified",
                            "verified_at": "2026-11-22T09:30:00.310Z",
                            "attempt_count": 1,
                            "last_attempt_at": "2026-11-22T09:30:00.120Z",
                            "last_failure": null,
                            "next_attempt_at": null,
                            "events_missed_since": null
                          },
                          "secrets": [
                            {
                              "id": "whs_01m819eke0f1a2b3c4d5e6f7g8",
                              "created_at": "2026-11-22T09:30:00.000Z",
                              "expires_at": null
                            }
                          ],
                          "created_at": "2026-11-22T09:30:00.000Z",
                          "updated_at": "2026-11-22T09:30:00.000Z"
                        }
                      ],
                      "has_more": false,
                      "next_cursor": null
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/BadList"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/webhook-endpoints/{id}": {
      "get": {
        "operationId": "getWebhookEndpoint",
        "tags": [
          "Webhooks"
        ],
        "summary": "Get a webhook endpoint",
        "description": "The endpoint and the end of each of its secrets, without the secrets themselves.",
        "x-served-by": "notifications",
        "security": [
          {
            "bearer": [
              "webhooks:read"
            ]
          },
          {
            "apiKey": [
              "webhooks:read"
            ]
          },
          {
            "oauth2": [
              "webhooks:read"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/WebhookEndpointIdInPath"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "The endpoint.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/WebhookEndpoint"
                },
                "examples": {
                  "endpoint": {
                    "summary": "An endpoint",
                    "value": {
                      "id": "whe_01m819eke0e8x9qk3m5r7t2v4w",
                      "url": "https://example.com/florin",
                      "description": "Bookkeeping",
                      "event_types": [
                        "florin.transactions.*"
                      ],
                      "enabled": true,
                      "disabled_reason": null,
                      "disabled_at": null,
                      "failing_since": null,
                      "verification": {
                        "status": "verified",
                        "verified_at": "2026-11-22T09:30:00.310Z",
                        "attempt_count": 1,
                        "last_attempt_at": "2026-11-22T09:30:00.120Z",
                        "last_failure": null,
                        "next_attempt_at": null,
                        "events_missed_since": null
                      },
                      "secrets": [
                        {
                          "id": "whs_01m819eke0f1a2b3c4d5e6f7g8",
                          "created_at": "2026-11-22T09:30:00.000Z",
                          "expires_at": null
                        }
                      ],
                      "created_at": "2026-11-22T09:30:00.000Z",
                      "updated_at": "2026-11-22T09:30:00.000Z"
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/MalformedRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      },
      "patch": {
        "operationId": "updateWebhookEndpoint",
        "tags": [
          "Webhooks"
        ],
        "summary": "Change a webhook endpoint",
        "description": "Changes the fields that you send and leaves the rest. A disabled endpoint gets no new deliveries; waiting\ndeliveries are sent when it is enabled again. Another URL or other events need the scope to read what the\nevents carry, as when an endpoint is registered. Another URL has to answer a challenge before it gets events.\n",
        "x-served-by": "notifications",
        "security": [
          {
            "bearer": [
              "webhooks:write"
            ]
          },
          {
            "apiKey": [
              "webhooks:write"
            ]
          },
          {
            "oauth2": [
              "webhooks:write"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/WebhookEndpointIdInPath"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/UpdateWebhookEndpoint"
              },
              "examples": {
                "disable": {
                  "summary": "Send nothing until further notice",
                  "value": {
                    "enabled": false
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The changed endpoint.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/WebhookEndpoint"
                },
                "examples": {
                  "endpoint": {
                    "summary": "Disabled",
                    "value": {
                      "id": "whe_01m819eke0e8x9qk3m5r7t2v4w",
                      "url": "https://example.com/florin",
                      "description": "Bookkeeping",
                      "event_types": [
                        "florin.transactions.*"
                      ],
                      "enabled": false,
                      "disabled_reason": "by_request",
                      "disabled_at": "2026-11-22T09:40:00.000Z",
                      "failing_since": null,
                      "verification": {
                        "status": "verified",
                        "verified_at": "2026-11-22T09:30:00.310Z",
                        "attempt_count": 1,
                        "last_attempt_at": "2026-11-22T09:30:00.120Z",
                        "last_failure": null,
                        "next_attempt_at": null,
                        "events_missed_since": null
                      },
                      "secrets": [
                        {
                          "id": "whs_01m819eke0f1a2b3c4d5e6f7g8",
                          "created_at": "2026-11-22T09:30:00.000Z",
                          "expires_at": null
                        }
                      ],
                      "created_at": "2026-11-22T09:30:00.000Z",
                      "updated_at": "2026-11-22T09:30:00.000Z"
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "413": {
            "$ref": "#/components/responses/BodyTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      },
      "delete": {
        "operationId": "deleteWebhookEndpoint",
        "tags": [
          "Webhooks"
        ],
        "summary": "Delete a webhook endpoint",
        "description": "Sends nothing there any more. Waiting deliveries fail; the list of deliveries keeps those that were delivered.\nDeleting it again answers 404.\n",
        "x-served-by": "notifications",
        "security": [
          {
            "bearer": [
              "webhooks:write"
            ]
          },
          {
            "apiKey": [
              "webhooks:write"
            ]
          },
          {
            "oauth2": [
              "webhooks:write"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/WebhookEndpointIdInPath"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "It is deleted.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Deleted"
                },
                "examples": {
                  "deleted": {
                    "summary": "Deleted",
                    "value": {
                      "id": "whe_01m819eke0e8x9qk3m5r7t2v4w",
                      "deleted": true
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/MalformedRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/webhook-endpoints/{id}/secrets": {
      "post": {
        "operationId": "createWebhookSecret",
        "tags": [
          "Webhooks"
        ],
        "summary": "Replace the secret of a webhook endpoint",
        "description": "Creates a new secret and shows it once. Earlier secrets keep signing beside it for `overlap_seconds`, one day\nby default: every webhook has a signature of each, so your receivers can change over in between.\n",
        "x-served-by": "notifications",
        "security": [
          {
            "bearer": [
              "webhooks:write"
            ]
          },
          {
            "apiKey": [
              "webhooks:write"
            ]
          },
          {
            "oauth2": [
              "webhooks:write"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/WebhookEndpointIdInPath"
          },
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "requestBody": {
          "required": false,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/CreateWebhookSecret"
              },
              "examples": {
                "day": {
                  "summary": "One day to change over",
                  "value": {
                    "overlap_seconds": 86400
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The new secret.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              },
              "Idempotent-Replayed": {
                "$ref": "#/components/headers/IdempotentReplayed"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/WebhookSecretWithValue"
                },
                "examples": {
                  "secret": {
                    "summary": "A new secret",
                    "value": {
                      "id": "whs_01m819eke0f1a2b3c4d5e6f7g8",
                      "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                      "created_at": "2026-11-22T09:30:00.000Z",
                      "expires_at": null
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/BodyTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "422": {
            "$ref": "#/components/responses/AccountRefused"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/webhook-endpoints/{id}/secrets/{secret_id}": {
      "delete": {
        "operationId": "deleteWebhookSecret",
        "tags": [
          "Webhooks"
        ],
        "summary": "End a secret immediately",
        "description": "Webhooks are no longer signed with it, whatever its overlap. The last secret of an endpoint cannot be ended:\n409.\n",
        "x-served-by": "notifications",
        "security": [
          {
            "bearer": [
              "webhooks:write"
            ]
          },
          {
            "apiKey": [
              "webhooks:write"
            ]
          },
          {
            "oauth2": [
              "webhooks:write"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/WebhookEndpointIdInPath"
          },
          {
            "$ref": "#/components/parameters/WebhookSecretIdInPath"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "It is deleted.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Deleted"
                },
                "examples": {
                  "deleted": {
                    "summary": "Deleted",
                    "value": {
                      "id": "whs_01m819eke0f1a2b3c4d5e6f7g8",
                      "deleted": true
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/MalformedRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/webhook-endpoints/{id}/test": {
      "post": {
        "operationId": "testWebhookEndpoint",
        "tags": [
          "Webhooks"
        ],
        "summary": "Send a test event",
        "description": "Sends one event of type `florin.webhooks.ping.v1` to this endpoint, whatever its filter, like any other\ndelivery: find it under the `id` of the answer. 409 when the endpoint is disabled.\n",
        "x-served-by": "notifications",
        "security": [
          {
            "bearer": [
              "webhooks:write"
            ]
          },
          {
            "apiKey": [
              "webhooks:write"
            ]
          },
          {
            "oauth2": [
              "webhooks:write"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/WebhookEndpointIdInPath"
          },
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "The delivery of the test event.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/WebhookDelivery"
                },
                "examples": {
                  "ping": {
                    "summary": "About to be sent",
                    "value": {
                      "id": "whd_01m819eke0g5h6j7k8m9n0p1q2",
                      "endpoint_id": "whe_01m819eke0e8x9qk3m5r7t2v4w",
                      "event_id": "ping:01m819eke0g5h6j7k8m9n0p1q2",
                      "event_type": "florin.webhooks.ping.v1",
                      "account_id": null,
                      "transaction_id": null,
                      "status": "pending",
                      "attempt_count": 0,
                      "last_response_status": null,
                      "last_failure": null,
                      "next_attempt_at": "2026-11-22T09:30:00.120Z",
                      "delivered_at": null,
                      "created_at": "2026-11-22T09:30:00.120Z"
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/MalformedRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/webhook-endpoints/{id}/verify": {
      "post": {
        "operationId": "verifyWebhookEndpoint",
        "tags": [
          "Webhooks"
        ],
        "summary": "Challenge a webhook endpoint again",
        "description": "Sends another challenge at once, and by the whole schedule if it fails: get the endpoint again later to see the\nresult. A verified endpoint stays as it is. 409 when the endpoint is disabled.\n",
        "x-served-by": "notifications",
        "security": [
          {
            "bearer": [
              "webhooks:write"
            ]
          },
          {
            "apiKey": [
              "webhooks:write"
            ]
          },
          {
            "oauth2": [
              "webhooks:write"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/WebhookEndpointIdInPath"
          },
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "The endpoint, pending unless it was verified already.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/WebhookEndpoint"
                },
                "examples": {
                  "pending": {
                    "summary": "About to be challenged",
                    "value": {
                      "id": "whe_01m819eke0e8x9qk3m5r7t2v4w",
                      "url": "https://example.com/florin",
                      "description": "Bookkeeping",
                      "event_types": [
                        "florin.transactions.*"
                      ],
                      "enabled": true,
                      "disabled_reason": null,
                      "disabled_at": null,
                      "failing_since": null,
                      "verification": {
                        "status": "pending",
                        "verified_at": null,
                        "attempt_count": 0,
                        "last_attempt_at": "2026-11-22T09:30:00.120Z",
                        "last_failure": "answered 404. Answer 200 and {\"challenge\": \"…\"} with data.challenge of the request.",
                        "next_attempt_at": "2026-11-22T09:40:00.000Z",
                        "events_missed_since": null
                      },
                      "secrets": [
                        {
                          "id": "whs_01m819eke0f1a2b3c4d5e6f7g8",
                          "created_at": "2026-11-22T09:30:00.000Z",
                          "expires_at": null
                        }
                      ],
                      "created_at": "2026-11-22T09:30:00.000Z",
                      "updated_at": "2026-11-22T09:30:00.000Z"
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/MalformedRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/webhook-deliveries": {
      "get": {
        "operationId": "listWebhookDeliveries",
        "tags": [
          "Webhooks"
        ],
        "summary": "List webhook deliveries",
        "description": "What was or will be sent to your endpoints, newest first. One event makes one delivery for each endpoint that\nwants it.\n",
        "x-served-by": "notifications",
        "security": [
          {
            "bearer": [
              "webhooks:read"
            ]
          },
          {
            "apiKey": [
              "webhooks:read"
            ]
          },
          {
            "oauth2": [
              "webhooks:read"
            ]
          }
        ],
        "parameters": [
          {
            "name": "endpoint_id",
            "in": "query",
            "description": "Only deliveries to this endpoint.",
            "schema": {
              "$ref": "#/components/schemas/WebhookEndpointId"
            }
          },
          {
            "name": "status",
            "in": "query",
            "description": "Only deliveries in this state.",
            "schema": {
              "$ref": "#/components/schemas/WebhookDeliveryStatus"
            }
          },
          {
            "name": "event_type",
            "in": "query",
            "description": "Only events of exactly this type.",
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
            "in": "query",
            "description": "Only events about this transaction.",
            "schema": {
              "$ref": "#/components/schemas/TransactionId"
            }
          },
          {
            "name": "account_id",
            "in": "query",
            "description": "Only events about this account.",
            "schema": {
              "$ref": "#/components/schemas/AccountId"
            }
          },
          {
            "name": "created_from",
            "in": "query",
            "description": "Only deliveries made at this time or later.",
            "schema": {
              "$ref": "#/components/schemas/Time"
            }
          },
          {
            "name": "created_to",
            "in": "query",
            "description": "Only deliveries made before this time.",
            "schema": {
              "$ref": "#/components/schemas/Time"
            }
          },
          {
            "$ref": "#/components/parameters/TimeZone"
          },
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "A page of deliveries.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/WebhookDeliveryList"
                },
                "examples": {
                  "page": {
                    "summary": "One delivery",
                    "value": {
                      "data": [
                        {
                          "id": "whd_01m819eke0g5h6j7k8m9n0p1q2",
                          "endpoint_id": "whe_01m819eke0e8x9qk3m5r7t2v4w",
                          "event_id": "txn_01m819eke0es3v0j9qtsf6ysh6:acct_01m819eke0e209k3gghyc4dkah",
                          "event_type": "florin.transactions.completed.v1",
                          "account_id": "acct_01m819eke0e209k3gghyc4dkah",
                          "transaction_id": "txn_01m819eke0es3v0j9qtsf6ysh6",
                          "status": "delivered",
                          "attempt_count": 1,
                          "last_response_status": 204,
                          "last_failure": null,
                          "next_attempt_at": null,
                          "delivered_at": "2026-11-22T09:30:00.350Z",
                          "created_at": "2026-11-22T09:30:00.120Z"
                        }
                      ],
                      "has_more": false,
                      "next_cursor": null
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/BadList"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/webhook-deliveries/{id}": {
      "get": {
        "operationId": "getWebhookDelivery",
        "tags": [
          "Webhooks"
        ],
        "summary": "Get a webhook delivery",
        "description": "The delivery with each of its attempts, the first bytes of your endpoint's answers, and the body that was sent.\nAn attempt whose outcome could not be recorded is missing, so that numbers may have gaps.\n",
        "x-served-by": "notifications",
        "security": [
          {
            "bearer": [
              "webhooks:read"
            ]
          },
          {
            "apiKey": [
              "webhooks:read"
            ]
          },
          {
            "oauth2": [
              "webhooks:read"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/WebhookDeliveryIdInPath"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "The delivery.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/WebhookDeliveryDetails"
                },
                "examples": {
                  "delivery": {
                    "summary": "Delivered at once",
                    "value": {
                      "id": "whd_01m819eke0g5h6j7k8m9n0p1q2",
                      "endpoint_id": "whe_01m819eke0e8x9qk3m5r7t2v4w",
                      "event_id": "txn_01m819eke0es3v0j9qtsf6ysh6:acct_01m819eke0e209k3gghyc4dkah",
                      "event_type": "florin.transactions.completed.v1",
                      "account_id": "acct_01m819eke0e209k3gghyc4dkah",
                      "transaction_id": "txn_01m819eke0es3v0j9qtsf6ysh6",
                      "status": "delivered",
                      "attempt_count": 1,
                      "last_response_status": 204,
                      "last_failure": null,
                      "next_attempt_at": null,
                      "delivered_at": "2026-11-22T09:30:00.350Z",
                      "created_at": "2026-11-22T09:30:00.120Z",
                      "attempts": [
                        {
                          "number": 1,
                          "started_at": "2026-11-22T09:30:00.230Z",
                          "duration_ms": 118,
                          "response_status": 204,
                          "failure": null,
                          "response_excerpt": ""
                        }
                      ],
                      "body": "{\"specversion\":\"1.0\",\"id\":\"txn_01m819eke0es3v0j9qtsf6ysh6:acct_01m819eke0e209k3gghyc4dkah\"}"
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/MalformedRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/webhook-deliveries/{id}/replay": {
      "post": {
        "operationId": "replayWebhookDelivery",
        "tags": [
          "Webhooks"
        ],
        "summary": "Deliver again",
        "description": "Sends the same body under the same `webhook-id` again, at once, and by the whole schedule if it fails. A\npending delivery is sent now instead of later. 409 when its endpoint is disabled or deleted.\n",
        "x-served-by": "notifications",
        "security": [
          {
            "bearer": [
              "webhooks:write"
            ]
          },
          {
            "apiKey": [
              "webhooks:write"
            ]
          },
          {
            "oauth2": [
              "webhooks:write"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/WebhookDeliveryIdInPath"
          },
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "The delivery, pending again.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/WebhookDelivery"
                },
                "examples": {
                  "pending": {
                    "summary": "About to be sent again",
                    "value": {
                      "id": "whd_01m819eke0g5h6j7k8m9n0p1q2",
                      "endpoint_id": "whe_01m819eke0e8x9qk3m5r7t2v4w",
                      "event_id": "txn_01m819eke0es3v0j9qtsf6ysh6:acct_01m819eke0e209k3gghyc4dkah",
                      "event_type": "florin.transactions.completed.v1",
                      "account_id": "acct_01m819eke0e209k3gghyc4dkah",
                      "transaction_id": "txn_01m819eke0es3v0j9qtsf6ysh6",
                      "status": "pending",
                      "attempt_count": 10,
                      "last_response_status": 503,
                      "last_failure": "answered 503",
                      "next_attempt_at": "2026-11-22T09:30:00.120Z",
                      "delivered_at": null,
                      "created_at": "2026-11-22T09:30:00.120Z"
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/MalformedRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/analytics/summary": {
      "get": {
        "operationId": "getAnalyticsSummary",
        "tags": [
          "Analytics"
        ],
        "summary": "Get totals and an hourly series",
        "description": "`totals` cover everything since the first transaction, per currency and type; they equal the ledger's once all\nevents have arrived. `hours` covers `from` to `to`, by default the last 24 hours, at most 31 days.\n",
        "x-served-by": "analytics",
        "security": [
          {
            "bearer": [
              "analytics:read"
            ]
          },
          {
            "apiKey": [
              "analytics:read"
            ]
          },
          {
            "oauth2": [
              "analytics:read"
            ]
          }
        ],
        "parameters": [
          {
            "name": "from",
            "in": "query",
            "description": "Start of the series, rounded down to the hour. By default 24 hours before `to`.",
            "schema": {
              "$ref": "#/components/schemas/Time"
            }
          },
          {
            "name": "to",
            "in": "query",
            "description": "End of the series, exclusive. By default now.",
            "schema": {
              "$ref": "#/components/schemas/Time"
            }
          },
          {
            "name": "currency",
            "in": "query",
            "description": "Only this currency.",
            "schema": {
              "$ref": "#/components/schemas/Currency"
            }
          },
          {
            "$ref": "#/components/parameters/TimeZone"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "The summary.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/AnalyticsSummary"
                },
                "examples": {
                  "summary": {
                    "summary": "The first hour of a bank",
                    "value": {
                      "totals": [
                        {
                          "currency": "USD",
                          "type": "credit",
                          "count": 1,
                          "volume": 100,
                          "failed": 0
                        },
                        {
                          "currency": "USD",
                          "type": "debit",
                          "count": 1,
                          "volume": 50,
                          "failed": 1
                        }
                      ],
                      "hours": [
                        {
                          "hour": "2026-11-22T09:00:00.000Z",
                          "currency": "USD",
                          "type": "credit",
                          "count": 1,
                          "volume": 100,
                          "failed": 0
                        },
                        {
                          "hour": "2026-11-22T09:00:00.000Z",
                          "currency": "USD",
                          "type": "debit",
                          "count": 1,
                          "volume": 50,
                          "failed": 1
                        }
                      ],
                      "from": "2026-11-21T10:00:00.000Z",
                      "to": "2026-11-22T10:00:00.000Z",
                      "as_of": "2026-11-22T09:30:09.000Z"
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/MalformedRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/analytics/series": {
      "get": {
        "operationId": "getAnalyticsSeries",
        "tags": [
          "Analytics"
        ],
        "summary": "Get one figure over time",
        "description": "One series for each currency, with a point for every bucket, zeros included, as charts need it. A transaction\ncounts in the hour and day (UTC) in which the ledger recorded it, however late its event arrives.\n\n| metric | what a point is |\n|---|---|\n| `count` | completed transactions; without `type` those that move money |\n| `volume` | the sum of their amounts |\n| `average_ticket` | volume divided by count, rounded to a whole minor unit, 0 where there was none |\n| `failed` | failed transactions |\n| `net` | what all accounts together received minus what they paid |\n| `balance` | what all accounts together held at the end of the bucket |\n| `active_accounts` | accounts with a completed transaction, by day only |\n| `opened_accounts`, `closed_accounts` | accounts opened, accounts closed |\n\nA transfer counts once. Holds, voids and expiries move no money: request them by `type`.\n",
        "x-served-by": "analytics",
        "security": [
          {
            "bearer": [
              "analytics:read"
            ]
          },
          {
            "apiKey": [
              "analytics:read"
            ]
          },
          {
            "oauth2": [
              "analytics:read"
            ]
          }
        ],
        "parameters": [
          {
            "name": "metric",
            "in": "query",
            "required": true,
            "description": "The figure.",
            "schema": {
              "$ref": "#/components/schemas/AnalyticsMetric"
            }
          },
          {
            "$ref": "#/components/parameters/Interval"
          },
          {
            "$ref": "#/components/parameters/SeriesFrom"
          },
          {
            "$ref": "#/components/parameters/SeriesTo"
          },
          {
            "name": "currency",
            "in": "query",
            "description": "Only this currency.",
            "schema": {
              "$ref": "#/components/schemas/Currency"
            }
          },
          {
            "name": "type",
            "in": "query",
            "description": "Only this type of transaction; for `count`, `volume`, `average_ticket`, `failed` and `net`.",
            "schema": {
              "$ref": "#/components/schemas/TransactionType"
            }
          },
          {
            "$ref": "#/components/parameters/TimeZone"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "The series.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/AnalyticsSeries"
                },
                "examples": {
                  "volume": {
                    "summary": "Three days",
                    "value": {
                      "metric": "volume",
                      "interval": "day",
                      "from": "2026-11-20T00:00:00.000Z",
                      "to": "2026-11-22T10:00:00.000Z",
                      "series": [
                        {
                          "currency": "USD",
                          "points": [
                            {
                              "time": "2026-11-20T00:00:00.000Z",
                              "value": 0
                            },
                            {
                              "time": "2026-11-21T00:00:00.000Z",
                              "value": 12500
                            },
                            {
                              "time": "2026-11-22T00:00:00.000Z",
                              "value": 150
                            }
                          ]
                        }
                      ],
                      "as_of": "2026-11-22T10:00:00.000Z"
                    }
                  }
                }
              },
              "text/csv": {
                "schema": {
                  "type": "string"
                },
                "examples": {
                  "table": {
                    "summary": "The same as a table",
                    "value": "currency,time,value\r\nUSD,2026-11-21T00:00:00.000Z,12500\r\n"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/MalformedRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/analytics/accounts/{id}/balance-series": {
      "get": {
        "operationId": "getAccountBalanceSeries",
        "tags": [
          "Analytics"
        ],
        "summary": "Get an account's balance over time",
        "description": "What the account held at the end of each bucket, zeros included; 0 before its first movement. The series is a\nmoment behind the ledger: an account that was opened just now may not be found yet.\n",
        "x-served-by": "analytics",
        "security": [
          {
            "bearer": [
              "analytics:read"
            ]
          },
          {
            "apiKey": [
              "analytics:read"
            ]
          },
          {
            "oauth2": [
              "analytics:read"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/AccountIdInPath"
          },
          {
            "$ref": "#/components/parameters/Interval"
          },
          {
            "$ref": "#/components/parameters/SeriesFrom"
          },
          {
            "$ref": "#/components/parameters/SeriesTo"
          },
          {
            "$ref": "#/components/parameters/TimeZone"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "The series.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/AccountBalanceSeries"
                },
                "examples": {
                  "balances": {
                    "summary": "Two hours",
                    "value": {
                      "account_id": "acct_01m819eke0e209k3gghyc4dkah",
                      "currency": "USD",
                      "interval": "hour",
                      "from": "2026-11-22T08:00:00.000Z",
                      "to": "2026-11-22T10:00:00.000Z",
                      "points": [
                        {
                          "time": "2026-11-22T08:00:00.000Z",
                          "value": 0
                        },
                        {
                          "time": "2026-11-22T09:00:00.000Z",
                          "value": 50
                        }
                      ],
                      "as_of": "2026-11-22T10:00:00.000Z"
                    }
                  }
                }
              },
              "text/csv": {
                "schema": {
                  "type": "string"
                },
                "examples": {
                  "table": {
                    "summary": "The same as a table",
                    "value": "time,value\r\n2026-11-22T09:00:00.000Z,50\r\n"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/MalformedRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/analytics/top-movers": {
      "get": {
        "operationId": "getTopMovers",
        "tags": [
          "Analytics"
        ],
        "summary": "Get the accounts that moved most",
        "description": "Accounts ranked by what they received and paid in completed transactions. A transfer counts for both its accounts.\n",
        "x-served-by": "analytics",
        "security": [
          {
            "bearer": [
              "analytics:read"
            ]
          },
          {
            "apiKey": [
              "analytics:read"
            ]
          },
          {
            "oauth2": [
              "analytics:read"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/PeriodFrom"
          },
          {
            "$ref": "#/components/parameters/PeriodTo"
          },
          {
            "$ref": "#/components/parameters/RankedCurrency"
          },
          {
            "$ref": "#/components/parameters/RankedBy"
          },
          {
            "$ref": "#/components/parameters/RankingSize"
          },
          {
            "$ref": "#/components/parameters/TimeZone"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "The ranking, highest first.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/TopMovers"
                },
                "examples": {
                  "ranking": {
                    "summary": "One account",
                    "value": {
                      "currency": "USD",
                      "by": "volume",
                      "data": [
                        {
                          "account_id": "acct_01m819eke0e209k3gghyc4dkah",
                          "received": 100,
                          "paid": 50,
                          "count": 2
                        }
                      ],
                      "from": "2026-10-23T10:00:00.000Z",
                      "to": "2026-11-22T10:00:00.000Z",
                      "as_of": "2026-11-22T10:00:00.000Z"
                    }
                  }
                }
              },
              "text/csv": {
                "schema": {
                  "type": "string"
                },
                "examples": {
                  "table": {
                    "summary": "The same as a table",
                    "value": "account_id,received,paid,count\r\nacct_01m819eke0e209k3gghyc4dkah,100,50,2\r\n"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/MalformedRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/analytics/failure-reasons": {
      "get": {
        "operationId": "getFailureReasons",
        "tags": [
          "Analytics"
        ],
        "summary": "Get why transactions failed",
        "description": "Failed transactions by the code of their refusal, most frequent first.",
        "x-served-by": "analytics",
        "security": [
          {
            "bearer": [
              "analytics:read"
            ]
          },
          {
            "apiKey": [
              "analytics:read"
            ]
          },
          {
            "oauth2": [
              "analytics:read"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/PeriodFrom"
          },
          {
            "$ref": "#/components/parameters/PeriodTo"
          },
          {
            "name": "currency",
            "in": "query",
            "description": "Only this currency.",
            "schema": {
              "$ref": "#/components/schemas/Currency"
            }
          },
          {
            "name": "type",
            "in": "query",
            "description": "Only this type of transaction.",
            "schema": {
              "$ref": "#/components/schemas/TransactionType"
            }
          },
          {
            "$ref": "#/components/parameters/TimeZone"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "The reasons.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/FailureReasons"
                },
                "examples": {
                  "reasons": {
                    "summary": "Two reasons",
                    "value": {
                      "data": [
                        {
                          "code": "insufficient_funds",
                          "count": 17
                        },
                        {
                          "code": "state_conflict",
                          "count": 2
                        }
                      ],
                      "from": "2026-10-23T10:00:00.000Z",
                      "to": "2026-11-22T10:00:00.000Z",
                      "as_of": "2026-11-22T10:00:00.000Z"
                    }
                  }
                }
              },
              "text/csv": {
                "schema": {
                  "type": "string"
                },
                "examples": {
                  "table": {
                    "summary": "The same as a table",
                    "value": "code,count\r\ninsufficient_funds,17\r\n"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/MalformedRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/analytics/cohorts": {
      "get": {
        "operationId": "getCohorts",
        "tags": [
          "Analytics"
        ],
        "summary": "Get how many new accounts stay active",
        "description": "Accounts by the month in which they were opened (UTC), oldest first, and how many of them had a completed\ntransaction in that month, in the one after it, and so on up to this month.\n",
        "x-served-by": "analytics",
        "security": [
          {
            "bearer": [
              "analytics:read"
            ]
          },
          {
            "apiKey": [
              "analytics:read"
            ]
          },
          {
            "oauth2": [
              "analytics:read"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/Months"
          },
          {
            "name": "currency",
            "in": "query",
            "description": "Only this currency.",
            "schema": {
              "$ref": "#/components/schemas/Currency"
            }
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "The cohorts.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Cohorts"
                },
                "examples": {
                  "cohorts": {
                    "summary": "Two months",
                    "value": {
                      "data": [
                        {
                          "month": "2026-10",
                          "accounts": 40,
                          "active": [
                            38,
                            21
                          ]
                        },
                        {
                          "month": "2026-11",
                          "accounts": 12,
                          "active": [
                            9
                          ]
                        }
                      ],
                      "as_of": "2026-11-22T10:00:00.000Z"
                    }
                  }
                }
              },
              "text/csv": {
                "schema": {
                  "type": "string"
                },
                "examples": {
                  "table": {
                    "summary": "The same as a table",
                    "value": "month,accounts,month_0,month_1\r\n2026-10,40,38,21\r\n2026-11,12,9,\r\n"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/MalformedRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/api-keys": {
      "post": {
        "operationId": "createApiKey",
        "tags": [
          "API keys"
        ],
        "summary": "Create an API key",
        "description": "Creates a key for one of your programs. Send its `secret` in `Authorization: Bearer`; it is shown once and\nstored only as a hash. A key can hand on only scopes that it has itself: 403 `forbidden` names those it lacks.\nThe new key ends with the key that makes it at the latest, and works from no other addresses.\n\nThe same request under the same `Idempotency-Key` creates no second key. Because the secret is not stored, it\nanswers with the key and `secret: null`; if the first answer was lost, rotate the key for a new secret.\n",
        "x-served-by": "api",
        "security": [
          {
            "bearer": [
              "keys:write"
            ]
          },
          {
            "apiKey": [
              "keys:write"
            ]
          },
          {
            "oauth2": [
              "keys:write"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/CreateApiKey"
              },
              "examples": {
                "till": {
                  "summary": "A till that only sells",
                  "value": {
                    "name": "till 7",
                    "scopes": [
                      "accounts:read",
                      "transactions:write"
                    ]
                  }
                },
                "contractor": {
                  "summary": "Until a date",
                  "value": {
                    "name": "audit 2026",
                    "scopes": [
                      "transactions:read"
                    ],
                    "expires_at": "2027-01-31T00:00:00Z"
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The key and its secret.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              },
              "Idempotent-Replayed": {
                "$ref": "#/components/headers/IdempotentReplayed"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiKeyWithSecret"
                },
                "examples": {
                  "made": {
                    "$ref": "#/components/examples/ApiKeyWithSecret"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "413": {
            "$ref": "#/components/responses/BodyTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "422": {
            "$ref": "#/components/responses/AccountRefused"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      },
      "get": {
        "operationId": "listApiKeys",
        "tags": [
          "API keys"
        ],
        "summary": "List API keys",
        "description": "Your tenant's keys, newest first, including those that have ended, never with a secret. `last_used_at` is\naccurate to the minute: a key that is no longer used can be revoked.\n",
        "x-served-by": "api",
        "security": [
          {
            "bearer": [
              "keys:read"
            ]
          },
          {
            "apiKey": [
              "keys:read"
            ]
          },
          {
            "oauth2": [
              "keys:read"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "A page of keys.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiKeyList"
                },
                "examples": {
                  "page": {
                    "summary": "One key",
                    "value": {
                      "data": [
                        {
                          "id": "key_01m819eke0e8x9qk3m5r7t2v4w",
                          "name": "till 7",
                          "prefix": "flk_x7Kq",
                          "scopes": [
                            "accounts:read",
                            "transactions:write"
                          ],
                          "status": "active",
                          "replaces": null,
                          "created_at": "2026-11-22T09:30:00.000Z",
                          "created_by": "operator",
                          "expires_at": null,
                          "revoked_at": null,
                          "allowed_addresses": null,
                          "last_used_at": "2026-11-22T10:02:00.000Z",
                          "last_used_address": "203.0.113.9"
                        }
                      ],
                      "has_more": false,
                      "next_cursor": null
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/BadList"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/api-keys/current": {
      "get": {
        "operationId": "getCurrentApiKey",
        "tags": [
          "API keys"
        ],
        "summary": "Get the API key of this request",
        "description": "The key that this request carries: whether it works, its scopes and its expiry. Every key may read this about\nitself; no scope is needed.\n",
        "x-served-by": "api",
        "security": [
          {
            "bearer": []
          },
          {
            "apiKey": []
          },
          {
            "oauth2": []
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "The key.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiKey"
                },
                "examples": {
                  "current": {
                    "$ref": "#/components/examples/ApiKey"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/MalformedRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/api-keys/{id}": {
      "get": {
        "operationId": "getApiKey",
        "tags": [
          "API keys"
        ],
        "summary": "Get an API key",
        "description": "One of your tenant's keys, without its secret, even when it has ended.",
        "x-served-by": "api",
        "security": [
          {
            "bearer": [
              "keys:read"
            ]
          },
          {
            "apiKey": [
              "keys:read"
            ]
          },
          {
            "oauth2": [
              "keys:read"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/ApiKeyIdInPath"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "The key.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiKey"
                },
                "examples": {
                  "key": {
                    "$ref": "#/components/examples/ApiKey"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/MalformedRequest"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/api-keys/{id}/rotate": {
      "post": {
        "operationId": "rotateApiKey",
        "tags": [
          "API keys"
        ],
        "summary": "Replace an API key",
        "description": "Creates a new key with the same name and scopes, and shows its `secret` once. The old key keeps working for\n`overlap_seconds`, one day by default (never longer than it would have anyway): change your programs over in\nbetween, and check by its `last_used_at` that all have. 0 ends it at once.\n\nA rotation hands on the key's scopes: 403 `forbidden` when the key of the request lacks one of them. A key that\nhas ended cannot be rotated: 409 `state_conflict`. The same request under the same `Idempotency-Key` answers\nwith the new key and `secret: null`; rotate that one if its secret was lost.\n",
        "x-served-by": "api",
        "security": [
          {
            "bearer": [
              "keys:write"
            ]
          },
          {
            "apiKey": [
              "keys:write"
            ]
          },
          {
            "oauth2": [
              "keys:write"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/ApiKeyIdInPath"
          },
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "requestBody": {
          "required": false,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/RotateApiKey"
              },
              "examples": {
                "hour": {
                  "summary": "One hour to change over",
                  "value": {
                    "overlap_seconds": 3600
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The new key and its secret.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              },
              "Idempotent-Replayed": {
                "$ref": "#/components/headers/IdempotentReplayed"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiKeyWithSecret"
                },
                "examples": {
                  "rotated": {
                    "summary": "A replacement for another key",
                    "value": {
                      "id": "key_01m819eke0f1a2b3c4d5e6f7g8",
                      "name": "till 7",
                      "prefix": "flk_p2Vd",
                      "scopes": [
                        "accounts:read",
                        "transactions:write"
                      ],
                      "status": "active",
                      "replaces": "key_01m819eke0e8x9qk3m5r7t2v4w",
                      "created_at": "2026-11-22T09:30:00.000Z",
                      "created_by": "operator",
                      "expires_at": null,
                      "revoked_at": null,
                      "allowed_addresses": null,
                      "last_used_at": null,
                      "last_used_address": null,
                      "secret": "flk_…"
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/BodyTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "422": {
            "$ref": "#/components/responses/AccountRefused"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/api-keys/{id}/revoke": {
      "post": {
        "operationId": "revokeApiKey",
        "tags": [
          "API keys"
        ],
        "summary": "Revoke an API key",
        "description": "Ends a key finally. Every process refuses it within 3 seconds, and from the moment of its revocation it cannot\ncreate, rotate or revoke keys. Revoking a revoked key returns it again, with or without an `Idempotency-Key`.\n\nA key may revoke itself, and every key with no other scopes than its own, also the last one; 403 `forbidden`\nnames the scopes that it lacks. If none is left, the operator of the bank creates a new one.\n\n`cascade` also revokes the keys that it made, and those that they made: revoke a leaked key in this way. Without\nit, the answer lists the keys that it made under `children`, and they go on working.\n",
        "x-served-by": "api",
        "security": [
          {
            "bearer": [
              "keys:write"
            ]
          },
          {
            "apiKey": [
              "keys:write"
            ]
          },
          {
            "oauth2": [
              "keys:write"
            ]
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/ApiKeyIdInPath"
          },
          {
            "$ref": "#/components/parameters/IdempotencyKey"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "requestBody": {
          "required": false,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/RevokeApiKey"
              },
              "examples": {
                "leaked": {
                  "summary": "The key and all that it made",
                  "value": {
                    "cascade": true
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The revoked key.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/RevokedApiKey"
                },
                "examples": {
                  "revoked": {
                    "summary": "Revoked",
                    "value": {
                      "id": "key_01m819eke0e8x9qk3m5r7t2v4w",
                      "name": "till 7",
                      "prefix": "flk_x7Kq",
                      "scopes": [
                        "accounts:read",
                        "transactions:write"
                      ],
                      "status": "revoked",
                      "replaces": null,
                      "created_at": "2026-11-22T09:30:00.000Z",
                      "created_by": "operator",
                      "expires_at": null,
                      "revoked_at": "2026-11-22T11:00:00.000Z",
                      "allowed_addresses": null,
                      "last_used_at": "2026-11-22T10:02:00.000Z",
                      "last_used_address": "203.0.113.9",
                      "children": []
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Malformed"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "413": {
            "$ref": "#/components/responses/BodyTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "422": {
            "$ref": "#/components/responses/AccountRefused"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/audit-log": {
      "get": {
        "operationId": "listAuditLog",
        "tags": [
          "Audit log"
        ],
        "summary": "List who changed what",
        "description": "Every recorded change of your accounts, scheduled transactions, API keys, fraud rules and alerts, webhook endpoints and\nnotification preferences, newest first: what was changed, the fields that differ, and who changed it by which request. Entries are never changed or\nremoved. Movements of money are not in it: each transaction names its `actor`. An entry must match all filters; of\na repeated filter it must match one value.\n\nWith `Accept: text/csv` the list comes whole, one line per entry.\n\nThe list is complete or it fails: while an app that has some of the entries is away, the answer is 503 and names it.\nRepeat `object_type` to leave out what that app records.\n",
        "x-served-by": "api",
        "x-also-served-by": [
          "fraud",
          "notifications"
        ],
        "security": [
          {
            "bearer": [
              "audit:read"
            ]
          },
          {
            "apiKey": [
              "audit:read"
            ]
          },
          {
            "oauth2": [
              "audit:read"
            ]
          }
        ],
        "parameters": [
          {
            "name": "object_type",
            "in": "query",
            "description": "Only changes of this kind of object; may be repeated.",
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
            "in": "query",
            "description": "Only changes of this object, by its id; of a fraud rule, by its name. An account's id is also that of its notification\npreferences.\n",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 64,
              "pattern": "^[a-z0-9_]+$"
            }
          },
          {
            "name": "actor_id",
            "in": "query",
            "description": "Only changes by this actor, such as an API key, `operator:ada` or `system:fraud`.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 128,
              "pattern": "^[^\\x00]*$"
            }
          },
          {
            "name": "from",
            "in": "query",
            "description": "Only changes at this time or later.",
            "schema": {
              "$ref": "#/components/schemas/Time"
            }
          },
          {
            "name": "to",
            "in": "query",
            "description": "Only changes before this time.",
            "schema": {
              "$ref": "#/components/schemas/Time"
            }
          },
          {
            "$ref": "#/components/parameters/TimeZone"
          },
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "A page of entries, or all of them as CSV.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/AuditLog"
                },
                "examples": {
                  "page": {
                    "summary": "An account was frozen",
                    "value": {
                      "data": [
                        {
                          "id": "audit_01m819eke0e4x8bq2v7zr5c9nd",
                          "at": "2026-11-22T09:30:00.000000Z",
                          "object_type": "account",
                          "object_id": "acct_01m819eke0e209k3gghyc4dkah",
                          "change": "frozen",
                          "actor": {
                            "type": "api_key",
                            "id": "key_01m819eke0e8x9qk3m5r7t2v4w",
                            "token_id": null,
                            "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d",
                            "correlation_id": null,
                            "address": "203.0.113.7",
                            "on_behalf_of": null
                          },
                          "before": {
                            "status": "open"
                          },
                          "after": {
                            "status": "frozen"
                          }
                        }
                      ],
                      "has_more": false,
                      "next_cursor": null
                    }
                  }
                }
              },
              "text/csv": {
                "schema": {
                  "type": "string"
                },
                "examples": {
                  "page": {
                    "summary": "The same as CSV",
                    "value": "at,object_type,object_id,change,actor_id,on_behalf_of,token_id,request_id,correlation_id,address,before,after,id\r\n"
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/BadList"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/oauth/token": {
      "post": {
        "operationId": "issueAccessToken",
        "tags": [
          "API keys"
        ],
        "summary": "Exchange an API key for an access token",
        "description": "The client credentials grant of OAuth 2.0 (RFC 6749, section 4.4): the client's id is the id of an API key, its\nsecret is the key itself. Send them by HTTP Basic or as `client_id` and `client_secret` in the form, never both\nways. The answer is a signed token (RFC 9068) that is sent in `Authorization: Bearer` like a key, on behalf of\nthe key's tenant.\n\n`scope` limits the token to some of the key's scopes; without it the token has all of them. A token expires\nafter `expires_in` seconds, and within 5 seconds of its key's end when the key is revoked, rotated away or\nexpires. There are no refresh tokens: exchange the key again.\n\nErrors have OAuth's format and are not problems: `error` is `invalid_request`, `unsupported_grant_type` or\n`invalid_scope` with 400, `invalid_client` with 401. Unknown fields are ignored, as the standard demands.\nNothing is written, so an `Idempotency-Key` is not needed.\n",
        "x-served-by": "api",
        "x-max-body-bytes": 8192,
        "security": [],
        "parameters": [
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/x-www-form-urlencoded": {
              "schema": {
                "$ref": "#/components/schemas/AccessTokenRequest"
              },
              "examples": {
                "form": {
                  "summary": "Credentials in the form",
                  "value": {
                    "grant_type": "client_credentials",
                    "client_id": "key_01m819eke0e8x9qk3m5r7t2v4w",
                    "client_secret": "flk_…"
                  }
                },
                "narrowed": {
                  "summary": "Credentials by HTTP Basic, and only one of the key's scopes",
                  "value": {
                    "grant_type": "client_credentials",
                    "scope": "accounts:read"
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The token.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              },
              "Cache-Control": {
                "$ref": "#/components/headers/NotKept"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/AccessToken"
                },
                "examples": {
                  "issued": {
                    "summary": "A token for ten minutes",
                    "value": {
                      "access_token": "eyJhbGciOiJFUzI1NiIs…",
                      "token_type": "Bearer",
                      "expires_in": 600,
                      "scope": "accounts:read"
                    }
                  }
                }
              }
            }
          },
          "400": {
            "description": "The request does not follow the standard, or requests a scope that the key lacks.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              },
              "Cache-Control": {
                "$ref": "#/components/headers/NotKept"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/OAuthError"
                },
                "examples": {
                  "scope": {
                    "summary": "A scope that the key lacks",
                    "value": {
                      "error": "invalid_scope",
                      "error_description": "The key lacks the scope fraud:write."
                    }
                  },
                  "grant": {
                    "summary": "Another grant",
                    "value": {
                      "error": "unsupported_grant_type",
                      "error_description": "The only grant here is client_credentials."
                    }
                  }
                }
              }
            }
          },
          "401": {
            "description": "No credentials, or invalid ones.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              },
              "Cache-Control": {
                "$ref": "#/components/headers/NotKept"
              },
              "WWW-Authenticate": {
                "$ref": "#/components/headers/WwwAuthenticate"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/OAuthError"
                },
                "examples": {
                  "unknown": {
                    "summary": "Another key",
                    "value": {
                      "error": "invalid_client",
                      "error_description": "These credentials do not work: they are unknown, expired or revoked."
                    }
                  }
                }
              }
            }
          },
          "413": {
            "$ref": "#/components/responses/BodyTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/.well-known/jwks.json": {
      "get": {
        "operationId": "getTokenKeys",
        "tags": [
          "API keys"
        ],
        "summary": "Get the keys that verify access tokens",
        "description": "The public keys of the bank as a JSON Web Key Set (RFC 7517), to verify an access token without calling the\nbank. It contains every key that may have signed a token which is still valid, and the next one from an hour\nbefore it signs: keep the set for as long as `Cache-Control` says, and fetch it again for an unknown `kid`.\n",
        "x-served-by": "api",
        "security": [],
        "parameters": [
          {
            "$ref": "#/components/parameters/RequestId"
          }
        ],
        "responses": {
          "200": {
            "description": "The keys, newest first.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              },
              "Cache-Control": {
                "description": "How long the set may be cached.",
                "schema": {
                  "type": "string",
                  "examples": [
                    "public, max-age=600"
                  ]
                }
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/TokenKeys"
                },
                "examples": {
                  "one": {
                    "summary": "One key",
                    "value": {
                      "keys": [
                        {
                          "kid": "skey_01m819eke0e8x9qk3m5r7t2v4w",
                          "kty": "EC",
                          "crv": "P-256",
                          "alg": "ES256",
                          "use": "sig",
                          "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                          "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"
                        }
                      ]
                    }
                  }
                }
              }
            }
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/health/live": {
      "get": {
        "operationId": "getLiveness",
        "tags": [
          "Operations"
        ],
        "summary": "Is the process alive",
        "description": "Answers 200 as long as the process can answer at all. It checks nothing else.",
        "x-served-by": "operations",
        "security": [],
        "responses": {
          "200": {
            "description": "The process is alive.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Liveness"
                },
                "examples": {
                  "live": {
                    "summary": "Alive",
                    "value": {
                      "status": "live"
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/health/ready": {
      "get": {
        "operationId": "getReadiness",
        "tags": [
          "Operations"
        ],
        "summary": "Can the process do its work",
        "description": "Checks each dependency, for at most a second and at most twice a second. Only a `required` one that fails makes\nit 503: without Redis, for example, the API continues. Where no Redis is set, `locks` is `ok` and its detail begins with\n`off`. A process that is stopping is not ready. On the public\nport `checks` is empty; the metrics port (`METRICS_PORT`) shows the state of each dependency at the same path.\n",
        "x-served-by": "operations",
        "security": [],
        "responses": {
          "200": {
            "description": "The process can work.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Readiness"
                },
                "examples": {
                  "ready": {
                    "summary": "Ready",
                    "value": {
                      "status": "ready",
                      "checks": {}
                    }
                  },
                  "details": {
                    "summary": "On the metrics port; ready, although one Redis node is away",
                    "value": {
                      "status": "ready",
                      "checks": {
                        "database": {
                          "ok": true,
                          "required": true
                        },
                        "locks": {
                          "ok": true,
                          "required": false,
                          "detail": "2 of 3 Redis nodes"
                        }
                      }
                    }
                  }
                }
              }
            }
          },
          "503": {
            "description": "The process cannot work at the moment.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Readiness"
                },
                "examples": {
                  "away": {
                    "summary": "Not ready",
                    "value": {
                      "status": "not_ready",
                      "checks": {}
                    }
                  },
                  "details": {
                    "summary": "On the metrics port; the database is away",
                    "value": {
                      "status": "not_ready",
                      "checks": {
                        "database": {
                          "ok": false,
                          "required": true,
                          "detail": "no answer within 1000 ms"
                        }
                      }
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    },
    "/metrics": {
      "get": {
        "operationId": "getMetrics",
        "tags": [
          "Operations"
        ],
        "summary": "Numbers about the process",
        "description": "Counters, gauges and histograms in the Prometheus text format, made at most once a second. Not on the public\nport: every process serves it on a port of its own (`METRICS_PORT`, by default 100 above its public one), which\nlistens on loopback unless `METRICS_HOST` says otherwise.\n",
        "servers": [
          {
            "url": "http://127.0.0.1:{port}",
            "description": "The process itself, for its operators.",
            "variables": {
              "port": {
                "default": "3100",
                "description": "The metrics port of the process."
              }
            }
          }
        ],
        "x-served-by": "operations",
        "security": [],
        "responses": {
          "200": {
            "description": "The metrics.",
            "headers": {
              "X-Request-Id": {
                "$ref": "#/components/headers/RequestId"
              },
              "Florin-Request-Id": {
                "$ref": "#/components/headers/ServerRequestId"
              }
            },
            "content": {
              "text/plain": {
                "schema": {
                  "type": "string"
                },
                "examples": {
                  "excerpt": {
                    "summary": "An excerpt",
                    "value": "# HELP florin_http_request_seconds Time from the first byte of a request to the last of its answer.\n# TYPE florin_http_request_seconds histogram\nflorin_http_request_seconds_count{operation=\"debitAccount\",status=\"200\",service=\"api\"} 1042\n"
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Other"
          }
        }
      }
    }
  },
  "components": {
    "securitySchemes": {
      "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "`Authorization: Bearer <API key>`"
      },
      "apiKey": {
        "type": "apiKey",
        "in": "header",
        "name": "X-API-Key",
        "description": "`X-API-Key: <API key>`, for clients that cannot set `Authorization`."
      },
      "oauth2": {
        "type": "oauth2",
        "description": "`Authorization: Bearer <access token>`, a short-lived token that was exchanged for an API key.",
        "flows": {
          "clientCredentials": {
            "tokenUrl": "/oauth/token",
            "scopes": {
              "accounts:read": "See accounts and balances.",
              "accounts:write": "Open, name and close accounts.",
              "accounts:freeze": "Freeze accounts and open them again.",
              "accounts:limits": "Set overdraft limits and the limits of movements.",
              "transactions:read": "See transactions and statements.",
              "transactions:write": "Move money, also by opening an account with an initial balance.",
              "notifications:read": "See notifications and preferences.",
              "notifications:write": "Change preferences.",
              "webhooks:read": "See webhook endpoints, and deliveries with the events in them.",
              "webhooks:write": "Change webhook endpoints and send deliveries again.",
              "fraud:read": "See alerts and rules.",
              "fraud:write": "Decide about alerts and change rules, also those that freeze accounts.",
              "analytics:read": "Read totals and series.",
              "keys:read": "See API keys.",
              "keys:write": "Create, rotate and revoke API keys.",
              "audit:read": "See who changed what, with the values before and after."
            }
          }
        }
      }
    },
    "parameters": {
      "AccountIdInPath": {
        "name": "id",
        "in": "path",
        "required": true,
        "description": "The account's id.",
        "x-when-invalid": "not_found",
        "schema": {
          "$ref": "#/components/schemas/AccountId"
        }
      },
      "TransactionIdInPath": {
        "name": "id",
        "in": "path",
        "required": true,
        "description": "The transaction's id.",
        "x-when-invalid": "not_found",
        "schema": {
          "$ref": "#/components/schemas/TransactionId"
        }
      },
      "TimeZone": {
        "name": "time_zone",
        "in": "query",
        "description": "The time zone in which a date starts, as an IANA name. By default UTC.",
        "schema": {
          "$ref": "#/components/schemas/TimeZone"
        }
      },
      "At": {
        "name": "at",
        "in": "query",
        "description": "A moment in the past; by default now. It counts what happened before it, and not what happened at it, like the\n`to` of a statement: the balance at the first moment of December is the closing balance of November. Up to 30\nseconds ahead of the server counts as now.\n",
        "schema": {
          "$ref": "#/components/schemas/Time"
        }
      },
      "Basis": {
        "name": "basis",
        "in": "query",
        "description": "The time by which movements count.",
        "schema": {
          "$ref": "#/components/schemas/TimeBasis"
        }
      },
      "ScheduledTransactionIdInPath": {
        "name": "id",
        "in": "path",
        "required": true,
        "description": "The scheduled transaction's id.",
        "x-when-invalid": "not_found",
        "schema": {
          "$ref": "#/components/schemas/ScheduledTransactionId"
        }
      },
      "MetadataFilter": {
        "name": "metadata",
        "in": "query",
        "description": "Only those with this metadata, key by key, as in `metadata[order]=4711`. Of several keys all must match.\n",
        "style": "deepObject",
        "explode": true,
        "schema": {
          "$ref": "#/components/schemas/Metadata"
        }
      },
      "CreatedFrom": {
        "name": "created_from",
        "in": "query",
        "description": "Only those created at this time or later.",
        "schema": {
          "$ref": "#/components/schemas/Time"
        }
      },
      "CreatedTo": {
        "name": "created_to",
        "in": "query",
        "description": "Only those created before this time.",
        "schema": {
          "$ref": "#/components/schemas/Time"
        }
      },
      "ApiKeyIdInPath": {
        "name": "id",
        "in": "path",
        "required": true,
        "description": "The API key's id.",
        "x-when-invalid": "not_found",
        "schema": {
          "$ref": "#/components/schemas/ApiKeyId"
        }
      },
      "WebhookEndpointIdInPath": {
        "name": "id",
        "in": "path",
        "required": true,
        "description": "The endpoint's id.",
        "x-when-invalid": "not_found",
        "schema": {
          "$ref": "#/components/schemas/WebhookEndpointId"
        }
      },
      "WebhookSecretIdInPath": {
        "name": "secret_id",
        "in": "path",
        "required": true,
        "description": "The secret's id.",
        "x-when-invalid": "not_found",
        "schema": {
          "$ref": "#/components/schemas/WebhookSecretId"
        }
      },
      "WebhookDeliveryIdInPath": {
        "name": "id",
        "in": "path",
        "required": true,
        "description": "The delivery's id.",
        "x-when-invalid": "not_found",
        "schema": {
          "$ref": "#/components/schemas/WebhookDeliveryId"
        }
      },
      "FraudAlertIdInPath": {
        "name": "id",
        "in": "path",
        "required": true,
        "description": "The alert's id.",
        "x-when-invalid": "not_found",
        "schema": {
          "$ref": "#/components/schemas/FraudAlertId"
        }
      },
      "FraudRuleIdInPath": {
        "name": "id",
        "in": "path",
        "required": true,
        "description": "The rule's id, which is the name of its kind.",
        "x-when-invalid": "not_found",
        "schema": {
          "$ref": "#/components/schemas/FraudRuleId"
        }
      },
      "Limit": {
        "name": "limit",
        "in": "query",
        "description": "The maximum number of entries in the answer.",
        "schema": {
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 100,
          "default": 20
        }
      },
      "Cursor": {
        "name": "cursor",
        "in": "query",
        "description": "The `next_cursor` of the previous page.",
        "x-when-invalid": "invalid_cursor",
        "schema": {
          "type": "string",
          "minLength": 1,
          "maxLength": 1024
        }
      },
      "Interval": {
        "name": "interval",
        "in": "query",
        "description": "The length of each bucket. Hours and days start in UTC.",
        "schema": {
          "type": "string",
          "enum": [
            "hour",
            "day"
          ],
          "default": "day"
        }
      },
      "SeriesFrom": {
        "name": "from",
        "in": "query",
        "description": "Start of the series, rounded down to the whole hour or day. By default 24 hours before `to` for hours, at most\n31 days; 30 days before `to` for days, at most 731.\n",
        "schema": {
          "$ref": "#/components/schemas/Time"
        }
      },
      "SeriesTo": {
        "name": "to",
        "in": "query",
        "description": "End of the series; the last bucket is the one that starts before it. By default now.",
        "schema": {
          "$ref": "#/components/schemas/Time"
        }
      },
      "PeriodFrom": {
        "name": "from",
        "in": "query",
        "description": "Start, rounded down to the whole hour. By default 30 days before `to`, at most 731.",
        "schema": {
          "$ref": "#/components/schemas/Time"
        }
      },
      "PeriodTo": {
        "name": "to",
        "in": "query",
        "description": "End; the last hour counted is the one that starts before it. By default now.",
        "schema": {
          "$ref": "#/components/schemas/Time"
        }
      },
      "RankedCurrency": {
        "name": "currency",
        "in": "query",
        "description": "Amounts of different currencies cannot be ranked together.",
        "schema": {
          "$ref": "#/components/schemas/CurrencyInput"
        }
      },
      "RankedBy": {
        "name": "by",
        "in": "query",
        "description": "The figure to rank by; `volume` is the sum of received and paid.",
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
      "RankingSize": {
        "name": "limit",
        "in": "query",
        "description": "The maximum number of accounts.",
        "schema": {
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 100,
          "default": 10
        }
      },
      "Months": {
        "name": "months",
        "in": "query",
        "description": "The number of months, including this one.",
        "schema": {
          "type": "integer",
          "format": "int32",
          "minimum": 1,
          "maximum": 36,
          "default": 12
        }
      },
      "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "Makes a retry safe: one key moves money at most once. 1 to 255 visible ASCII characters, unique within your\ntenant among all operations, such as a UUID. A key in quotes, as in the IETF's draft, is the same key: `k` and\n`\"k\"` are one. A known key gets its first answer before the time or the state of an account is checked. Without\nthe header each request is a new one.\n",
        "schema": {
          "type": "string",
          "pattern": "^[!-~]{1,255}$",
          "x-message": "must be 1 to 255 visible ASCII characters"
        }
      },
      "SeenPosition": {
        "name": "Florin-Position",
        "in": "header",
        "description": "The last `Florin-Position` that an answer to your writes named. This answer then contains everything that the named\none covered, also when a replica of the database serves it. The SDK sends it by itself. Without it, or when the bank\ndoes not know it any more, nothing fails: a replica may then answer from data that are up to a second old, or the\nprimary database answers. A cursor of a list contains the position of its page.\n",
        "schema": {
          "type": "string"
        }
      },
      "DryRun": {
        "name": "dry_run",
        "in": "query",
        "description": "With `true` the request gets the answer that it would get now, refusals included, and writes nothing. No\naccount is locked, so another request may change the result in between. The answer has `Dry-Run: true`; ids of\nwhat does not exist are zeros. A known `Idempotency-Key` gets its first answer.\n",
        "schema": {
          "type": "boolean",
          "default": false
        }
      },
      "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "description": "Move money only if the account has not changed since you read it: the `ETag` of its last answer, such as `\"2\"`.\nSeveral may be given, separated by commas; `*` sets no condition. It is compared at the decision, with the\naccount that pays (for a credit, with the one that receives). If it differs, the answer is 412\n`precondition_failed`, and nothing is recorded. The first answer to a known `Idempotency-Key` comes before the\ncomparison.\n",
        "schema": {
          "type": "string"
        }
      },
      "Prefer": {
        "name": "Prefer",
        "in": "header",
        "description": "`wait=N`: how many seconds to wait for an account that another request is changing, 2 by default and at most.\n`wait=0` answers 409 `transaction_in_progress` at once.\n",
        "schema": {
          "type": "string"
        }
      },
      "RequestId": {
        "name": "X-Request-Id",
        "in": "header",
        "description": "Your own id for this request, such as `checkout-4711`: up to 128 of `A-Z a-z 0-9 . _ -`. It is returned in the\nanswer, recorded as `correlation_id` beside our own id, and logged if the request is refused or fails. If it is\nmissing or invalid, the answer has our own id here too.\n",
        "schema": {
          "type": "string"
        }
      }
    },
    "headers": {
      "RequestId": {
        "description": "Your own id of the request, or ours if you sent none. It finds a refusal or failure in our logs.",
        "schema": {
          "type": "string"
        }
      },
      "ServerRequestId": {
        "description": "Our own id of the request, always new. Everything that the request changes is recorded with it (`actor`).\n",
        "schema": {
          "type": "string"
        }
      },
      "AccountVersion": {
        "description": "The account's version, as `\"<version>\"`: it changes with every movement. Send it back in `If-Match`.",
        "schema": {
          "type": "string",
          "examples": [
            "\"2\""
          ]
        }
      },
      "Position": {
        "description": "An opaque text for the `Florin-Position` of your next reads, which then contain this write. Sent with every answer to a\nwrite, also a refusal, by a bank whose reads may come from replicas.\n",
        "schema": {
          "type": "string",
          "examples": [
            "5f1e0c9a77b2-000000000316b374"
          ]
        }
      },
      "DryRun": {
        "description": "`true` when nothing was written because the request had `dry_run=true`.",
        "schema": {
          "type": "string",
          "const": "true"
        }
      },
      "IdempotentReplayed": {
        "description": "`true` when the `Idempotency-Key` was known and this is the first answer again.",
        "schema": {
          "type": "string",
          "const": "true"
        }
      },
      "RetryAfter": {
        "description": "Seconds to wait before another attempt.",
        "schema": {
          "type": "integer",
          "format": "int64",
          "minimum": 0
        }
      },
      "RateLimitLimit": {
        "description": "How much of what `detail` names is possible: requests at the same moment or in a period, or movements that wait. Sent with\n`rate_limited`.\n",
        "schema": {
          "type": "integer",
          "format": "int64",
          "minimum": 1,
          "examples": [
            1000
          ]
        }
      },
      "RateLimitRemaining": {
        "description": "How many more are possible now. Sent with `rate_limited`.",
        "schema": {
          "type": "integer",
          "format": "int64",
          "minimum": 0,
          "examples": [
            0
          ]
        }
      },
      "RateLimitReset": {
        "description": "Seconds after which more are possible. Sent with `rate_limited`.",
        "schema": {
          "type": "integer",
          "format": "int64",
          "minimum": 0,
          "examples": [
            1
          ]
        }
      },
      "NotKept": {
        "description": "The answer must not be cached.",
        "schema": {
          "type": "string",
          "const": "no-store"
        }
      },
      "WwwAuthenticate": {
        "description": "How to authenticate.",
        "schema": {
          "type": "string",
          "examples": [
            "Bearer realm=\"florin\""
          ]
        }
      }
    },
    "schemas": {
      "AccountId": {
        "type": "string",
        "description": "The id of an account.",
        "pattern": "^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$",
        "x-message": "must be an account id, such as acct_01m819eke0e209k3gghyc4dkah",
        "examples": [
          "acct_01m819eke0e209k3gghyc4dkah"
        ]
      },
      "TransactionId": {
        "type": "string",
        "description": "The id of a transaction.",
        "pattern": "^txn_[0-7][0-9a-hjkmnp-tv-z]{25}$",
        "x-message": "must be a transaction id, such as txn_01m819eke0es3v0j9qtsf6ysh6",
        "examples": [
          "txn_01m819eke0es3v0j9qtsf6ysh6"
        ]
      },
      "ScheduledTransactionId": {
        "type": "string",
        "description": "The id of a scheduled transaction.",
        "pattern": "^sched_[0-7][0-9a-hjkmnp-tv-z]{25}$",
        "x-message": "must be a scheduled transaction's id, such as sched_01m819eke0e4x8bq2v7zr5c9nd",
        "examples": [
          "sched_01m819eke0e4x8bq2v7zr5c9nd"
        ]
      },
      "FraudAlertId": {
        "type": "string",
        "description": "The id of a fraud alert.",
        "pattern": "^alrt_[0-7][0-9a-hjkmnp-tv-z]{25}$",
        "x-message": "must be an alert id, such as alrt_01m819eke0ejz8a0v3365h67rv",
        "examples": [
          "alrt_01m819eke0ejz8a0v3365h67rv"
        ]
      },
      "NotificationId": {
        "type": "string",
        "description": "The id of a notification.",
        "pattern": "^ntf_[0-7][0-9a-hjkmnp-tv-z]{25}$",
        "x-message": "must be a notification id, such as ntf_01m819eke0eefa6m6570a2gpgm",
        "examples": [
          "ntf_01m819eke0eefa6m6570a2gpgm"
        ]
      },
      "Currency": {
        "type": "string",
        "description": "ISO 4217 code.",
        "pattern": "^[A-Z]{3}$",
        "x-message": "must be a currency code of three capital letters, such as USD",
        "examples": [
          "USD"
        ]
      },
      "CurrencyInput": {
        "type": "string",
        "description": "ISO 4217 code.",
        "default": "USD",
        "pattern": "^[A-Z]{3}$",
        "x-message": "must be a currency code of three capital letters, such as USD",
        "examples": [
          "USD"
        ]
      },
      "CurrencyExponent": {
        "type": "integer",
        "format": "int32",
        "description": "The number of decimals of the currency (ISO 4217): a balance of `1050` is 10.50 USD, 1,050 JPY, 1.050 KWD.\n",
        "minimum": 0,
        "maximum": 4,
        "examples": [
          2
        ]
      },
      "Amount": {
        "type": "integer",
        "format": "int64",
        "x-money": true,
        "description": "In the currency's minor unit, always positive.",
        "minimum": 1,
        "maximum": 999999999999999,
        "examples": [
          100
        ]
      },
      "Time": {
        "type": "string",
        "description": "A time as in RFC 3339, or a date alone, which is its first moment in UTC, or in `time_zone` where that is given.\n",
        "pattern": "^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+\\-]([01][0-9]|2[0-3]):[0-5][0-9]))?$",
        "x-time": true,
        "x-message": "must be a time as in RFC 3339, such as 2026-11-22T09:30:00Z, or a date, such as 2026-11-22",
        "examples": [
          "2026-11-22T09:30:00Z",
          "2026-11-22"
        ]
      },
      "TimeZone": {
        "type": "string",
        "description": "The time zone in which a date starts, as an IANA name. By default UTC. It does not affect times with an offset.\n",
        "maxLength": 64,
        "pattern": "^[A-Za-z][A-Za-z0-9_+\\-]*(/[A-Za-z0-9_+\\-]+)*$",
        "x-time-zone": true,
        "x-message": "must be an IANA time zone, such as Europe/Berlin",
        "examples": [
          "Europe/Berlin"
        ]
      },
      "Reference": {
        "type": "string",
        "description": "Your own reference, such as an invoice number. Need not be unique.",
        "minLength": 1,
        "maxLength": 255,
        "pattern": "^[^\\x00]*$",
        "x-text": "well-formed",
        "x-message": "must not hold NUL characters or broken surrogate pairs",
        "examples": [
          "rent-2026-11"
        ]
      },
      "MovementDescription": {
        "type": "string",
        "description": "For people.",
        "maxLength": 1000,
        "pattern": "^[^\\x00]*$",
        "x-text": "well-formed",
        "x-message": "must not hold NUL characters or broken surrogate pairs"
      },
      "ExternalId": {
        "type": "string",
        "description": "Your own id for the account, unique within your tenant.",
        "minLength": 1,
        "maxLength": 255,
        "pattern": "^[^\\x00]*$",
        "x-text": "well-formed",
        "x-message": "must not hold NUL characters or broken surrogate pairs",
        "examples": [
          "customer-4711"
        ]
      },
      "Metadata": {
        "type": "object",
        "description": "Up to 50 facts of your own, text to text, together at most 16 KiB as JSON. Returned unchanged, and included in\nthe events.\n",
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
        },
        "examples": [
          {
            "order": "4711"
          }
        ]
      },
      "MetadataInput": {
        "type": "object",
        "description": "Up to 50 facts of your own, text to text, together at most 16 KiB as JSON. Returned unchanged, and included in\nthe events. None by default.\n",
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
        },
        "examples": [
          {
            "order": "4711"
          }
        ]
      },
      "MovementLimit": {
        "type": [
          "integer",
          "null"
        ],
        "format": "int64",
        "x-money": true,
        "description": "The most that may leave in one debit, transfer or hold, in the currency's minor unit; null is no limit. More is\nrefused with 422 `limit_exceeded`.\n",
        "minimum": 0,
        "maximum": 999999999999999
      },
      "DailyLimit": {
        "type": [
          "integer",
          "null"
        ],
        "format": "int64",
        "x-money": true,
        "description": "The most that may leave in one day (UTC) in debits, transfers and holds together, in the currency's minor unit;\nnull is no limit. A hold counts when it is placed; what it releases on the same day no longer counts. Captures\nand reversals do not count.\n",
        "minimum": 0,
        "maximum": 999999999999999
      },
      "CreateAccount": {
        "type": "object",
        "description": "The new account. All fields are optional.",
        "additionalProperties": false,
        "properties": {
          "initial_balance": {
            "type": "integer",
            "format": "int64",
            "x-money": true,
            "description": "The first balance, in the currency's minor unit. Posted as a credit.",
            "minimum": 0,
            "maximum": 999999999999999,
            "default": 0
          },
          "currency": {
            "$ref": "#/components/schemas/CurrencyInput",
            "description": "An ISO 4217 code that is in use."
          },
          "overdraft_limit": {
            "type": "integer",
            "format": "int64",
            "x-money": true,
            "description": "How far below zero the balance may go, in the currency's minor unit.",
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
            "description": "For people.",
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
      "AccountStatus": {
        "type": "string",
        "description": "Only an open account takes part in transactions.",
        "enum": [
          "open",
          "frozen",
          "closed"
        ]
      },
      "UpdateAccount": {
        "type": "object",
        "description": "The fields to change. Omitted fields stay as they are.",
        "additionalProperties": false,
        "properties": {
          "name": {
            "type": [
              "string",
              "null"
            ],
            "description": "For people. Null removes it.",
            "minLength": 1,
            "maxLength": 255,
            "pattern": "^[^\\x00]*$",
            "x-text": "well-formed",
            "x-message": "must not hold NUL characters or broken surrogate pairs"
          },
          "metadata": {
            "$ref": "#/components/schemas/Metadata",
            "description": "All metadata; it replaces what was there before."
          },
          "overdraft_limit": {
            "type": "integer",
            "format": "int64",
            "x-money": true,
            "description": "How far below zero the balance may go, in the currency's minor unit.",
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
      "Account": {
        "type": "object",
        "description": "An account with its current balance.",
        "required": [
          "id",
          "currency",
          "currency_exponent",
          "balance",
          "held",
          "available",
          "overdraft_limit",
          "movement_limit",
          "daily_limit",
          "status",
          "external_id",
          "name",
          "metadata",
          "version",
          "created_at",
          "updated_at"
        ],
        "properties": {
          "id": {
            "$ref": "#/components/schemas/AccountId",
            "description": "The id of the account."
          },
          "currency": {
            "$ref": "#/components/schemas/Currency"
          },
          "currency_exponent": {
            "$ref": "#/components/schemas/CurrencyExponent"
          },
          "balance": {
            "type": "integer",
            "format": "int64",
            "description": "The sum of all movements, in minor units. Negative when overdrawn."
          },
          "held": {
            "type": "integer",
            "format": "int64",
            "description": "The part of the balance that holds reserve, in minor units."
          },
          "available": {
            "type": "integer",
            "format": "int64",
            "description": "What can leave the account now, in minor units. `balance` − `held` + `overdraft_limit`."
          },
          "available_exact": {
            "$ref": "#/components/schemas/ExactSum"
          },
          "overdraft_limit": {
            "type": "integer",
            "description": "How far below zero the balance may go, in the currency's minor unit.",
            "format": "int64"
          },
          "movement_limit": {
            "$ref": "#/components/schemas/MovementLimit"
          },
          "daily_limit": {
            "$ref": "#/components/schemas/DailyLimit"
          },
          "status": {
            "$ref": "#/components/schemas/AccountStatus"
          },
          "external_id": {
            "type": [
              "string",
              "null"
            ],
            "description": "Your own id for the account, unique within your tenant; null without one."
          },
          "name": {
            "type": [
              "string",
              "null"
            ],
            "description": "For people; null without one."
          },
          "metadata": {
            "$ref": "#/components/schemas/Metadata"
          },
          "version": {
            "type": "integer",
            "format": "int64",
            "description": "The number of movements so far."
          },
          "created_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it was opened, in UTC."
          },
          "updated_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it last changed, in UTC."
          },
          "changed_by": {
            "$ref": "#/components/schemas/Actor",
            "description": "Who opened the account, or last changed its terms or status; only in the answer to `GET /accounts/{id}`. Null for\nwhat was recorded before actors were.\n"
          },
          "spent_today": {
            "type": [
              "integer",
              "null"
            ],
            "format": "int64",
            "description": "What counts against `daily_limit` on this day (UTC); only in the answer to `GET /accounts/{id}`. Null without a\ndaily limit.\n"
          }
        }
      },
      "AccountList": {
        "type": "object",
        "description": "A page of accounts.",
        "required": [
          "data",
          "has_more",
          "next_cursor"
        ],
        "properties": {
          "data": {
            "type": "array",
            "description": "The accounts of this page, newest first.",
            "items": {
              "$ref": "#/components/schemas/Account"
            }
          },
          "has_more": {
            "type": "boolean",
            "description": "Whether there is another page."
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ],
            "description": "Pass it as `cursor` to get the next page; null on the last."
          }
        }
      },
      "Balance": {
        "type": "object",
        "description": "The balance of an account, now or at a moment in the past.",
        "required": [
          "account_id",
          "balance",
          "held",
          "available",
          "currency",
          "currency_exponent",
          "version",
          "as_of"
        ],
        "properties": {
          "account_id": {
            "$ref": "#/components/schemas/AccountId",
            "description": "The account that has the balance."
          },
          "balance": {
            "type": "integer",
            "format": "int64",
            "description": "The sum of all movements, in minor units. By effective time in the past it may be larger than what an\naccount can hold now.\n"
          },
          "balance_exact": {
            "$ref": "#/components/schemas/ExactSum"
          },
          "held": {
            "type": "integer",
            "description": "The part of the balance that holds reserve, in minor units.",
            "format": "int64"
          },
          "available": {
            "type": [
              "integer",
              "null"
            ],
            "format": "int64",
            "description": "What can leave the account now, in minor units; null for a moment in the past."
          },
          "available_exact": {
            "$ref": "#/components/schemas/ExactSum"
          },
          "currency": {
            "$ref": "#/components/schemas/Currency"
          },
          "currency_exponent": {
            "$ref": "#/components/schemas/CurrencyExponent"
          },
          "version": {
            "type": "integer",
            "format": "int64",
            "description": "The number of movements that it includes."
          },
          "as_of": {
            "type": "string",
            "format": "date-time",
            "description": "When it was read, or the requested `at`."
          }
        }
      },
      "BalanceList": {
        "type": "object",
        "description": "The balances of several accounts, all from one snapshot.",
        "required": [
          "data"
        ],
        "properties": {
          "data": {
            "type": "array",
            "description": "In the order of the request.",
            "items": {
              "$ref": "#/components/schemas/Balance"
            }
          }
        }
      },
      "TimeBasis": {
        "type": "string",
        "description": "The time by which movements count: that of their posting or their `effective_at`.",
        "enum": [
          "posted",
          "effective"
        ],
        "default": "posted"
      },
      "AccountLine": {
        "type": "object",
        "description": "A movement as one account sees it.",
        "required": [
          "transaction_id",
          "type",
          "direction",
          "amount",
          "balance_change",
          "balance_after",
          "held_after",
          "account_version",
          "counterparty_account_id",
          "reference",
          "description",
          "metadata",
          "effective_at",
          "created_at"
        ],
        "properties": {
          "transaction_id": {
            "$ref": "#/components/schemas/TransactionId",
            "description": "The transaction that made the movement."
          },
          "type": {
            "$ref": "#/components/schemas/TransactionType"
          },
          "direction": {
            "type": "string",
            "description": "Whether the account receives (`credit`) or pays (`debit`), or would have.",
            "enum": [
              "credit",
              "debit"
            ]
          },
          "amount": {
            "$ref": "#/components/schemas/Amount"
          },
          "balance_change": {
            "type": "integer",
            "format": "int64",
            "description": "The change of the balance in minor units, negative when money left; 0 when only what is held changed."
          },
          "balance_after": {
            "type": "integer",
            "format": "int64",
            "description": "The balance right after it, in minor units."
          },
          "balance_after_exact": {
            "$ref": "#/components/schemas/ExactSum"
          },
          "held_after": {
            "type": "integer",
            "format": "int64",
            "description": "What was held right after it, in minor units."
          },
          "account_version": {
            "type": "integer",
            "format": "int64",
            "description": "Its number among the movements of the account."
          },
          "counterparty_account_id": {
            "type": [
              "string",
              "null"
            ],
            "description": "The other account; null where the other side is the external account."
          },
          "reference": {
            "type": [
              "string",
              "null"
            ],
            "description": "Your own reference; null without one."
          },
          "description": {
            "type": [
              "string",
              "null"
            ],
            "description": "For people; null without one."
          },
          "metadata": {
            "$ref": "#/components/schemas/Metadata"
          },
          "effective_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it takes effect."
          },
          "created_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it was posted, in UTC."
          }
        }
      },
      "AccountLineList": {
        "type": "object",
        "description": "A page of an account's movements.",
        "required": [
          "data",
          "has_more",
          "next_cursor"
        ],
        "properties": {
          "data": {
            "type": "array",
            "description": "The movements of this page, newest first.",
            "items": {
              "$ref": "#/components/schemas/AccountLine"
            }
          },
          "has_more": {
            "type": "boolean",
            "description": "Whether there is another page."
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ],
            "description": "Pass it as `cursor` to get the next page; null on the last."
          }
        }
      },
      "Statement": {
        "type": "object",
        "description": "A page of an account's statement. Everything but `data` is the same on every page.",
        "required": [
          "account_id",
          "account_name",
          "currency",
          "currency_exponent",
          "from",
          "to",
          "basis",
          "opening",
          "closing",
          "total_in",
          "total_out",
          "count_in",
          "count_out",
          "as_of",
          "as_of_version",
          "data",
          "has_more",
          "next_cursor"
        ],
        "properties": {
          "account_id": {
            "$ref": "#/components/schemas/AccountId",
            "description": "The account of the statement."
          },
          "account_name": {
            "type": [
              "string",
              "null"
            ],
            "description": "The name of the account; null without one."
          },
          "currency": {
            "$ref": "#/components/schemas/Currency"
          },
          "currency_exponent": {
            "$ref": "#/components/schemas/CurrencyExponent"
          },
          "from": {
            "type": "string",
            "format": "date-time",
            "description": "The start of the period, in UTC."
          },
          "to": {
            "type": "string",
            "format": "date-time",
            "description": "The end of the period, exclusive, in UTC."
          },
          "basis": {
            "$ref": "#/components/schemas/TimeBasis"
          },
          "opening": {
            "$ref": "#/components/schemas/StatementBalance",
            "description": "The balance right before the period."
          },
          "closing": {
            "$ref": "#/components/schemas/StatementBalance",
            "description": "The balance at the end of the period."
          },
          "total_in": {
            "type": "integer",
            "format": "int64",
            "description": "What arrived in the period, in minor units. `opening` + `total_in` − `total_out` = `closing`."
          },
          "total_in_exact": {
            "$ref": "#/components/schemas/ExactSum"
          },
          "total_out": {
            "type": "integer",
            "format": "int64",
            "description": "What left in the period, in minor units."
          },
          "total_out_exact": {
            "$ref": "#/components/schemas/ExactSum"
          },
          "count_in": {
            "type": "integer",
            "format": "int64",
            "description": "How many movements brought money in."
          },
          "count_out": {
            "type": "integer",
            "format": "int64",
            "description": "How many movements took money out."
          },
          "as_of": {
            "type": "string",
            "format": "date-time",
            "description": "When the statement was made."
          },
          "as_of_version": {
            "type": "integer",
            "format": "int64",
            "description": "The account's version at that time. What was posted later is on no page."
          },
          "data": {
            "type": "array",
            "description": "The movements of money, oldest first. `balance_after` continues from the opening balance, by the\nstatement's basis.\n",
            "items": {
              "$ref": "#/components/schemas/AccountLine"
            }
          },
          "has_more": {
            "type": "boolean",
            "description": "Whether there is another page."
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ],
            "description": "Pass it as `cursor` to get the next page; null on the last."
          }
        }
      },
      "StatementBalance": {
        "type": "object",
        "description": "A balance at one end of a statement.",
        "required": [
          "balance",
          "held",
          "version"
        ],
        "properties": {
          "balance": {
            "type": "integer",
            "description": "The sum of all movements before that moment, in minor units.",
            "format": "int64"
          },
          "balance_exact": {
            "$ref": "#/components/schemas/ExactSum"
          },
          "held": {
            "type": "integer",
            "format": "int64",
            "description": "What was held at that moment, in minor units."
          },
          "version": {
            "type": "integer",
            "format": "int64",
            "description": "The number of movements that it includes."
          }
        }
      },
      "TrialBalance": {
        "type": "object",
        "description": "The totals of all accounts and of the external account, per currency.",
        "required": [
          "as_of",
          "data"
        ],
        "properties": {
          "as_of": {
            "type": "string",
            "format": "date-time",
            "description": "When it was read, in UTC."
          },
          "data": {
            "type": "array",
            "description": "One entry per currency.",
            "items": {
              "$ref": "#/components/schemas/CurrencyTotals"
            }
          }
        }
      },
      "CurrencyTotals": {
        "type": "object",
        "description": "The totals in one currency.",
        "required": [
          "currency",
          "currency_exponent",
          "customers",
          "outside",
          "difference",
          "accounts",
          "transactions"
        ],
        "properties": {
          "currency": {
            "$ref": "#/components/schemas/Currency"
          },
          "currency_exponent": {
            "$ref": "#/components/schemas/CurrencyExponent"
          },
          "customers": {
            "type": "integer",
            "format": "int64",
            "description": "The sum of all accounts' balances, in minor units."
          },
          "customers_exact": {
            "$ref": "#/components/schemas/ExactSum"
          },
          "outside": {
            "type": "integer",
            "format": "int64",
            "description": "The balance of the external account in minor units, added up from the movements; negative when more came into\nthe bank than left it.\n"
          },
          "outside_exact": {
            "$ref": "#/components/schemas/ExactSum"
          },
          "difference": {
            "type": "integer",
            "format": "int64",
            "description": "`customers` + `outside`, in minor units. Always 0."
          },
          "difference_exact": {
            "$ref": "#/components/schemas/ExactSum"
          },
          "accounts": {
            "type": "integer",
            "format": "int64",
            "description": "The number of accounts."
          },
          "transactions": {
            "type": "integer",
            "format": "int64",
            "description": "The number of completed and failed transactions."
          }
        }
      },
      "Timeline": {
        "type": "object",
        "description": "When a transaction was received, decided, posted, published and delivered.",
        "required": [
          "transaction_id",
          "actor",
          "steps",
          "deliveries_known"
        ],
        "properties": {
          "transaction_id": {
            "$ref": "#/components/schemas/TransactionId",
            "description": "The transaction that the steps belong to."
          },
          "actor": {
            "type": [
              "object",
              "null"
            ],
            "description": "Who made the transaction; null for what was recorded before actors were.",
            "required": [
              "type",
              "id",
              "token_id",
              "request_id",
              "correlation_id",
              "address",
              "on_behalf_of"
            ],
            "properties": {
              "type": {
                "$ref": "#/components/schemas/ActorType"
              },
              "id": {
                "$ref": "#/components/schemas/ActorId"
              },
              "token_id": {
                "type": [
                  "string",
                  "null"
                ],
                "description": "The `jti` of the access token by which the key acted; null for the key itself."
              },
              "request_id": {
                "type": [
                  "string",
                  "null"
                ],
                "description": "The server's id of the request, as in `Florin-Request-Id`; null where no request was made."
              },
              "correlation_id": {
                "type": [
                  "string",
                  "null"
                ],
                "description": "The client's own id of the request, as in `X-Request-Id`; null if it sent none."
              },
              "address": {
                "type": [
                  "string",
                  "null"
                ],
                "description": "The IP address from which the request came; null where it is not known."
              },
              "on_behalf_of": {
                "type": [
                  "string",
                  "null"
                ],
                "description": "For whom the system acted, such as the key that scheduled a transaction, otherwise null."
              }
            }
          },
          "steps": {
            "type": "array",
            "description": "In the order in which they happen; the last kind may occur several times or not at all.",
            "items": {
              "$ref": "#/components/schemas/TimelineStep"
            }
          },
          "deliveries_known": {
            "type": "boolean",
            "description": "False when the notifications app was away or the key lacks `webhooks:read`; deliveries are missing then.\n"
          }
        }
      },
      "ActorType": {
        "type": "string",
        "description": "An API key of the tenant, a person who works for the bank, or a part of the bank itself.",
        "enum": [
          "api_key",
          "operator",
          "system"
        ]
      },
      "ActorId": {
        "type": "string",
        "description": "The id of the API key; `operator:` and the operator's name; or `system:` and the part: `holds` (expired holds),\n`schedule` (scheduled transactions), `fraud`, `webhooks`. More parts may be added.\n",
        "examples": [
          "key_01m819eke0e8x9qk3m5r7t2v4w",
          "operator:ada",
          "system:schedule"
        ]
      },
      "Actor": {
        "type": [
          "object",
          "null"
        ],
        "description": "Who made a change; null for what was recorded before actors were.",
        "required": [
          "type",
          "id",
          "token_id",
          "request_id",
          "correlation_id",
          "address",
          "on_behalf_of"
        ],
        "properties": {
          "type": {
            "$ref": "#/components/schemas/ActorType"
          },
          "id": {
            "$ref": "#/components/schemas/ActorId"
          },
          "token_id": {
            "type": [
              "string",
              "null"
            ],
            "description": "The `jti` of the access token by which the key acted; null for the key itself."
          },
          "request_id": {
            "type": [
              "string",
              "null"
            ],
            "description": "The server's id of the request, as in `Florin-Request-Id`; null where no request was made."
          },
          "correlation_id": {
            "type": [
              "string",
              "null"
            ],
            "description": "The client's own id of the request, as in `X-Request-Id`; null if it sent none."
          },
          "address": {
            "type": [
              "string",
              "null"
            ],
            "description": "The IP address from which the request came; null where it is not known."
          },
          "on_behalf_of": {
            "type": [
              "string",
              "null"
            ],
            "description": "For whom the system acted, such as the key that scheduled a transaction, otherwise null."
          }
        }
      },
      "AuditedObjectType": {
        "type": "string",
        "description": "`account` (opened, changed, frozen, unfrozen, closed), `scheduled_transaction` (created, cancelled), `api_key`\n(created, rotated, revoked), `fraud_rule`, `fraud_alert` (confirmed, dismissed), `webhook_endpoint` (also its secrets,\nchallenges, test events and replays), `notification_preferences`, or `tenant` (created, moved). More kinds may be added.\n",
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
      "AuditLogEntry": {
        "type": "object",
        "description": "One change, with who made it.",
        "required": [
          "id",
          "at",
          "object_type",
          "object_id",
          "change",
          "actor",
          "before",
          "after"
        ],
        "properties": {
          "id": {
            "type": "string",
            "description": "The same at every reading."
          },
          "at": {
            "type": "string",
            "format": "date-time",
            "description": "When it was changed, in UTC, to the microsecond."
          },
          "object_type": {
            "$ref": "#/components/schemas/AuditedObjectType"
          },
          "object_id": {
            "type": "string",
            "description": "The id of what was changed; of a fraud rule, its name; of notification preferences, their account."
          },
          "change": {
            "type": "string",
            "description": "What was done: `opened`, `updated`, `frozen`, `unfrozen`, `closed`, `created`, `cancelled`, `rotated`, `revoked`,\n`disabled`, `deleted`, `secret_created`, `secret_deleted`, `verification_requested`, `verified`,\n`verification_failed`, `test_requested`, `delivery_replayed`, `confirmed`, `dismissed`, `moved`. More may be added.\n",
            "examples": [
              "frozen"
            ]
          },
          "actor": {
            "$ref": "#/components/schemas/Actor"
          },
          "before": {
            "type": "object",
            "additionalProperties": true,
            "description": "The fields that differ, as they were. Empty for what did not exist before. Never a secret: the URL of a webhook\nendpoint, whose path and query may hold a token, stands as `url_origin` and `url_sha256` (hex), and an address of mail\nas `email_sha256`.\n"
          },
          "after": {
            "type": "object",
            "additionalProperties": true,
            "description": "The fields that differ, as they became."
          }
        }
      },
      "AuditLog": {
        "type": "object",
        "description": "A page of the audit log.",
        "required": [
          "data",
          "has_more",
          "next_cursor"
        ],
        "properties": {
          "data": {
            "type": "array",
            "description": "The changes of this page, newest first.",
            "items": {
              "$ref": "#/components/schemas/AuditLogEntry"
            }
          },
          "has_more": {
            "type": "boolean",
            "description": "Whether there is another page."
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ],
            "description": "Pass it as `cursor` to get the next page; null on the last."
          }
        }
      },
      "TimelineStep": {
        "type": "object",
        "description": "One step of a transaction.",
        "required": [
          "step",
          "at",
          "by",
          "detail"
        ],
        "properties": {
          "step": {
            "type": "string",
            "description": "What was done.",
            "enum": [
              "received",
              "decided",
              "posted",
              "published",
              "delivered"
            ]
          },
          "at": {
            "type": [
              "string",
              "null"
            ],
            "format": "date-time",
            "description": "Null when it has not happened yet, or is no longer known."
          },
          "by": {
            "type": "string",
            "description": "The part of Florin that did it.",
            "examples": [
              "ledger"
            ]
          },
          "detail": {
            "type": [
              "string",
              "null"
            ],
            "description": "For people."
          }
        }
      },
      "Movement": {
        "type": "object",
        "description": "One amount into or out of one account.",
        "additionalProperties": false,
        "required": [
          "account_id",
          "amount"
        ],
        "properties": {
          "account_id": {
            "$ref": "#/components/schemas/AccountId",
            "description": "The account that receives or pays."
          },
          "amount": {
            "$ref": "#/components/schemas/Amount"
          },
          "currency": {
            "$ref": "#/components/schemas/CurrencyInput",
            "description": "Must be the account's."
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
            "$ref": "#/components/schemas/Time",
            "description": "When it takes effect, if earlier than now; now by default. Not in the future: up to 30 seconds ahead, as\nclocks differ, counts as now, and the answer shows that.\n"
          },
          "time_zone": {
            "$ref": "#/components/schemas/TimeZone"
          }
        }
      },
      "Transfer": {
        "type": "object",
        "description": "One amount from one account to another.",
        "additionalProperties": false,
        "required": [
          "from_account_id",
          "to_account_id",
          "amount"
        ],
        "properties": {
          "from_account_id": {
            "$ref": "#/components/schemas/AccountId",
            "description": "The account that pays."
          },
          "to_account_id": {
            "$ref": "#/components/schemas/AccountId",
            "description": "The account that receives; must differ from the payer."
          },
          "amount": {
            "$ref": "#/components/schemas/Amount"
          },
          "currency": {
            "$ref": "#/components/schemas/CurrencyInput",
            "description": "Must be that of both accounts."
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
            "$ref": "#/components/schemas/Time",
            "description": "When it takes effect, if earlier than now; now by default. Not in the future: up to 30 seconds ahead, as\nclocks differ, counts as now, and the answer shows that.\n"
          },
          "time_zone": {
            "$ref": "#/components/schemas/TimeZone"
          }
        }
      },
      "Hold": {
        "type": "object",
        "description": "One amount of one account, reserved for another account or for the external account.",
        "additionalProperties": false,
        "required": [
          "account_id",
          "amount"
        ],
        "properties": {
          "account_id": {
            "$ref": "#/components/schemas/AccountId",
            "description": "The account that pays."
          },
          "to_account_id": {
            "$ref": "#/components/schemas/AccountId",
            "description": "The account that receives what is captured; by default the external account."
          },
          "amount": {
            "$ref": "#/components/schemas/Amount"
          },
          "currency": {
            "$ref": "#/components/schemas/CurrencyInput",
            "description": "Must be the account's."
          },
          "expires_at": {
            "$ref": "#/components/schemas/Time",
            "description": "When what is still held is released automatically. In the future, and no more than a year away; without it\nthe hold stays until it is captured or voided.\n"
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
            "$ref": "#/components/schemas/Time",
            "description": "When it takes effect, if earlier than now; now by default. Not in the future: up to 30 seconds ahead, as\nclocks differ, counts as now, and the answer shows that.\n"
          },
          "time_zone": {
            "$ref": "#/components/schemas/TimeZone"
          }
        }
      },
      "Capture": {
        "type": "object",
        "description": "How much to capture, and why. All fields are optional.",
        "additionalProperties": false,
        "properties": {
          "amount": {
            "$ref": "#/components/schemas/Amount",
            "description": "In the currency's minor unit; by default all that is still held."
          },
          "final": {
            "type": "boolean",
            "description": "Ends the hold and releases what is left of it.",
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
            "$ref": "#/components/schemas/Time",
            "description": "When it takes effect, if earlier than now; now by default. Not in the future: up to 30 seconds ahead, as\nclocks differ, counts as now, and the answer shows that.\n"
          },
          "time_zone": {
            "$ref": "#/components/schemas/TimeZone"
          }
        }
      },
      "Void": {
        "type": "object",
        "description": "The reason. All fields are optional.",
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
      "Reversal": {
        "type": "object",
        "description": "How much to reverse, and why. All fields are optional.",
        "additionalProperties": false,
        "properties": {
          "amount": {
            "$ref": "#/components/schemas/Amount",
            "description": "In the currency's minor unit; by default all that was not reversed before."
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
            "$ref": "#/components/schemas/Time",
            "description": "When it takes effect, if earlier than now; now by default. Not in the future: up to 30 seconds ahead, as\nclocks differ, counts as now, and the answer shows that.\n"
          },
          "time_zone": {
            "$ref": "#/components/schemas/TimeZone"
          }
        }
      },
      "Batch": {
        "type": "object",
        "description": "Up to 1,000 movements that are posted together.",
        "additionalProperties": false,
        "required": [
          "movements"
        ],
        "properties": {
          "atomic": {
            "type": "boolean",
            "description": "Either all movements are posted or none.",
            "default": false
          },
          "movements": {
            "type": "array",
            "description": "The movements, in the order in which they are posted.",
            "minItems": 1,
            "maxItems": 1000,
            "items": {
              "$ref": "#/components/schemas/BatchMovement"
            }
          }
        }
      },
      "BatchMovement": {
        "type": "object",
        "description": "The fields of the movement's own request, and its type.",
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
      "BatchCredit": {
        "type": "object",
        "description": "A credit in a batch: an amount into an account.",
        "additionalProperties": false,
        "required": [
          "type",
          "account_id",
          "amount"
        ],
        "properties": {
          "type": {
            "type": "string",
            "const": "credit",
            "description": "The kind of movement."
          },
          "account_id": {
            "$ref": "#/components/schemas/AccountId",
            "description": "The account that receives."
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
            "$ref": "#/components/schemas/Time",
            "description": "When it takes effect, if earlier than now; now by default. Not in the future: up to 30 seconds ahead, as\nclocks differ, counts as now, and the answer shows that.\n"
          },
          "time_zone": {
            "$ref": "#/components/schemas/TimeZone"
          }
        }
      },
      "BatchDebit": {
        "type": "object",
        "description": "A debit in a batch: an amount out of an account.",
        "additionalProperties": false,
        "required": [
          "type",
          "account_id",
          "amount"
        ],
        "properties": {
          "type": {
            "type": "string",
            "const": "debit",
            "description": "The kind of movement."
          },
          "account_id": {
            "$ref": "#/components/schemas/AccountId",
            "description": "The account that pays."
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
            "$ref": "#/components/schemas/Time",
            "description": "When it takes effect, if earlier than now; now by default. Not in the future: up to 30 seconds ahead, as\nclocks differ, counts as now, and the answer shows that.\n"
          },
          "time_zone": {
            "$ref": "#/components/schemas/TimeZone"
          }
        }
      },
      "BatchTransfer": {
        "type": "object",
        "description": "A transfer in a batch: an amount from one account to another.",
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
            "const": "transfer",
            "description": "The kind of movement."
          },
          "from_account_id": {
            "$ref": "#/components/schemas/AccountId",
            "description": "The account that pays."
          },
          "to_account_id": {
            "$ref": "#/components/schemas/AccountId",
            "description": "The account that receives; must differ from the payer."
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
            "$ref": "#/components/schemas/Time",
            "description": "When it takes effect, if earlier than now; now by default. Not in the future: up to 30 seconds ahead, as\nclocks differ, counts as now, and the answer shows that.\n"
          },
          "time_zone": {
            "$ref": "#/components/schemas/TimeZone"
          }
        }
      },
      "BatchHold": {
        "type": "object",
        "description": "A hold in a batch: an amount that is reserved.",
        "additionalProperties": false,
        "required": [
          "type",
          "account_id",
          "amount"
        ],
        "properties": {
          "type": {
            "type": "string",
            "const": "hold",
            "description": "The kind of movement."
          },
          "account_id": {
            "$ref": "#/components/schemas/AccountId",
            "description": "The account that pays."
          },
          "to_account_id": {
            "$ref": "#/components/schemas/AccountId",
            "description": "The account that receives what is captured; by default the external account."
          },
          "amount": {
            "$ref": "#/components/schemas/Amount"
          },
          "currency": {
            "$ref": "#/components/schemas/CurrencyInput"
          },
          "expires_at": {
            "$ref": "#/components/schemas/Time",
            "description": "When what is still held is released automatically. In the future, and no more than a year away; without it\nthe hold stays until it is captured or voided.\n"
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
            "$ref": "#/components/schemas/Time",
            "description": "When it takes effect, if earlier than now; now by default. Not in the future: up to 30 seconds ahead, as\nclocks differ, counts as now, and the answer shows that.\n"
          },
          "time_zone": {
            "$ref": "#/components/schemas/TimeZone"
          }
        }
      },
      "BatchCapture": {
        "type": "object",
        "description": "A capture in a batch: held money that is moved.",
        "additionalProperties": false,
        "required": [
          "type",
          "hold_id"
        ],
        "properties": {
          "type": {
            "type": "string",
            "const": "capture",
            "description": "The kind of movement."
          },
          "hold_id": {
            "$ref": "#/components/schemas/TransactionId",
            "description": "The hold to capture."
          },
          "amount": {
            "$ref": "#/components/schemas/Amount",
            "description": "In the currency's minor unit; by default all that is still held."
          },
          "final": {
            "type": "boolean",
            "description": "Ends the hold and releases what is left of it.",
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
            "$ref": "#/components/schemas/Time",
            "description": "When it takes effect, if earlier than now; now by default. Not in the future: up to 30 seconds ahead, as\nclocks differ, counts as now, and the answer shows that.\n"
          },
          "time_zone": {
            "$ref": "#/components/schemas/TimeZone"
          }
        }
      },
      "BatchVoid": {
        "type": "object",
        "description": "The end of a hold in a batch, without a movement of money.",
        "additionalProperties": false,
        "required": [
          "type",
          "hold_id"
        ],
        "properties": {
          "type": {
            "type": "string",
            "const": "void",
            "description": "The kind of movement."
          },
          "hold_id": {
            "$ref": "#/components/schemas/TransactionId",
            "description": "The hold to end."
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
      "BatchReversal": {
        "type": "object",
        "description": "A reversal in a batch: the money of a transaction moves back.",
        "additionalProperties": false,
        "required": [
          "type",
          "transaction_id"
        ],
        "properties": {
          "type": {
            "type": "string",
            "const": "reversal",
            "description": "The kind of movement."
          },
          "transaction_id": {
            "$ref": "#/components/schemas/TransactionId",
            "description": "The transaction to reverse."
          },
          "amount": {
            "$ref": "#/components/schemas/Amount",
            "description": "In the currency's minor unit; by default all that was not reversed before."
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
            "$ref": "#/components/schemas/Time",
            "description": "When it takes effect, if earlier than now; now by default. Not in the future: up to 30 seconds ahead, as\nclocks differ, counts as now, and the answer shows that.\n"
          },
          "time_zone": {
            "$ref": "#/components/schemas/TimeZone"
          }
        }
      },
      "BatchResult": {
        "type": "object",
        "description": "The result of one movement.",
        "required": [
          "status"
        ],
        "properties": {
          "status": {
            "type": "string",
            "description": "`completed` when it was posted, also for a hold.",
            "enum": [
              "completed",
              "failed"
            ]
          },
          "transaction": {
            "$ref": "#/components/schemas/Transaction",
            "description": "The transaction that was posted, or the failed one."
          },
          "error": {
            "type": "object",
            "description": "Why it failed.",
            "required": [
              "code",
              "detail"
            ],
            "properties": {
              "code": {
                "type": "string",
                "description": "The code of the problem, by which programs decide.",
                "examples": [
                  "insufficient_funds"
                ]
              },
              "detail": {
                "type": "string",
                "description": "What happened, for people."
              }
            }
          }
        }
      },
      "BatchAnswer": {
        "type": "object",
        "description": "The result of a batch.",
        "required": [
          "id",
          "atomic",
          "status",
          "results",
          "created_at"
        ],
        "properties": {
          "id": {
            "type": "string",
            "examples": [
              "batch_01m819eke0es3v0j9qtsf6ysh6"
            ],
            "description": "The id of the batch."
          },
          "atomic": {
            "type": "boolean",
            "description": "Whether the request was atomic."
          },
          "status": {
            "type": "string",
            "description": "`completed` when all movements were posted, `failed` when none was, else `partial`.",
            "enum": [
              "completed",
              "partial",
              "failed"
            ]
          },
          "results": {
            "type": "array",
            "description": "One per movement, in the order of the request.",
            "items": {
              "$ref": "#/components/schemas/BatchResult"
            }
          },
          "created_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it was decided, in UTC."
          }
        }
      },
      "TransactionType": {
        "type": "string",
        "description": "The kind of movement.",
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
      "TransactionStatus": {
        "type": "string",
        "description": "A hold is `held` until it is `captured`, `voided` or `expired`. Everything else is completed or failed.",
        "enum": [
          "completed",
          "failed",
          "held",
          "captured",
          "voided",
          "expired"
        ]
      },
      "Transaction": {
        "type": "object",
        "description": "One movement of money between two accounts, or an attempt that failed.",
        "required": [
          "id",
          "type",
          "status",
          "account_id",
          "counterparty_account_id",
          "from_account_id",
          "to_account_id",
          "amount",
          "currency",
          "balance_after",
          "account_version",
          "reference",
          "description",
          "metadata",
          "failure",
          "hold_id",
          "reverses",
          "expires_at",
          "captured_amount",
          "effective_at",
          "created_at",
          "actor"
        ],
        "properties": {
          "id": {
            "$ref": "#/components/schemas/TransactionId",
            "description": "The id of the transaction."
          },
          "type": {
            "$ref": "#/components/schemas/TransactionType"
          },
          "status": {
            "$ref": "#/components/schemas/TransactionStatus"
          },
          "account_id": {
            "$ref": "#/components/schemas/AccountId",
            "description": "The account whose side this is. Between two accounts the paying one."
          },
          "counterparty_account_id": {
            "type": [
              "string",
              "null"
            ],
            "description": "The other account of two; null where the other side is the external account."
          },
          "from_account_id": {
            "type": [
              "string",
              "null"
            ],
            "description": "The account that pays where there are two, otherwise null."
          },
          "to_account_id": {
            "type": [
              "string",
              "null"
            ],
            "description": "The account that receives where there are two, otherwise null."
          },
          "amount": {
            "$ref": "#/components/schemas/Amount"
          },
          "currency": {
            "$ref": "#/components/schemas/Currency"
          },
          "balance_after": {
            "type": [
              "integer",
              "null"
            ],
            "format": "int64",
            "description": "The balance of `account_id` right after it, in minor units; null when it failed."
          },
          "account_version": {
            "type": [
              "integer",
              "null"
            ],
            "format": "int64",
            "description": "Its number among the movements of `account_id`; null when it failed."
          },
          "reference": {
            "type": [
              "string",
              "null"
            ],
            "description": "Your own reference; null without one."
          },
          "description": {
            "type": [
              "string",
              "null"
            ],
            "description": "For people; null without one."
          },
          "metadata": {
            "$ref": "#/components/schemas/Metadata"
          },
          "failure": {
            "type": [
              "object",
              "null"
            ],
            "description": "Why it failed; null when it did not.",
            "required": [
              "code",
              "message"
            ],
            "properties": {
              "code": {
                "type": "string",
                "description": "The code of the problem, by which programs decide.",
                "examples": [
                  "insufficient_funds"
                ]
              },
              "message": {
                "type": "string",
                "description": "What happened, for people."
              }
            }
          },
          "hold_id": {
            "type": [
              "string",
              "null"
            ],
            "description": "The hold on which a capture, void or expiry was made, otherwise null."
          },
          "reverses": {
            "type": [
              "string",
              "null"
            ],
            "description": "The transaction that a reversal reverses, wholly or in part, otherwise null."
          },
          "expires_at": {
            "type": [
              "string",
              "null"
            ],
            "format": "date-time",
            "description": "When a hold ends automatically; null for one without an end, and for everything else."
          },
          "captured_amount": {
            "type": [
              "integer",
              "null"
            ],
            "format": "int64",
            "description": "In minor units. On a hold: what has been captured of it so far. On a capture, void or expiry: what had been\ncaptured of its hold after it. Otherwise null.\n"
          },
          "effective_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it takes effect."
          },
          "created_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it was posted or refused, in UTC."
          },
          "actor": {
            "type": [
              "object",
              "null"
            ],
            "description": "Who made it; null for what was recorded before actors were.",
            "required": [
              "type",
              "id",
              "token_id",
              "request_id",
              "correlation_id",
              "address",
              "on_behalf_of"
            ],
            "properties": {
              "type": {
                "$ref": "#/components/schemas/ActorType"
              },
              "id": {
                "$ref": "#/components/schemas/ActorId"
              },
              "token_id": {
                "type": [
                  "string",
                  "null"
                ],
                "description": "The `jti` of the access token by which the key acted; null for the key itself."
              },
              "request_id": {
                "type": [
                  "string",
                  "null"
                ],
                "description": "The server's id of the request, as in `Florin-Request-Id`; null where no request was made."
              },
              "correlation_id": {
                "type": [
                  "string",
                  "null"
                ],
                "description": "The client's own id of the request, as in `X-Request-Id`; null if it sent none."
              },
              "address": {
                "type": [
                  "string",
                  "null"
                ],
                "description": "The IP address from which the request came; null where it is not known."
              },
              "on_behalf_of": {
                "type": [
                  "string",
                  "null"
                ],
                "description": "For whom the system acted, such as the key that scheduled a transaction, otherwise null."
              }
            }
          }
        }
      },
      "ScheduledTransactionStatus": {
        "type": "string",
        "description": "`failed` was attempted and refused by a rule of the bank; only `pending` may still change.",
        "enum": [
          "pending",
          "executed",
          "failed",
          "cancelled"
        ]
      },
      "ScheduleTransaction": {
        "type": "object",
        "description": "A credit or debit of `account_id`, or a transfer from `from_account_id` to `to_account_id`, and when to post it.\n",
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
            ],
            "description": "The kind of movement."
          },
          "scheduled_for": {
            "$ref": "#/components/schemas/Time",
            "description": "When to post it; in the future, and no more than a year away."
          },
          "account_id": {
            "$ref": "#/components/schemas/AccountId",
            "description": "For a credit or a debit, and only for those."
          },
          "from_account_id": {
            "$ref": "#/components/schemas/AccountId",
            "description": "The account that pays; for a transfer."
          },
          "to_account_id": {
            "$ref": "#/components/schemas/AccountId",
            "description": "The account that receives; for a transfer, and not the same."
          },
          "amount": {
            "$ref": "#/components/schemas/Amount"
          },
          "currency": {
            "$ref": "#/components/schemas/CurrencyInput",
            "description": "Must be that of the accounts."
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
      "ScheduledTransaction": {
        "type": "object",
        "description": "A transaction that is posted later, and its result.",
        "required": [
          "id",
          "type",
          "status",
          "scheduled_for",
          "account_id",
          "from_account_id",
          "to_account_id",
          "amount",
          "currency",
          "reference",
          "description",
          "metadata",
          "transaction_id",
          "failure",
          "created_at",
          "updated_at",
          "actor"
        ],
        "properties": {
          "id": {
            "$ref": "#/components/schemas/ScheduledTransactionId",
            "description": "The id of the scheduled transaction, which is not that of the transaction."
          },
          "type": {
            "type": "string",
            "enum": [
              "credit",
              "debit",
              "transfer"
            ],
            "description": "The kind of movement."
          },
          "status": {
            "$ref": "#/components/schemas/ScheduledTransactionStatus"
          },
          "scheduled_for": {
            "type": "string",
            "format": "date-time",
            "description": "When it is posted, in UTC."
          },
          "account_id": {
            "type": [
              "string",
              "null"
            ],
            "description": "The account of a credit or a debit, otherwise null."
          },
          "from_account_id": {
            "type": [
              "string",
              "null"
            ],
            "description": "The account that pays in a transfer, otherwise null."
          },
          "to_account_id": {
            "type": [
              "string",
              "null"
            ],
            "description": "The account that receives in a transfer, otherwise null."
          },
          "amount": {
            "$ref": "#/components/schemas/Amount"
          },
          "currency": {
            "$ref": "#/components/schemas/Currency"
          },
          "reference": {
            "type": [
              "string",
              "null"
            ],
            "description": "Your own reference; null without one."
          },
          "description": {
            "type": [
              "string",
              "null"
            ],
            "description": "For people; null without one."
          },
          "metadata": {
            "$ref": "#/components/schemas/Metadata"
          },
          "transaction_id": {
            "type": [
              "string",
              "null"
            ],
            "description": "The transaction that was posted, or recorded as failed; null before, and when it was cancelled."
          },
          "failure": {
            "type": [
              "object",
              "null"
            ],
            "description": "Why it failed; null when it did not.",
            "required": [
              "code",
              "message"
            ],
            "properties": {
              "code": {
                "type": "string",
                "description": "The code of the problem, by which programs decide.",
                "examples": [
                  "insufficient_funds"
                ]
              },
              "message": {
                "type": "string",
                "description": "What happened, for people."
              }
            }
          },
          "created_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it was scheduled, in UTC."
          },
          "updated_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it last changed, in UTC."
          },
          "cancelled_by": {
            "$ref": "#/components/schemas/Actor",
            "description": "Who cancelled it; null unless it is cancelled."
          },
          "actor": {
            "type": [
              "object",
              "null"
            ],
            "description": "Who scheduled it; null for what was recorded before actors were.",
            "required": [
              "type",
              "id",
              "token_id",
              "request_id",
              "correlation_id",
              "address",
              "on_behalf_of"
            ],
            "properties": {
              "type": {
                "$ref": "#/components/schemas/ActorType"
              },
              "id": {
                "$ref": "#/components/schemas/ActorId"
              },
              "token_id": {
                "type": [
                  "string",
                  "null"
                ],
                "description": "The `jti` of the access token by which the key acted; null for the key itself."
              },
              "request_id": {
                "type": [
                  "string",
                  "null"
                ],
                "description": "The server's id of the request, as in `Florin-Request-Id`; null where no request was made."
              },
              "correlation_id": {
                "type": [
                  "string",
                  "null"
                ],
                "description": "The client's own id of the request, as in `X-Request-Id`; null if it sent none."
              },
              "address": {
                "type": [
                  "string",
                  "null"
                ],
                "description": "The IP address from which the request came; null where it is not known."
              },
              "on_behalf_of": {
                "type": [
                  "string",
                  "null"
                ],
                "description": "For whom the system acted, such as the key that scheduled a transaction, otherwise null."
              }
            }
          }
        }
      },
      "ScheduledTransactionList": {
        "type": "object",
        "description": "A page of scheduled transactions.",
        "required": [
          "data",
          "has_more",
          "next_cursor"
        ],
        "properties": {
          "data": {
            "type": "array",
            "description": "The scheduled transactions of this page.",
            "items": {
              "$ref": "#/components/schemas/ScheduledTransaction"
            }
          },
          "has_more": {
            "type": "boolean",
            "description": "Whether there is another page."
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ],
            "description": "Pass it as `cursor` to get the next page; null on the last."
          }
        }
      },
      "TransactionList": {
        "type": "object",
        "description": "A page of transactions.",
        "required": [
          "data",
          "has_more",
          "next_cursor"
        ],
        "properties": {
          "data": {
            "type": "array",
            "description": "The transactions of this page, newest first.",
            "items": {
              "$ref": "#/components/schemas/Transaction"
            }
          },
          "has_more": {
            "type": "boolean",
            "description": "Whether there is another page."
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ],
            "description": "Pass it as `cursor` to get the next page; null on the last."
          }
        }
      },
      "FraudRuleId": {
        "type": "string",
        "description": "The name of a kind of rule; there is one rule of each.",
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
      "FraudSeverity": {
        "type": "string",
        "description": "The severity if the alert is justified.",
        "enum": [
          "low",
          "medium",
          "high"
        ]
      },
      "FraudAction": {
        "type": "string",
        "description": "What happens automatically after an alert: `freeze` freezes the account. The fraud app does it with a key of\nits own, and the action cannot be chosen where it has none.\n",
        "enum": [
          "none",
          "freeze"
        ]
      },
      "FraudRuleParameters": {
        "type": "object",
        "description": "The parameters of the kind of rule; the rule's `parameters_schema` describes them. Durations name their unit;\n`…_units` are whole units of the account's currency: dollars, yen, dinars.\n",
        "maxProperties": 20,
        "additionalProperties": true,
        "examples": [
          {
            "limit": 6,
            "window_seconds": 60
          }
        ]
      },
      "FraudRuleSettings": {
        "type": "object",
        "description": "What can be changed of a fraud rule.",
        "required": [
          "enabled",
          "severity",
          "action",
          "parameters"
        ],
        "properties": {
          "enabled": {
            "type": "boolean",
            "description": "A rule that is switched off raises nothing."
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
      "FraudRule": {
        "type": "object",
        "description": "A fraud rule with its settings.",
        "required": [
          "id",
          "description",
          "looks_at",
          "enabled",
          "severity",
          "action",
          "parameters",
          "parameters_schema",
          "version",
          "updated_at"
        ],
        "properties": {
          "id": {
            "$ref": "#/components/schemas/FraudRuleId"
          },
          "description": {
            "type": "string",
            "description": "What the rule looks for",
            "for people.": null
          },
          "looks_at": {
            "type": "string",
            "description": "Which movements it judges: completed ones, refused ones, or holds when they are placed.",
            "enum": [
              "completed",
              "failed",
              "held"
            ]
          },
          "enabled": {
            "type": "boolean",
            "description": "A rule that is switched off raises nothing."
          },
          "severity": {
            "$ref": "#/components/schemas/FraudSeverity"
          },
          "action": {
            "$ref": "#/components/schemas/FraudAction"
          },
          "parameters": {
            "$ref": "#/components/schemas/FraudRuleParameters"
          },
          "parameters_schema": {
            "type": "object",
            "description": "JSON Schema of the parameters, with a description, a default and limits for each.",
            "additionalProperties": true
          },
          "version": {
            "type": "integer",
            "format": "int64",
            "minimum": 0,
            "description": "How often it was changed; 0 with its default settings."
          },
          "updated_at": {
            "type": [
              "string",
              "null"
            ],
            "description": "When it was last changed, in UTC; null with its default settings.",
            "format": "date-time"
          }
        }
      },
      "FraudRuleList": {
        "type": "object",
        "description": "The fraud rules.",
        "required": [
          "data",
          "has_more",
          "next_cursor"
        ],
        "properties": {
          "data": {
            "type": "array",
            "description": "All rules.",
            "items": {
              "$ref": "#/components/schemas/FraudRule"
            }
          },
          "has_more": {
            "type": "boolean",
            "description": "Whether there is another page."
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ],
            "description": "Pass it as `cursor` to get the next page; null on the last."
          }
        }
      },
      "UpdateFraudRule": {
        "type": "object",
        "description": "The fields to change. Omitted fields stay as they are.",
        "additionalProperties": false,
        "properties": {
          "enabled": {
            "type": "boolean",
            "description": "A rule that is switched off raises nothing."
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
      "FraudRuleChange": {
        "type": "object",
        "description": "A change of a fraud rule, with who made it.",
        "required": [
          "version",
          "changed_at",
          "changed_by",
          "request_id",
          "before",
          "after"
        ],
        "properties": {
          "version": {
            "type": "integer",
            "format": "int64",
            "minimum": 1,
            "description": "The rule's version after the change."
          },
          "changed_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it was changed, in UTC."
          },
          "changed_by": {
            "type": "string",
            "description": "The credential that the request came with."
          },
          "request_id": {
            "type": "string",
            "description": "The request that made the change."
          },
          "actor": {
            "type": [
              "object",
              "null"
            ],
            "description": "Who made the change; null for what was recorded before actors were.",
            "required": [
              "type",
              "id",
              "token_id",
              "request_id",
              "correlation_id",
              "address",
              "on_behalf_of"
            ],
            "properties": {
              "type": {
                "$ref": "#/components/schemas/ActorType"
              },
              "id": {
                "$ref": "#/components/schemas/ActorId"
              },
              "token_id": {
                "type": [
                  "string",
                  "null"
                ],
                "description": "The `jti` of the access token by which the key acted; null for the key itself."
              },
              "request_id": {
                "type": [
                  "string",
                  "null"
                ],
                "description": "The server's id of the request, as in `Florin-Request-Id`; null where no request was made."
              },
              "correlation_id": {
                "type": [
                  "string",
                  "null"
                ],
                "description": "The client's own id of the request, as in `X-Request-Id`; null if it sent none."
              },
              "address": {
                "type": [
                  "string",
                  "null"
                ],
                "description": "The IP address from which the request came; null where it is not known."
              },
              "on_behalf_of": {
                "type": [
                  "string",
                  "null"
                ],
                "description": "For whom the system acted, such as the key that scheduled a transaction, otherwise null."
              }
            }
          },
          "before": {
            "$ref": "#/components/schemas/FraudRuleSettings",
            "description": "The settings before the change."
          },
          "after": {
            "$ref": "#/components/schemas/FraudRuleSettings",
            "description": "The settings after the change."
          }
        }
      },
      "FraudRuleChangeList": {
        "type": "object",
        "description": "A page of the changes of a fraud rule.",
        "required": [
          "data",
          "has_more",
          "next_cursor"
        ],
        "properties": {
          "data": {
            "type": "array",
            "description": "The changes of this page, newest first.",
            "items": {
              "$ref": "#/components/schemas/FraudRuleChange"
            }
          },
          "has_more": {
            "type": "boolean",
            "description": "Whether there is another page."
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ],
            "description": "Pass it as `cursor` to get the next page; null on the last."
          }
        }
      },
      "FraudBackTestRequest": {
        "type": "object",
        "description": "What to judge past movements by, and which.",
        "additionalProperties": false,
        "properties": {
          "parameters": {
            "$ref": "#/components/schemas/FraudRuleParameters",
            "description": "What differs from the rule's settings now; nothing by default."
          },
          "from": {
            "$ref": "#/components/schemas/Time",
            "description": "Start of the period, in the time at which movements happened. By default seven days before `to`."
          },
          "to": {
            "$ref": "#/components/schemas/Time",
            "description": "End of the period, exclusive. By default now."
          },
          "account_id": {
            "$ref": "#/components/schemas/AccountId",
            "description": "Only movements of this account."
          },
          "time_zone": {
            "$ref": "#/components/schemas/TimeZone"
          }
        }
      },
      "FraudBackTest": {
        "type": "object",
        "description": "What a rule would have raised in a period of the past.",
        "required": [
          "rule",
          "parameters",
          "from",
          "to",
          "truncated",
          "covered_from",
          "covered_until",
          "movements",
          "accounts",
          "alert_count",
          "alerts_per_day",
          "known_alert_count",
          "alerts"
        ],
        "properties": {
          "rule": {
            "$ref": "#/components/schemas/FraudRuleId"
          },
          "parameters": {
            "$ref": "#/components/schemas/FraudRuleParameters"
          },
          "from": {
            "type": "string",
            "format": "date-time",
            "description": "The start of the requested period, in UTC."
          },
          "to": {
            "type": "string",
            "description": "The end of the requested period, exclusive, in UTC.",
            "format": "date-time"
          },
          "truncated": {
            "type": "boolean",
            "description": "Not all of the period was judged."
          },
          "covered_from": {
            "type": "string",
            "format": "date-time",
            "description": "Everything from this time on was judged, and nothing before it; `from` when all of the period is still\nrecorded.\n"
          },
          "covered_until": {
            "type": "string",
            "format": "date-time",
            "description": "Everything before this time was judged; `to` when nothing was left out."
          },
          "movements": {
            "type": "integer",
            "format": "int64",
            "minimum": 0,
            "description": "The number of judged movements."
          },
          "accounts": {
            "type": "integer",
            "format": "int64",
            "minimum": 0,
            "description": "The number of their accounts."
          },
          "alert_count": {
            "type": "integer",
            "format": "int64",
            "minimum": 0,
            "description": "The number of alerts that it would have raised."
          },
          "alerts_per_day": {
            "type": "array",
            "description": "Days in UTC, oldest first, without those that have no alert.",
            "items": {
              "type": "object",
              "required": [
                "date",
                "count"
              ],
              "properties": {
                "date": {
                  "type": "string",
                  "examples": [
                    "2026-11-22"
                  ],
                  "description": "The day, in UTC."
                },
                "count": {
                  "type": "integer",
                  "description": "The number of alerts on that day.",
                  "format": "int64",
                  "minimum": 1
                }
              }
            }
          },
          "known_alert_count": {
            "type": "integer",
            "format": "int64",
            "minimum": 0,
            "description": "How many of them were actually raised."
          },
          "alerts": {
            "type": "array",
            "description": "The oldest of them, at most 20.",
            "items": {
              "$ref": "#/components/schemas/FraudFinding"
            }
          }
        }
      },
      "FraudFinding": {
        "type": "object",
        "description": "An alert that a rule would have raised.",
        "required": [
          "account_id",
          "reason",
          "raised_at",
          "evidence",
          "known"
        ],
        "properties": {
          "account_id": {
            "$ref": "#/components/schemas/AccountId",
            "description": "The account that the alert is about."
          },
          "reason": {
            "type": "string",
            "description": "For people."
          },
          "raised_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it would have been raised, in UTC."
          },
          "evidence": {
            "type": "array",
            "description": "The movements that made the rule match.",
            "items": {
              "$ref": "#/components/schemas/FraudEvidence"
            }
          },
          "known": {
            "type": "boolean",
            "description": "Whether the same alert was actually raised."
          }
        }
      },
      "FraudEvidence": {
        "type": "object",
        "description": "A movement that made a rule match, seen from the account that the alert is about.",
        "required": [
          "transaction_id",
          "type",
          "status",
          "direction",
          "amount",
          "currency",
          "counterparty_account_id",
          "occurred_at"
        ],
        "properties": {
          "transaction_id": {
            "$ref": "#/components/schemas/TransactionId",
            "description": "The transaction that made the movement."
          },
          "type": {
            "type": "string",
            "description": "The transaction's type."
          },
          "status": {
            "type": "string",
            "description": "Whether it was completed, refused or held.",
            "enum": [
              "completed",
              "failed",
              "held"
            ]
          },
          "direction": {
            "type": "string",
            "description": "Whether the account receives (`credit`) or pays (`debit`), or would have.",
            "enum": [
              "credit",
              "debit"
            ]
          },
          "amount": {
            "$ref": "#/components/schemas/Amount"
          },
          "currency": {
            "$ref": "#/components/schemas/Currency"
          },
          "counterparty_account_id": {
            "type": [
              "string",
              "null"
            ],
            "description": "The account on the other side; null for the external account."
          },
          "occurred_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it happened, in UTC."
          }
        }
      },
      "FraudAlertState": {
        "type": "string",
        "description": "`open` until a person decides: `confirmed` means fraud, `dismissed` means harmless.",
        "enum": [
          "open",
          "confirmed",
          "dismissed"
        ]
      },
      "FraudDecision": {
        "type": "object",
        "description": "Why an alert is confirmed or dismissed.",
        "additionalProperties": false,
        "properties": {
          "note": {
            "type": "string",
            "description": "The reason, for later readers.",
            "minLength": 1,
            "maxLength": 1000,
            "pattern": "^[^\\x00]*$",
            "x-text": "well-formed",
            "x-message": "must not hold NUL characters or broken surrogate pairs"
          }
        }
      },
      "FraudAlert": {
        "type": "object",
        "description": "A suspicion about an account, and what was decided.",
        "required": [
          "id",
          "account_id",
          "rule",
          "severity",
          "reason",
          "transaction_ids",
          "raised_at",
          "state",
          "decision",
          "action"
        ],
        "properties": {
          "id": {
            "$ref": "#/components/schemas/FraudAlertId",
            "description": "The id of the alert."
          },
          "account_id": {
            "$ref": "#/components/schemas/AccountId",
            "description": "The account that the alert is about."
          },
          "rule": {
            "$ref": "#/components/schemas/FraudRuleId"
          },
          "severity": {
            "$ref": "#/components/schemas/FraudSeverity"
          },
          "reason": {
            "type": "string",
            "description": "For people."
          },
          "transaction_ids": {
            "type": "array",
            "description": "The transactions that made the rule match.",
            "items": {
              "$ref": "#/components/schemas/TransactionId"
            }
          },
          "raised_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it was raised, in UTC."
          },
          "state": {
            "$ref": "#/components/schemas/FraudAlertState"
          },
          "decision": {
            "type": [
              "object",
              "null"
            ],
            "description": "Who decided, when and why; null while the alert is open.",
            "required": [
              "note",
              "decided_at",
              "decided_by"
            ],
            "properties": {
              "note": {
                "type": [
                  "string",
                  "null"
                ],
                "description": "The reason, for later readers; null without one."
              },
              "decided_at": {
                "type": "string",
                "format": "date-time",
                "description": "When it was decided, in UTC."
              },
              "decided_by": {
                "type": "string",
                "description": "The credential that the request came with."
              },
              "actor": {
                "$ref": "#/components/schemas/Actor"
              }
            }
          },
          "action": {
            "type": "object",
            "description": "What happened automatically.",
            "required": [
              "kind",
              "status",
              "attempts",
              "at",
              "detail"
            ],
            "properties": {
              "kind": {
                "$ref": "#/components/schemas/FraudAction"
              },
              "status": {
                "type": [
                  "string",
                  "null"
                ],
                "description": "`pending` until it is done or has finally failed; null when there is none.",
                "enum": [
                  "pending",
                  "done",
                  "failed",
                  null
                ]
              },
              "attempts": {
                "type": "integer",
                "description": "How often the action was attempted.",
                "format": "int64",
                "minimum": 0
              },
              "at": {
                "type": [
                  "string",
                  "null"
                ],
                "format": "date-time",
                "description": "When it was done or had failed."
              },
              "detail": {
                "type": [
                  "string",
                  "null"
                ],
                "description": "For people: the result, or that of the last attempt."
              }
            }
          },
          "evidence": {
            "type": "array",
            "description": "The movements of those transactions. Only in the answer for a single alert.",
            "items": {
              "$ref": "#/components/schemas/FraudEvidence"
            }
          }
        }
      },
      "FraudAlertList": {
        "type": "object",
        "description": "A page of fraud alerts.",
        "required": [
          "data",
          "has_more",
          "next_cursor"
        ],
        "properties": {
          "data": {
            "type": "array",
            "description": "The alerts of this page, newest first.",
            "items": {
              "$ref": "#/components/schemas/FraudAlert"
            }
          },
          "has_more": {
            "type": "boolean",
            "description": "Whether there is another page."
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ],
            "description": "Pass it as `cursor` to get the next page; null on the last."
          }
        }
      },
      "NotificationKind": {
        "type": "string",
        "description": "What a notification is about.",
        "enum": [
          "transaction_completed",
          "transaction_failed",
          "fraud_alert"
        ]
      },
      "NotificationStatus": {
        "type": "string",
        "description": "Whether a notification was delivered; `failed` means that it is no longer attempted.",
        "enum": [
          "pending",
          "delivered",
          "failed"
        ]
      },
      "Notification": {
        "type": "object",
        "description": "A message about an account to the account's holder.",
        "required": [
          "id",
          "account_id",
          "kind",
          "title",
          "body",
          "event_id",
          "status",
          "channel",
          "attempts",
          "created_at",
          "delivered_at"
        ],
        "properties": {
          "id": {
            "$ref": "#/components/schemas/NotificationId",
            "description": "The id of the notification."
          },
          "account_id": {
            "$ref": "#/components/schemas/AccountId",
            "description": "The account that it is about."
          },
          "kind": {
            "$ref": "#/components/schemas/NotificationKind"
          },
          "title": {
            "type": "string",
            "description": "The title, in the account's language."
          },
          "body": {
            "type": "string",
            "description": "The text, in the account's language."
          },
          "event_id": {
            "type": "string",
            "description": "The event that caused it; one event causes it at most once."
          },
          "status": {
            "$ref": "#/components/schemas/NotificationStatus"
          },
          "channel": {
            "type": "string",
            "enum": [
              "webhook",
              "log",
              "email"
            ],
            "description": "How it is sent."
          },
          "attempts": {
            "type": "integer",
            "description": "How often its delivery was attempted.",
            "format": "int64",
            "minimum": 0
          },
          "created_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it was created, in UTC."
          },
          "delivered_at": {
            "type": [
              "string",
              "null"
            ],
            "description": "When it was delivered, in UTC; null before.",
            "format": "date-time"
          }
        }
      },
      "NotificationList": {
        "type": "object",
        "description": "A page of notifications.",
        "required": [
          "data",
          "has_more",
          "next_cursor"
        ],
        "properties": {
          "data": {
            "type": "array",
            "description": "The notifications of this page, newest first.",
            "items": {
              "$ref": "#/components/schemas/Notification"
            }
          },
          "has_more": {
            "type": "boolean",
            "description": "Whether there is another page."
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ],
            "description": "Pass it as `cursor` to get the next page; null on the last."
          }
        }
      },
      "ReplaceNotificationPreferences": {
        "type": "object",
        "description": "All preferences of an account. Omitted fields get their defaults.",
        "additionalProperties": false,
        "properties": {
          "email": {
            "type": [
              "string",
              "null"
            ],
            "description": "The address for mails. Null for none.",
            "maxLength": 254,
            "pattern": "^[^\\x00-\\x20\\x7F-\\xA0\\xAD@<>\\(\\)\\[\\],;:\\x22\\\\]{1,64}@[^\\x00-\\x20\\x7F-\\xA0\\xAD@<>\\(\\)\\[\\],;:\\x22\\\\]+\\.[^\\x00-\\x20\\x7F-\\xA0\\xAD@<>\\(\\)\\[\\],;:\\x22\\\\]+$",
            "x-text": "visible",
            "x-message": "must be one e-mail address, such as ada@example.com",
            "default": null
          },
          "language": {
            "type": "string",
            "description": "The language of titles, bodies and mails.",
            "enum": [
              "en",
              "de"
            ],
            "default": "en"
          },
          "kinds": {
            "type": "array",
            "description": "The kinds to notify about. Empty means none.",
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
            "description": "No notification for smaller transactions. In the minor unit of the account's currency. Alerts always\nnotify.\n",
            "minimum": 0,
            "maximum": 999999999999999,
            "default": 0
          }
        }
      },
      "NotificationPreferences": {
        "type": "object",
        "description": "What an account is notified about, and how.",
        "required": [
          "account_id",
          "email",
          "language",
          "kinds",
          "minimum_amount",
          "updated_at"
        ],
        "properties": {
          "account_id": {
            "$ref": "#/components/schemas/AccountId",
            "description": "The account that the preferences belong to."
          },
          "email": {
            "type": [
              "string",
              "null"
            ],
            "description": "The address for mails; null for none."
          },
          "language": {
            "type": "string",
            "enum": [
              "en",
              "de"
            ],
            "description": "The language of titles, bodies and mails."
          },
          "kinds": {
            "type": "array",
            "description": "The kinds to notify about. Empty means none.",
            "items": {
              "$ref": "#/components/schemas/NotificationKind"
            }
          },
          "minimum_amount": {
            "type": "integer",
            "description": "No notification for smaller transactions. In the minor unit of the account's currency.",
            "format": "int64"
          },
          "updated_at": {
            "type": [
              "string",
              "null"
            ],
            "format": "date-time",
            "description": "Null while the defaults apply."
          },
          "changed_by": {
            "$ref": "#/components/schemas/Actor",
            "description": "Who made the latest change; null while the defaults apply."
          }
        }
      },
      "WebhookEndpointId": {
        "type": "string",
        "description": "The id of a webhook endpoint.",
        "pattern": "^whe_[0-7][0-9a-hjkmnp-tv-z]{25}$",
        "x-message": "must be an endpoint's id, such as whe_01m819eke0e8x9qk3m5r7t2v4w",
        "examples": [
          "whe_01m819eke0e8x9qk3m5r7t2v4w"
        ]
      },
      "WebhookSecretId": {
        "type": "string",
        "description": "The id of a secret of a webhook endpoint.",
        "pattern": "^whs_[0-7][0-9a-hjkmnp-tv-z]{25}$",
        "x-message": "must be a secret's id, such as whs_01m819eke0f1a2b3c4d5e6f7g8",
        "examples": [
          "whs_01m819eke0f1a2b3c4d5e6f7g8"
        ]
      },
      "WebhookDeliveryId": {
        "type": "string",
        "description": "The id of a delivery of an event to a webhook endpoint.",
        "pattern": "^whd_[0-7][0-9a-hjkmnp-tv-z]{25}$",
        "x-message": "must be a delivery's id, such as whd_01m819eke0g5h6j7k8m9n0p1q2",
        "examples": [
          "whd_01m819eke0g5h6j7k8m9n0p1q2"
        ]
      },
      "WebhookUrl": {
        "type": "string",
        "description": "Where webhooks are POSTed. https, a public host, no user name or password.",
        "minLength": 1,
        "maxLength": 2048,
        "pattern": "^[!-~]+$",
        "x-message": "must be a URL without spaces, such as https://example.com/florin",
        "examples": [
          "https://example.com/florin"
        ]
      },
      "WebhookDescription": {
        "type": [
          "string",
          "null"
        ],
        "description": "For people.",
        "maxLength": 255,
        "pattern": "^[^\\x00]*$",
        "x-text": "well-formed",
        "x-message": "must not hold NUL characters or broken surrogate pairs"
      },
      "WebhookEventTypes": {
        "type": "array",
        "description": "Which events: types such as `florin.transactions.completed.v1`, groups such as `florin.transactions.*`, or `*`\nfor all, including future types. Events about webhooks themselves are not sent by webhook.\n",
        "minItems": 1,
        "maxItems": 50,
        "items": {
          "$ref": "#/components/schemas/WebhookEventType"
        },
        "examples": [
          [
            "florin.transactions.*"
          ]
        ]
      },
      "WebhookEventTypesInput": {
        "type": "array",
        "description": "Which events: types such as `florin.transactions.completed.v1`, groups such as `florin.transactions.*`, or `*`\nfor all, including future types. Events about webhooks themselves are not sent by webhook.\n",
        "default": [
          "*"
        ],
        "minItems": 1,
        "maxItems": 50,
        "items": {
          "$ref": "#/components/schemas/WebhookEventType"
        },
        "examples": [
          [
            "florin.transactions.*"
          ]
        ]
      },
      "WebhookEventType": {
        "type": "string",
        "description": "A type of event, a group that ends in `.*`, or `*`.",
        "maxLength": 128,
        "pattern": "^(\\*|[a-z][a-z0-9_\\-]*(\\.[a-z0-9_\\-]+)*(\\.\\*)?)$",
        "x-message": "must be a type of event, a group that ends in .*, or *"
      },
      "CreateWebhookEndpoint": {
        "type": "object",
        "description": "The new endpoint.",
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
      "UpdateWebhookEndpoint": {
        "type": "object",
        "description": "The fields to change. Omitted fields stay as they are.",
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
            "type": "boolean",
            "description": "False stops deliveries; true starts them again, also those that waited."
          }
        }
      },
      "CreateWebhookSecret": {
        "type": "object",
        "description": "How long the earlier secrets stay valid.",
        "additionalProperties": false,
        "properties": {
          "overlap_seconds": {
            "type": "integer",
            "format": "int32",
            "description": "How long earlier secrets keep signing.",
            "minimum": 0,
            "maximum": 604800,
            "default": 86400
          }
        }
      },
      "WebhookSecret": {
        "type": "object",
        "description": "A secret that signs webhooks, without its value.",
        "required": [
          "id",
          "created_at",
          "expires_at"
        ],
        "properties": {
          "id": {
            "$ref": "#/components/schemas/WebhookSecretId",
            "description": "The id of the secret."
          },
          "created_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it was created, in UTC."
          },
          "expires_at": {
            "type": [
              "string",
              "null"
            ],
            "format": "date-time",
            "description": "When it stops signing; null until it is replaced."
          }
        }
      },
      "WebhookSecretWithValue": {
        "type": "object",
        "description": "A new secret that signs webhooks.",
        "required": [
          "id",
          "secret",
          "created_at",
          "expires_at"
        ],
        "properties": {
          "id": {
            "$ref": "#/components/schemas/WebhookSecretId",
            "description": "The id of the secret."
          },
          "secret": {
            "type": "string",
            "description": "The secret to verify webhooks with. Shown once."
          },
          "created_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it was created, in UTC."
          },
          "expires_at": {
            "type": [
              "string",
              "null"
            ],
            "description": "When it stops signing; null until it is replaced.",
            "format": "date-time"
          }
        }
      },
      "WebhookVerification": {
        "type": "object",
        "description": "Whether the endpoint has answered the bank's challenge. Where the bank requires none, it is verified.",
        "required": [
          "status",
          "verified_at",
          "attempt_count",
          "last_attempt_at",
          "last_failure",
          "next_attempt_at",
          "events_missed_since"
        ],
        "properties": {
          "status": {
            "type": "string",
            "description": "`pending`: it gets challenges, and events wait for it. `verified`: it gets events. `failed`: the last\nchallenge of the schedule failed, or it answered 410; it gets nothing until you request another challenge.\n",
            "enum": [
              "pending",
              "verified",
              "failed"
            ]
          },
          "verified_at": {
            "type": [
              "string",
              "null"
            ],
            "format": "date-time",
            "description": "When it answered a challenge; null for an endpoint that never had to."
          },
          "attempt_count": {
            "type": "integer",
            "format": "int64",
            "description": "Challenges since the endpoint was created, moved to another URL, or verified on request."
          },
          "last_attempt_at": {
            "type": [
              "string",
              "null"
            ],
            "description": "When the latest challenge was sent, in UTC; null before the first.",
            "format": "date-time"
          },
          "last_failure": {
            "type": [
              "string",
              "null"
            ],
            "description": "Why the latest challenge failed, and what to do."
          },
          "next_attempt_at": {
            "type": [
              "string",
              "null"
            ],
            "description": "When the next challenge is sent, in UTC; null when none is planned.",
            "format": "date-time"
          },
          "events_missed_since": {
            "type": [
              "string",
              "null"
            ],
            "format": "date-time",
            "description": "From when on events were not kept for this endpoint, because it failed or 10,000 waited already. Read what\nhappened between this time and `verified_at` from the lists of the API.\n"
          }
        }
      },
      "WebhookEndpoint": {
        "type": "object",
        "description": "A URL that the bank sends events to.",
        "required": [
          "id",
          "url",
          "description",
          "event_types",
          "enabled",
          "disabled_reason",
          "disabled_at",
          "failing_since",
          "verification",
          "secrets",
          "created_at",
          "updated_at"
        ],
        "properties": {
          "id": {
            "$ref": "#/components/schemas/WebhookEndpointId",
            "description": "The id of the endpoint."
          },
          "url": {
            "type": "string",
            "description": "Where webhooks are POSTed."
          },
          "description": {
            "type": [
              "string",
              "null"
            ],
            "description": "For people; null without one."
          },
          "event_types": {
            "type": "array",
            "description": "Which events are sent: types, groups, or `*` for all.",
            "items": {
              "type": "string"
            }
          },
          "enabled": {
            "type": "boolean",
            "description": "A disabled endpoint gets no new deliveries, and waiting deliveries keep waiting."
          },
          "disabled_reason": {
            "type": [
              "string",
              "null"
            ],
            "description": "`by_request` (you disabled it), `gone` (it answered 410), `failing` (no delivery succeeded for days).\n",
            "enum": [
              "by_request",
              "gone",
              "failing",
              null
            ]
          },
          "disabled_at": {
            "type": [
              "string",
              "null"
            ],
            "description": "When it was disabled, in UTC; null while it is enabled.",
            "format": "date-time"
          },
          "failing_since": {
            "type": [
              "string",
              "null"
            ],
            "format": "date-time",
            "description": "The first failure since the last success."
          },
          "verification": {
            "$ref": "#/components/schemas/WebhookVerification"
          },
          "secrets": {
            "type": "array",
            "description": "Those that sign now, newest first.",
            "items": {
              "$ref": "#/components/schemas/WebhookSecret"
            }
          },
          "created_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it was created, in UTC."
          },
          "updated_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it last changed, in UTC."
          },
          "changed_by": {
            "$ref": "#/components/schemas/Actor",
            "description": "Who made the latest change of the endpoint or its secrets."
          }
        }
      },
      "WebhookEndpointWithSecret": {
        "type": "object",
        "description": "A new endpoint with its secret.",
        "required": [
          "id",
          "url",
          "description",
          "event_types",
          "enabled",
          "disabled_reason",
          "disabled_at",
          "failing_since",
          "verification",
          "secrets",
          "created_at",
          "updated_at",
          "secret"
        ],
        "properties": {
          "id": {
            "$ref": "#/components/schemas/WebhookEndpointId",
            "description": "The id of the endpoint."
          },
          "url": {
            "type": "string",
            "description": "Where webhooks are POSTed."
          },
          "description": {
            "type": [
              "string",
              "null"
            ],
            "description": "For people; null without one."
          },
          "event_types": {
            "type": "array",
            "description": "Which events are sent: types, groups, or `*` for all.",
            "items": {
              "type": "string"
            }
          },
          "enabled": {
            "type": "boolean",
            "description": "A disabled endpoint gets no new deliveries, and waiting deliveries keep waiting."
          },
          "disabled_reason": {
            "type": [
              "string",
              "null"
            ],
            "description": "`by_request` (you disabled it), `gone` (it answered 410), `failing` (no delivery succeeded for days).\n",
            "enum": [
              "by_request",
              "gone",
              "failing",
              null
            ]
          },
          "disabled_at": {
            "type": [
              "string",
              "null"
            ],
            "description": "When it was disabled, in UTC; null while it is enabled.",
            "format": "date-time"
          },
          "failing_since": {
            "type": [
              "string",
              "null"
            ],
            "format": "date-time",
            "description": "The first failure since the last success."
          },
          "verification": {
            "$ref": "#/components/schemas/WebhookVerification"
          },
          "secrets": {
            "type": "array",
            "description": "Those that sign now, newest first.",
            "items": {
              "$ref": "#/components/schemas/WebhookSecret"
            }
          },
          "created_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it was created, in UTC."
          },
          "updated_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it last changed, in UTC."
          },
          "changed_by": {
            "$ref": "#/components/schemas/Actor",
            "description": "Who made the latest change of the endpoint or its secrets."
          },
          "secret": {
            "type": "string",
            "description": "The secret to verify webhooks with. Shown once."
          }
        }
      },
      "WebhookEndpointList": {
        "type": "object",
        "description": "A page of webhook endpoints.",
        "required": [
          "data",
          "has_more",
          "next_cursor"
        ],
        "properties": {
          "data": {
            "type": "array",
            "description": "The endpoints of this page, newest first.",
            "items": {
              "$ref": "#/components/schemas/WebhookEndpoint"
            }
          },
          "has_more": {
            "type": "boolean",
            "description": "Whether there is another page."
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ],
            "description": "Pass it as `cursor` to get the next page; null on the last."
          }
        }
      },
      "WebhookDeliveryStatus": {
        "type": "string",
        "description": "Whether an event was delivered; `failed` means that it is no longer attempted.",
        "enum": [
          "pending",
          "delivered",
          "failed"
        ]
      },
      "WebhookDelivery": {
        "type": "object",
        "description": "One event on its way to one endpoint.",
        "required": [
          "id",
          "endpoint_id",
          "event_id",
          "event_type",
          "account_id",
          "transaction_id",
          "status",
          "attempt_count",
          "last_response_status",
          "last_failure",
          "next_attempt_at",
          "delivered_at",
          "created_at"
        ],
        "properties": {
          "id": {
            "$ref": "#/components/schemas/WebhookDeliveryId",
            "description": "The `webhook-id` of every attempt."
          },
          "endpoint_id": {
            "$ref": "#/components/schemas/WebhookEndpointId",
            "description": "The endpoint that it goes to."
          },
          "event_id": {
            "type": "string",
            "description": "The id of the event."
          },
          "event_type": {
            "type": "string",
            "description": "The type of the event."
          },
          "account_id": {
            "type": [
              "string",
              "null"
            ],
            "description": "The account that the event is about; null where it is about none."
          },
          "transaction_id": {
            "type": [
              "string",
              "null"
            ],
            "description": "The transaction that the event is about; null where it is about none."
          },
          "status": {
            "$ref": "#/components/schemas/WebhookDeliveryStatus"
          },
          "attempt_count": {
            "type": "integer",
            "format": "int64",
            "description": "How often it was attempted."
          },
          "last_response_status": {
            "type": [
              "integer",
              "null"
            ],
            "format": "int32",
            "minimum": 100,
            "maximum": 999,
            "description": "The HTTP status of the last attempt; null when no answer came."
          },
          "last_failure": {
            "type": [
              "string",
              "null"
            ],
            "description": "Why the last attempt failed, for people."
          },
          "next_attempt_at": {
            "type": [
              "string",
              "null"
            ],
            "description": "When it is attempted next, in UTC; null when it is not.",
            "format": "date-time"
          },
          "delivered_at": {
            "type": [
              "string",
              "null"
            ],
            "description": "When the endpoint accepted it, in UTC; null before.",
            "format": "date-time"
          },
          "created_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it was created, in UTC."
          }
        }
      },
      "WebhookAttempt": {
        "type": "object",
        "description": "One attempt to deliver an event.",
        "required": [
          "number",
          "started_at",
          "duration_ms",
          "response_status",
          "failure",
          "response_excerpt"
        ],
        "properties": {
          "number": {
            "type": "integer",
            "format": "int64",
            "description": "The number of the attempt, from 1."
          },
          "started_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it started, in UTC."
          },
          "duration_ms": {
            "type": "integer",
            "format": "int64",
            "description": "How long it took, in milliseconds."
          },
          "response_status": {
            "type": [
              "integer",
              "null"
            ],
            "description": "The HTTP status of the answer; null when none came.",
            "format": "int32",
            "minimum": 100,
            "maximum": 999
          },
          "failure": {
            "type": [
              "string",
              "null"
            ],
            "description": "Null when it was delivered."
          },
          "response_excerpt": {
            "type": "string",
            "description": "The first bytes of the answer's body, without control characters."
          }
        }
      },
      "WebhookDeliveryDetails": {
        "type": "object",
        "description": "A delivery with its body and its attempts.",
        "required": [
          "id",
          "endpoint_id",
          "event_id",
          "event_type",
          "account_id",
          "transaction_id",
          "status",
          "attempt_count",
          "last_response_status",
          "last_failure",
          "next_attempt_at",
          "delivered_at",
          "created_at",
          "attempts",
          "body"
        ],
        "properties": {
          "id": {
            "$ref": "#/components/schemas/WebhookDeliveryId",
            "description": "The `webhook-id` of every attempt."
          },
          "endpoint_id": {
            "$ref": "#/components/schemas/WebhookEndpointId",
            "description": "The endpoint that it goes to."
          },
          "event_id": {
            "type": "string",
            "description": "The id of the event."
          },
          "event_type": {
            "type": "string",
            "description": "The type of the event."
          },
          "account_id": {
            "type": [
              "string",
              "null"
            ],
            "description": "The account that the event is about; null where it is about none."
          },
          "transaction_id": {
            "type": [
              "string",
              "null"
            ],
            "description": "The transaction that the event is about; null where it is about none."
          },
          "status": {
            "$ref": "#/components/schemas/WebhookDeliveryStatus"
          },
          "attempt_count": {
            "type": "integer",
            "format": "int64",
            "description": "How often it was attempted."
          },
          "last_response_status": {
            "type": [
              "integer",
              "null"
            ],
            "format": "int32",
            "minimum": 100,
            "maximum": 999,
            "description": "The HTTP status of the last attempt; null when no answer came."
          },
          "last_failure": {
            "type": [
              "string",
              "null"
            ],
            "description": "Why the last attempt failed, for people."
          },
          "next_attempt_at": {
            "type": [
              "string",
              "null"
            ],
            "description": "When it is attempted next, in UTC; null when it is not.",
            "format": "date-time"
          },
          "delivered_at": {
            "type": [
              "string",
              "null"
            ],
            "description": "When the endpoint accepted it, in UTC; null before.",
            "format": "date-time"
          },
          "created_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it was created, in UTC."
          },
          "attempts": {
            "type": "array",
            "description": "Newest first, at most 100 of them.",
            "items": {
              "$ref": "#/components/schemas/WebhookAttempt"
            }
          },
          "body": {
            "type": "string",
            "description": "What was sent, byte for byte."
          }
        }
      },
      "WebhookDeliveryList": {
        "type": "object",
        "description": "A page of deliveries.",
        "required": [
          "data",
          "has_more",
          "next_cursor"
        ],
        "properties": {
          "data": {
            "type": "array",
            "description": "The deliveries of this page, newest first.",
            "items": {
              "$ref": "#/components/schemas/WebhookDelivery"
            }
          },
          "has_more": {
            "type": "boolean",
            "description": "Whether there is another page."
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ],
            "description": "Pass it as `cursor` to get the next page; null on the last."
          }
        }
      },
      "Deleted": {
        "type": "object",
        "description": "The answer to a deletion.",
        "required": [
          "id",
          "deleted"
        ],
        "properties": {
          "id": {
            "type": "string",
            "description": "The id of what was deleted."
          },
          "deleted": {
            "type": "boolean",
            "description": "Always true."
          }
        }
      },
      "AnalyticsTotal": {
        "type": "object",
        "description": "The transactions of one type and currency in the period.",
        "required": [
          "currency",
          "type",
          "count",
          "volume",
          "failed"
        ],
        "properties": {
          "currency": {
            "$ref": "#/components/schemas/Currency"
          },
          "type": {
            "$ref": "#/components/schemas/TransactionType"
          },
          "count": {
            "type": "integer",
            "format": "int64",
            "description": "Completed transactions."
          },
          "volume": {
            "type": "integer",
            "format": "int64",
            "description": "The sum of their amounts, in minor units."
          },
          "volume_exact": {
            "$ref": "#/components/schemas/ExactSum"
          },
          "failed": {
            "type": "integer",
            "format": "int64",
            "description": "Failed transactions."
          }
        }
      },
      "AnalyticsHour": {
        "type": "object",
        "description": "The transactions of one type and currency in one hour.",
        "required": [
          "hour",
          "currency",
          "type",
          "count",
          "volume",
          "failed"
        ],
        "properties": {
          "hour": {
            "type": "string",
            "format": "date-time",
            "description": "Its first moment, UTC."
          },
          "currency": {
            "$ref": "#/components/schemas/Currency"
          },
          "type": {
            "$ref": "#/components/schemas/TransactionType"
          },
          "count": {
            "type": "integer",
            "format": "int64",
            "description": "Completed transactions."
          },
          "volume": {
            "type": "integer",
            "format": "int64",
            "description": "The sum of their amounts, in minor units."
          },
          "volume_exact": {
            "$ref": "#/components/schemas/ExactSum"
          },
          "failed": {
            "type": "integer",
            "format": "int64",
            "description": "Failed transactions."
          }
        }
      },
      "AnalyticsSummary": {
        "type": "object",
        "description": "The transactions of a period, by type and currency.",
        "required": [
          "totals",
          "hours",
          "from",
          "to",
          "as_of"
        ],
        "properties": {
          "totals": {
            "type": "array",
            "description": "The totals of the period.",
            "items": {
              "$ref": "#/components/schemas/AnalyticsTotal"
            }
          },
          "hours": {
            "type": "array",
            "description": "Hours with transactions, oldest first.",
            "items": {
              "$ref": "#/components/schemas/AnalyticsHour"
            }
          },
          "from": {
            "type": "string",
            "format": "date-time",
            "description": "The start of the period, in UTC."
          },
          "to": {
            "type": "string",
            "format": "date-time",
            "description": "The end of the period, exclusive, in UTC."
          },
          "as_of": {
            "type": "string",
            "format": "date-time",
            "description": "When it was read."
          }
        }
      },
      "ExactSum": {
        "type": "string",
        "description": "The sum beside it as text; only present beyond ±(2^53−1). The integer is exact too, but most JSON parsers would\nround it.\n",
        "pattern": "^-?[0-9]+$"
      },
      "AnalyticsMetric": {
        "type": "string",
        "description": "What is counted or added up.",
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
      "AnalyticsPoint": {
        "type": "object",
        "description": "One value of a series.",
        "required": [
          "time",
          "value"
        ],
        "properties": {
          "time": {
            "type": "string",
            "format": "date-time",
            "description": "The first moment of the bucket, UTC."
          },
          "value": {
            "type": "integer",
            "format": "int64",
            "description": "A number, or minor units of the currency."
          },
          "value_exact": {
            "$ref": "#/components/schemas/ExactSum"
          }
        }
      },
      "AnalyticsSeries": {
        "type": "object",
        "description": "A metric over a period, per currency.",
        "required": [
          "metric",
          "interval",
          "from",
          "to",
          "series",
          "as_of"
        ],
        "properties": {
          "metric": {
            "$ref": "#/components/schemas/AnalyticsMetric"
          },
          "interval": {
            "type": "string",
            "enum": [
              "hour",
              "day"
            ],
            "description": "The length of a bucket."
          },
          "from": {
            "type": "string",
            "format": "date-time",
            "description": "The start of the period, in UTC."
          },
          "to": {
            "type": "string",
            "format": "date-time",
            "description": "The end of the period, exclusive, in UTC."
          },
          "series": {
            "type": "array",
            "description": "One for each currency with data, or the requested one.",
            "items": {
              "type": "object",
              "required": [
                "currency",
                "points"
              ],
              "properties": {
                "currency": {
                  "$ref": "#/components/schemas/Currency"
                },
                "points": {
                  "type": "array",
                  "description": "The values, oldest first.",
                  "items": {
                    "$ref": "#/components/schemas/AnalyticsPoint"
                  }
                }
              }
            }
          },
          "as_of": {
            "type": "string",
            "format": "date-time",
            "description": "When it was read."
          }
        }
      },
      "AccountBalanceSeries": {
        "type": "object",
        "description": "The balance of an account over a period.",
        "required": [
          "account_id",
          "currency",
          "interval",
          "from",
          "to",
          "points",
          "as_of"
        ],
        "properties": {
          "account_id": {
            "$ref": "#/components/schemas/AccountId",
            "description": "The account that has the balances."
          },
          "currency": {
            "$ref": "#/components/schemas/Currency"
          },
          "interval": {
            "type": "string",
            "enum": [
              "hour",
              "day"
            ],
            "description": "The length of a bucket."
          },
          "from": {
            "type": "string",
            "format": "date-time",
            "description": "The start of the period, in UTC."
          },
          "to": {
            "type": "string",
            "format": "date-time",
            "description": "The end of the period, exclusive, in UTC."
          },
          "points": {
            "type": "array",
            "description": "The balances, oldest first.",
            "items": {
              "$ref": "#/components/schemas/AnalyticsPoint"
            }
          },
          "as_of": {
            "type": "string",
            "format": "date-time",
            "description": "When it was read."
          }
        }
      },
      "TopMovers": {
        "type": "object",
        "description": "The accounts that moved the most in a period.",
        "required": [
          "currency",
          "by",
          "data",
          "from",
          "to",
          "as_of"
        ],
        "properties": {
          "currency": {
            "$ref": "#/components/schemas/Currency"
          },
          "by": {
            "type": "string",
            "description": "What the accounts are ordered by.",
            "enum": [
              "volume",
              "received",
              "paid",
              "count"
            ]
          },
          "data": {
            "type": "array",
            "description": "The accounts, largest first.",
            "items": {
              "type": "object",
              "required": [
                "account_id",
                "received",
                "paid",
                "count"
              ],
              "properties": {
                "account_id": {
                  "$ref": "#/components/schemas/AccountId",
                  "description": "The account that moved it."
                },
                "received": {
                  "type": "integer",
                  "format": "int64",
                  "description": "Minor units."
                },
                "received_exact": {
                  "$ref": "#/components/schemas/ExactSum"
                },
                "paid": {
                  "type": "integer",
                  "format": "int64",
                  "description": "Minor units."
                },
                "paid_exact": {
                  "$ref": "#/components/schemas/ExactSum"
                },
                "count": {
                  "type": "integer",
                  "format": "int64",
                  "description": "Completed transactions."
                }
              }
            }
          },
          "from": {
            "type": "string",
            "format": "date-time",
            "description": "The start of the period, in UTC."
          },
          "to": {
            "type": "string",
            "format": "date-time",
            "description": "The end of the period, exclusive, in UTC."
          },
          "as_of": {
            "type": "string",
            "format": "date-time",
            "description": "When it was read."
          }
        }
      },
      "FailureReasons": {
        "type": "object",
        "description": "Why transactions failed in a period.",
        "required": [
          "data",
          "from",
          "to",
          "as_of"
        ],
        "properties": {
          "data": {
            "type": "array",
            "description": "The reasons, most frequent first.",
            "items": {
              "type": "object",
              "required": [
                "code",
                "count"
              ],
              "properties": {
                "code": {
                  "type": "string",
                  "description": "The code of the problem that was answered."
                },
                "count": {
                  "type": "integer",
                  "format": "int64",
                  "description": "Failed transactions."
                }
              }
            }
          },
          "from": {
            "type": "string",
            "format": "date-time",
            "description": "The start of the period, in UTC."
          },
          "to": {
            "type": "string",
            "format": "date-time",
            "description": "The end of the period, exclusive, in UTC."
          },
          "as_of": {
            "type": "string",
            "format": "date-time",
            "description": "When it was read."
          }
        }
      },
      "Cohorts": {
        "type": "object",
        "description": "How many accounts stay active, by the month in which they were opened.",
        "required": [
          "data",
          "as_of"
        ],
        "properties": {
          "data": {
            "type": "array",
            "description": "One entry per month, oldest first.",
            "items": {
              "type": "object",
              "required": [
                "month",
                "accounts",
                "active"
              ],
              "properties": {
                "month": {
                  "type": "string",
                  "description": "The month in which the accounts were opened, UTC.",
                  "pattern": "^[0-9]{4}-[0-9]{2}$"
                },
                "accounts": {
                  "type": "integer",
                  "format": "int64",
                  "description": "How many were opened."
                },
                "active": {
                  "type": "array",
                  "description": "How many of them were active in that month, in the next one, and so on up to this month.",
                  "items": {
                    "type": "integer",
                    "format": "int64"
                  }
                }
              }
            }
          },
          "as_of": {
            "type": "string",
            "format": "date-time",
            "description": "When it was read."
          }
        }
      },
      "Liveness": {
        "type": "object",
        "description": "The process runs.",
        "required": [
          "status"
        ],
        "properties": {
          "status": {
            "type": "string",
            "const": "live",
            "description": "Always `live`."
          }
        }
      },
      "Readiness": {
        "type": "object",
        "description": "Whether the process can serve requests, with the state of what it depends on.",
        "required": [
          "status",
          "checks"
        ],
        "properties": {
          "status": {
            "type": "string",
            "enum": [
              "ready",
              "not_ready"
            ],
            "description": "Whether it can serve requests."
          },
          "checks": {
            "type": "object",
            "description": "The state of each dependency, by name; empty on the public port.",
            "additionalProperties": {
              "type": "object",
              "required": [
                "ok",
                "required"
              ],
              "properties": {
                "ok": {
                  "type": "boolean",
                  "description": "Whether it works."
                },
                "required": {
                  "type": "boolean",
                  "description": "Whether the process cannot work without it."
                },
                "detail": {
                  "type": "string",
                  "description": "For people: what is wrong."
                }
              }
            }
          }
        }
      },
      "ApiKeyId": {
        "type": "string",
        "description": "The id of an API key, which is not secret.",
        "pattern": "^key_[0-7][0-9a-hjkmnp-tv-z]{25}$",
        "x-message": "must be an API key's id, such as key_01m819eke0e8x9qk3m5r7t2v4w",
        "examples": [
          "key_01m819eke0e8x9qk3m5r7t2v4w"
        ]
      },
      "Scope": {
        "type": "string",
        "description": "One permission of a key; each operation names the one it needs.",
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
      "ApiKeyStatus": {
        "type": "string",
        "description": "A key that was rotated is also `expired` after its overlap.",
        "enum": [
          "active",
          "expired",
          "revoked"
        ]
      },
      "AccessTokenRequest": {
        "type": "object",
        "description": "The request of an access token, as in RFC 6749.",
        "required": [
          "grant_type"
        ],
        "properties": {
          "grant_type": {
            "type": "string",
            "const": "client_credentials",
            "description": "Always `client_credentials`."
          },
          "client_id": {
            "description": "The id of an API key, unless sent by HTTP Basic.",
            "$ref": "#/components/schemas/ApiKeyId"
          },
          "client_secret": {
            "description": "The API key itself, unless sent by HTTP Basic.",
            "type": "string"
          },
          "scope": {
            "description": "Some of the key's scopes, separated by spaces; by default all of them.",
            "type": "string"
          }
        }
      },
      "AccessToken": {
        "type": "object",
        "description": "An access token, as in RFC 6749.",
        "required": [
          "access_token",
          "token_type",
          "expires_in",
          "scope"
        ],
        "properties": {
          "access_token": {
            "type": "string",
            "description": "A JSON Web Token of at most 2,048 characters. Its claims are those of RFC 9068, and the tenant as `tenant_id`.\n"
          },
          "token_type": {
            "type": "string",
            "const": "Bearer",
            "description": "Always `Bearer`."
          },
          "expires_in": {
            "type": "integer",
            "format": "int32",
            "minimum": 1,
            "maximum": 900,
            "description": "How many seconds it works, counted from the answer."
          },
          "scope": {
            "type": "string",
            "description": "Its scopes, separated by spaces."
          }
        }
      },
      "OAuthError": {
        "type": "object",
        "description": "Why there is no access token, as in RFC 6749.",
        "required": [
          "error",
          "error_description"
        ],
        "properties": {
          "error": {
            "type": "string",
            "description": "Decide by this.",
            "enum": [
              "invalid_request",
              "invalid_client",
              "invalid_scope",
              "unsupported_grant_type"
            ]
          },
          "error_description": {
            "type": "string",
            "description": "For people; it may change."
          }
        }
      },
      "TokenKeys": {
        "type": "object",
        "description": "The public keys that verify access tokens, as in RFC 7517.",
        "required": [
          "keys"
        ],
        "properties": {
          "keys": {
            "type": "array",
            "description": "The keys that sign now, or signed until recently.",
            "items": {
              "type": "object",
              "required": [
                "kid",
                "kty",
                "crv",
                "alg",
                "use",
                "x",
                "y"
              ],
              "properties": {
                "kid": {
                  "type": "string",
                  "description": "The id of the key, as in the header of a token."
                },
                "kty": {
                  "type": "string",
                  "const": "EC",
                  "description": "The kind of key."
                },
                "crv": {
                  "type": "string",
                  "const": "P-256",
                  "description": "The curve."
                },
                "alg": {
                  "type": "string",
                  "const": "ES256",
                  "description": "The algorithm of the signature."
                },
                "use": {
                  "type": "string",
                  "const": "sig",
                  "description": "What the key is for: signatures."
                },
                "x": {
                  "type": "string",
                  "description": "The x coordinate of the point, in base64url."
                },
                "y": {
                  "type": "string",
                  "description": "The y coordinate of the point, in base64url."
                }
              }
            }
          }
        }
      },
      "CreateApiKey": {
        "type": "object",
        "description": "The new key.",
        "additionalProperties": false,
        "required": [
          "name",
          "scopes"
        ],
        "properties": {
          "name": {
            "type": "string",
            "description": "For people: what the key is used for. Need not be unique.",
            "minLength": 1,
            "maxLength": 255,
            "pattern": "^[^\\x00]*$",
            "x-text": "well-formed",
            "examples": [
              "till 7"
            ]
          },
          "scopes": {
            "type": "array",
            "description": "Its scopes: no more than the key of the request has.",
            "items": {
              "$ref": "#/components/schemas/Scope"
            },
            "minItems": 1,
            "maxItems": 50,
            "uniqueItems": true
          },
          "expires_at": {
            "$ref": "#/components/schemas/Time",
            "description": "The moment from which it no longer works, in the future, and not after the expiry of the key that makes it.\nWithout it, it works as long as that key, or until it is revoked; the bank may set a maximum.\n"
          },
          "allowed_addresses": {
            "$ref": "#/components/schemas/AllowedAddresses"
          },
          "time_zone": {
            "$ref": "#/components/schemas/TimeZone"
          }
        }
      },
      "RotateApiKey": {
        "type": "object",
        "description": "How long the old key keeps working, and what differs in the new one. All fields are optional.",
        "additionalProperties": false,
        "properties": {
          "overlap_seconds": {
            "type": "integer",
            "format": "int32",
            "description": "How long the old key keeps working.",
            "minimum": 0,
            "maximum": 2592000,
            "default": 86400
          },
          "expires_at": {
            "$ref": "#/components/schemas/Time",
            "description": "When the new key expires, in the future, and not after the expiry of the key that makes it. Without it, it\nworks as long as that key, or until it is revoked, whatever the expiry of the old one; the bank may set a\nmaximum.\n"
          },
          "allowed_addresses": {
            "$ref": "#/components/schemas/AllowedAddresses",
            "description": "From where the new key works. Without them, from where the old one does."
          },
          "time_zone": {
            "$ref": "#/components/schemas/TimeZone"
          }
        }
      },
      "ApiKey": {
        "type": "object",
        "description": "An API key without its secret.",
        "required": [
          "id",
          "name",
          "prefix",
          "scopes",
          "status",
          "replaces",
          "created_at",
          "created_by",
          "expires_at",
          "revoked_at",
          "allowed_addresses",
          "last_used_at",
          "last_used_address"
        ],
        "properties": {
          "id": {
            "$ref": "#/components/schemas/ApiKeyId",
            "description": "The id of the key, which is not secret."
          },
          "name": {
            "type": "string",
            "description": "For people: what the key is used for."
          },
          "prefix": {
            "type": "string",
            "description": "The first characters of the secret, by which people recognize their keys."
          },
          "scopes": {
            "type": "array",
            "description": "What the key may do.",
            "items": {
              "$ref": "#/components/schemas/Scope"
            }
          },
          "status": {
            "$ref": "#/components/schemas/ApiKeyStatus"
          },
          "replaces": {
            "type": [
              "string",
              "null"
            ],
            "description": "The key that was rotated into this one."
          },
          "created_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it was created, in UTC."
          },
          "created_by": {
            "type": "string",
            "description": "The id of the key that made it, or `operator`."
          },
          "expires_at": {
            "type": [
              "string",
              "null"
            ],
            "description": "The moment from which it no longer works, in UTC; null without one.",
            "format": "date-time"
          },
          "revoked_at": {
            "type": [
              "string",
              "null"
            ],
            "description": "When it was revoked, in UTC; null while it is not.",
            "format": "date-time"
          },
          "allowed_addresses": {
            "type": [
              "array",
              "null"
            ],
            "items": {
              "type": "string"
            },
            "description": "The addresses and networks from which it works; null for any."
          },
          "last_used_at": {
            "type": [
              "string",
              "null"
            ],
            "format": "date-time",
            "description": "Accurate to the minute; null while it has never been used."
          },
          "last_used_address": {
            "type": [
              "string",
              "null"
            ],
            "description": "The client's address at that time; null if it is not known."
          }
        }
      },
      "ApiKeyWithSecret": {
        "type": "object",
        "description": "A new API key.",
        "required": [
          "id",
          "name",
          "prefix",
          "scopes",
          "status",
          "replaces",
          "created_at",
          "created_by",
          "expires_at",
          "revoked_at",
          "allowed_addresses",
          "last_used_at",
          "last_used_address",
          "secret"
        ],
        "properties": {
          "id": {
            "$ref": "#/components/schemas/ApiKeyId",
            "description": "The id of the key, which is not secret."
          },
          "name": {
            "type": "string",
            "description": "For people: what the key is used for."
          },
          "prefix": {
            "type": "string",
            "description": "The first characters of the secret, by which people recognize their keys."
          },
          "scopes": {
            "type": "array",
            "description": "What the key may do.",
            "items": {
              "$ref": "#/components/schemas/Scope"
            }
          },
          "status": {
            "$ref": "#/components/schemas/ApiKeyStatus"
          },
          "replaces": {
            "type": [
              "string",
              "null"
            ],
            "description": "The key that was rotated into this one."
          },
          "created_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it was created, in UTC."
          },
          "created_by": {
            "type": "string",
            "description": "The id of the key that made it, or `operator`."
          },
          "expires_at": {
            "type": [
              "string",
              "null"
            ],
            "description": "The moment from which it no longer works, in UTC; null without one.",
            "format": "date-time"
          },
          "revoked_at": {
            "type": [
              "string",
              "null"
            ],
            "description": "When it was revoked, in UTC; null while it is not.",
            "format": "date-time"
          },
          "allowed_addresses": {
            "type": [
              "array",
              "null"
            ],
            "items": {
              "type": "string"
            },
            "description": "The addresses and networks from which it works; null for any."
          },
          "last_used_at": {
            "type": [
              "string",
              "null"
            ],
            "format": "date-time",
            "description": "Accurate to the minute; null while it has never been used."
          },
          "last_used_address": {
            "type": [
              "string",
              "null"
            ],
            "description": "The client's address at that time; null if it is not known."
          },
          "secret": {
            "type": [
              "string",
              "null"
            ],
            "description": "The key itself, `flk_…`, shown once. Null in the answer to a repeated request."
          }
        }
      },
      "RevokeApiKey": {
        "type": "object",
        "description": "What else to revoke. All fields are optional.",
        "additionalProperties": false,
        "properties": {
          "cascade": {
            "type": "boolean",
            "description": "Whether to revoke the keys that it made too, and those that they made.",
            "default": false
          }
        }
      },
      "RevokedApiKey": {
        "type": "object",
        "description": "An API key that was revoked, with the keys that it made.",
        "required": [
          "id",
          "name",
          "prefix",
          "scopes",
          "status",
          "replaces",
          "created_at",
          "created_by",
          "expires_at",
          "revoked_at",
          "allowed_addresses",
          "last_used_at",
          "last_used_address",
          "children"
        ],
        "properties": {
          "id": {
            "$ref": "#/components/schemas/ApiKeyId",
            "description": "The id of the key, which is not secret."
          },
          "name": {
            "type": "string",
            "description": "For people: what the key is used for."
          },
          "prefix": {
            "type": "string",
            "description": "The first characters of the secret, by which people recognize their keys."
          },
          "scopes": {
            "type": "array",
            "description": "What the key may do.",
            "items": {
              "$ref": "#/components/schemas/Scope"
            }
          },
          "status": {
            "$ref": "#/components/schemas/ApiKeyStatus"
          },
          "replaces": {
            "type": [
              "string",
              "null"
            ],
            "description": "The key that was rotated into this one."
          },
          "created_at": {
            "type": "string",
            "format": "date-time",
            "description": "When it was created, in UTC."
          },
          "created_by": {
            "type": "string",
            "description": "The id of the key that made it, or `operator`."
          },
          "expires_at": {
            "type": [
              "string",
              "null"
            ],
            "description": "The moment from which it no longer works, in UTC; null without one.",
            "format": "date-time"
          },
          "revoked_at": {
            "type": [
              "string",
              "null"
            ],
            "description": "When it was revoked, in UTC; null while it is not.",
            "format": "date-time"
          },
          "allowed_addresses": {
            "type": [
              "array",
              "null"
            ],
            "items": {
              "type": "string"
            },
            "description": "The addresses and networks from which it works; null for any."
          },
          "last_used_at": {
            "type": [
              "string",
              "null"
            ],
            "format": "date-time",
            "description": "Accurate to the minute; null while it has never been used."
          },
          "last_used_address": {
            "type": [
              "string",
              "null"
            ],
            "description": "The client's address at that time; null if it is not known."
          },
          "children": {
            "type": "array",
            "description": "With `cascade`, the keys that were revoked with it. Without, the keys that it made and that are not revoked.\n",
            "items": {
              "$ref": "#/components/schemas/ApiKey"
            }
          }
        }
      },
      "AllowedAddresses": {
        "type": "array",
        "description": "The IP addresses and networks (CIDR notation, IPv4 or IPv6) from which it works, also as an access token. From\nany other, requests get 403 `forbidden`. Without them, it works from where the key works that makes it.\n",
        "items": {
          "type": "string",
          "minLength": 2,
          "maxLength": 43
        },
        "minItems": 1,
        "maxItems": 50,
        "uniqueItems": true,
        "examples": [
          [
            "203.0.113.0/24",
            "2001:db8::1"
          ]
        ]
      },
      "ApiKeyList": {
        "type": "object",
        "description": "A page of API keys.",
        "required": [
          "data",
          "has_more",
          "next_cursor"
        ],
        "properties": {
          "data": {
            "type": "array",
            "description": "The keys of this page, newest first.",
            "items": {
              "$ref": "#/components/schemas/ApiKey"
            }
          },
          "has_more": {
            "type": "boolean",
            "description": "Whether there is another page."
          },
          "next_cursor": {
            "type": [
              "string",
              "null"
            ],
            "description": "Pass it as `cursor` to get the next page; null on the last."
          }
        }
      },
      "Problem": {
        "type": "object",
        "description": "What went wrong, as in RFC 9457.",
        "required": [
          "type",
          "title",
          "status",
          "detail",
          "instance",
          "code",
          "request_id"
        ],
        "properties": {
          "type": {
            "type": "string",
            "format": "uri-reference",
            "description": "The address of a page about the code, at this API."
          },
          "title": {
            "type": "string",
            "description": "The code in words, the same for each problem of this code."
          },
          "status": {
            "type": "integer",
            "format": "int32",
            "minimum": 400,
            "maximum": 599,
            "description": "The HTTP status."
          },
          "detail": {
            "type": "string",
            "description": "What happened in this case, for people."
          },
          "instance": {
            "type": "string",
            "description": "The path of the request."
          },
          "code": {
            "type": "string",
            "description": "Decide by this. A code never changes its meaning; new ones may be added.",
            "enum": [
              "malformed_json",
              "malformed_request",
              "invalid_cursor",
              "insufficient_funds",
              "unauthenticated",
              "forbidden",
              "not_found",
              "method_not_allowed",
              "request_timeout",
              "transaction_in_progress",
              "request_in_progress",
              "state_conflict",
              "duplicate_external_id",
              "precondition_failed",
              "body_too_large",
              "unsupported_media_type",
              "expectation_failed",
              "validation_failed",
              "idempotency_key_reused",
              "currency_mismatch",
              "limit_exceeded",
              "rate_limited",
              "account_contended",
              "headers_too_large",
              "internal_error",
              "overloaded",
              "service_unavailable"
            ]
          },
          "request_id": {
            "type": "string",
            "description": "The server's own id of the request, as in `Florin-Request-Id`."
          },
          "errors": {
            "type": "array",
            "description": "The invalid fields, at most 20 of them.",
            "items": {
              "type": "object",
              "required": [
                "in",
                "pointer",
                "message"
              ],
              "properties": {
                "in": {
                  "type": "string",
                  "enum": [
                    "body",
                    "query",
                    "path",
                    "header"
                  ],
                  "description": "The part of the request."
                },
                "pointer": {
                  "type": "string",
                  "description": "The place in it, as a JSON pointer."
                },
                "message": {
                  "type": "string",
                  "description": "What is wrong with it, for people."
                }
              }
            }
          },
          "transaction": {
            "$ref": "#/components/schemas/Transaction",
            "description": "The failed transaction, where the bank recorded one."
          }
        }
      }
    },
    "responses": {
      "MalformedRequest": {
        "description": "The request itself is malformed.",
        "headers": {
          "X-Request-Id": {
            "$ref": "#/components/headers/RequestId"
          },
          "Florin-Request-Id": {
            "$ref": "#/components/headers/ServerRequestId"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "malformed_request": {
                "$ref": "#/components/examples/malformed_request"
              }
            }
          }
        }
      },
      "Malformed": {
        "description": "The request or its body is malformed.",
        "headers": {
          "X-Request-Id": {
            "$ref": "#/components/headers/RequestId"
          },
          "Florin-Request-Id": {
            "$ref": "#/components/headers/ServerRequestId"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "malformed_json": {
                "$ref": "#/components/examples/malformed_json"
              },
              "malformed_request": {
                "$ref": "#/components/examples/malformed_request"
              }
            }
          }
        }
      },
      "PaymentRefused": {
        "description": "The account does not cover the amount, or the request is malformed.",
        "headers": {
          "X-Request-Id": {
            "$ref": "#/components/headers/RequestId"
          },
          "Florin-Request-Id": {
            "$ref": "#/components/headers/ServerRequestId"
          },
          "Idempotent-Replayed": {
            "$ref": "#/components/headers/IdempotentReplayed"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "insufficient_funds": {
                "$ref": "#/components/examples/insufficient_funds"
              },
              "malformed_json": {
                "$ref": "#/components/examples/malformed_json"
              },
              "malformed_request": {
                "$ref": "#/components/examples/malformed_request"
              }
            }
          }
        }
      },
      "BadList": {
        "description": "The cursor is invalid, or the request is malformed.",
        "headers": {
          "X-Request-Id": {
            "$ref": "#/components/headers/RequestId"
          },
          "Florin-Request-Id": {
            "$ref": "#/components/headers/ServerRequestId"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "invalid_cursor": {
                "$ref": "#/components/examples/invalid_cursor"
              },
              "malformed_request": {
                "$ref": "#/components/examples/malformed_request"
              }
            }
          }
        }
      },
      "Unauthenticated": {
        "description": "No key, or an invalid one.",
        "headers": {
          "X-Request-Id": {
            "$ref": "#/components/headers/RequestId"
          },
          "Florin-Request-Id": {
            "$ref": "#/components/headers/ServerRequestId"
          },
          "WWW-Authenticate": {
            "$ref": "#/components/headers/WwwAuthenticate"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "unauthenticated": {
                "$ref": "#/components/examples/unauthenticated"
              }
            }
          }
        }
      },
      "Forbidden": {
        "description": "The key lacks the scope, or does not work from the client's address.",
        "headers": {
          "X-Request-Id": {
            "$ref": "#/components/headers/RequestId"
          },
          "Florin-Request-Id": {
            "$ref": "#/components/headers/ServerRequestId"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "forbidden": {
                "$ref": "#/components/examples/forbidden"
              }
            }
          }
        }
      },
      "NotFound": {
        "description": "Nothing has this id, or it is not yours.",
        "headers": {
          "X-Request-Id": {
            "$ref": "#/components/headers/RequestId"
          },
          "Florin-Request-Id": {
            "$ref": "#/components/headers/ServerRequestId"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "not_found": {
                "$ref": "#/components/examples/not_found"
              }
            }
          }
        }
      },
      "StateConflict": {
        "description": "It, or its account, is in a state that does not allow this.",
        "headers": {
          "X-Request-Id": {
            "$ref": "#/components/headers/RequestId"
          },
          "Florin-Request-Id": {
            "$ref": "#/components/headers/ServerRequestId"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "state_conflict": {
                "$ref": "#/components/examples/state_conflict"
              }
            }
          }
        }
      },
      "ScheduleRefused": {
        "description": "A field is invalid, an account has another currency, or the idempotency key belongs to another request.\n",
        "headers": {
          "X-Request-Id": {
            "$ref": "#/components/headers/RequestId"
          },
          "Florin-Request-Id": {
            "$ref": "#/components/headers/ServerRequestId"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "validation_failed": {
                "$ref": "#/components/examples/validation_failed"
              },
              "idempotency_key_reused": {
                "$ref": "#/components/examples/idempotency_key_reused"
              },
              "currency_mismatch": {
                "$ref": "#/components/examples/currency_mismatch"
              }
            }
          }
        }
      },
      "AccountUnchanged": {
        "description": "The account cannot change in this way, or another request is changing it.",
        "headers": {
          "X-Request-Id": {
            "$ref": "#/components/headers/RequestId"
          },
          "Florin-Request-Id": {
            "$ref": "#/components/headers/ServerRequestId"
          },
          "Retry-After": {
            "$ref": "#/components/headers/RetryAfter"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "state_conflict": {
                "$ref": "#/components/examples/state_conflict"
              },
              "transaction_in_progress": {
                "$ref": "#/components/examples/transaction_in_progress"
              }
            }
          }
        }
      },
      "AlertDecided": {
        "description": "The alert was decided before.",
        "headers": {
          "X-Request-Id": {
            "$ref": "#/components/headers/RequestId"
          },
          "Florin-Request-Id": {
            "$ref": "#/components/headers/ServerRequestId"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "state_conflict": {
                "$ref": "#/components/examples/state_conflict"
              }
            }
          }
        }
      },
      "AccountConflict": {
        "description": "Another account has this `external_id`, or the same request is still running.",
        "headers": {
          "X-Request-Id": {
            "$ref": "#/components/headers/RequestId"
          },
          "Florin-Request-Id": {
            "$ref": "#/components/headers/ServerRequestId"
          },
          "Retry-After": {
            "$ref": "#/components/headers/RetryAfter"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "duplicate_external_id": {
                "$ref": "#/components/examples/duplicate_external_id"
              },
              "request_in_progress": {
                "$ref": "#/components/examples/request_in_progress"
              }
            }
          }
        }
      },
      "Busy": {
        "description": "Another request is changing the account, it is not open, or the same request is still running.",
        "headers": {
          "X-Request-Id": {
            "$ref": "#/components/headers/RequestId"
          },
          "Florin-Request-Id": {
            "$ref": "#/components/headers/ServerRequestId"
          },
          "Retry-After": {
            "$ref": "#/components/headers/RetryAfter"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "transaction_in_progress": {
                "$ref": "#/components/examples/transaction_in_progress"
              },
              "request_in_progress": {
                "$ref": "#/components/examples/request_in_progress"
              },
              "state_conflict": {
                "$ref": "#/components/examples/state_conflict"
              }
            }
          }
        }
      },
      "PreconditionFailed": {
        "description": "The account has changed since the version that `If-Match` names. Nothing moved, nothing is recorded.",
        "headers": {
          "X-Request-Id": {
            "$ref": "#/components/headers/RequestId"
          },
          "Florin-Request-Id": {
            "$ref": "#/components/headers/ServerRequestId"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "precondition_failed": {
                "$ref": "#/components/examples/precondition_failed"
              }
            }
          }
        }
      },
      "Conflict": {
        "description": "Its state does not allow this.",
        "headers": {
          "X-Request-Id": {
            "$ref": "#/components/headers/RequestId"
          },
          "Florin-Request-Id": {
            "$ref": "#/components/headers/ServerRequestId"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "state_conflict": {
                "$ref": "#/components/examples/state_conflict"
              }
            }
          }
        }
      },
      "EndpointRefused": {
        "description": "A field is invalid, there are too many endpoints, or the idempotency key belongs to another request.",
        "headers": {
          "X-Request-Id": {
            "$ref": "#/components/headers/RequestId"
          },
          "Florin-Request-Id": {
            "$ref": "#/components/headers/ServerRequestId"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "validation_failed": {
                "$ref": "#/components/examples/validation_failed"
              },
              "idempotency_key_reused": {
                "$ref": "#/components/examples/idempotency_key_reused"
              },
              "limit_exceeded": {
                "$ref": "#/components/examples/limit_exceeded"
              }
            }
          }
        }
      },
      "BodyTooLarge": {
        "description": "The body is larger than 64 KiB (1 MiB for a batch).",
        "headers": {
          "X-Request-Id": {
            "$ref": "#/components/headers/RequestId"
          },
          "Florin-Request-Id": {
            "$ref": "#/components/headers/ServerRequestId"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "body_too_large": {
                "$ref": "#/components/examples/body_too_large"
              }
            }
          }
        }
      },
      "UnsupportedMediaType": {
        "description": "The body is not `application/json`.",
        "headers": {
          "X-Request-Id": {
            "$ref": "#/components/headers/RequestId"
          },
          "Florin-Request-Id": {
            "$ref": "#/components/headers/ServerRequestId"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "unsupported_media_type": {
                "$ref": "#/components/examples/unsupported_media_type"
              }
            }
          }
        }
      },
      "Invalid": {
        "description": "A parameter is invalid or unknown.",
        "headers": {
          "X-Request-Id": {
            "$ref": "#/components/headers/RequestId"
          },
          "Florin-Request-Id": {
            "$ref": "#/components/headers/ServerRequestId"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "validation_failed": {
                "$ref": "#/components/examples/validation_failed"
              }
            }
          }
        }
      },
      "AccountRefused": {
        "description": "A field is invalid, or the idempotency key belongs to another request.",
        "headers": {
          "X-Request-Id": {
            "$ref": "#/components/headers/RequestId"
          },
          "Florin-Request-Id": {
            "$ref": "#/components/headers/ServerRequestId"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "validation_failed": {
                "$ref": "#/components/examples/validation_failed"
              },
              "idempotency_key_reused": {
                "$ref": "#/components/examples/idempotency_key_reused"
              }
            }
          }
        }
      },
      "MovementRefused": {
        "description": "A field is invalid, a rule forbids the movement, or the idempotency key belongs to another request.",
        "headers": {
          "X-Request-Id": {
            "$ref": "#/components/headers/RequestId"
          },
          "Florin-Request-Id": {
            "$ref": "#/components/headers/ServerRequestId"
          },
          "Idempotent-Replayed": {
            "$ref": "#/components/headers/IdempotentReplayed"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "validation_failed": {
                "$ref": "#/components/examples/validation_failed"
              },
              "idempotency_key_reused": {
                "$ref": "#/components/examples/idempotency_key_reused"
              },
              "currency_mismatch": {
                "$ref": "#/components/examples/currency_mismatch"
              },
              "limit_exceeded": {
                "$ref": "#/components/examples/limit_exceeded"
              }
            }
          }
        }
      },
      "TooManyRequests": {
        "description": "Too many requests at once. Nothing happened; try again after `Retry-After`.",
        "headers": {
          "X-Request-Id": {
            "$ref": "#/components/headers/RequestId"
          },
          "Florin-Request-Id": {
            "$ref": "#/components/headers/ServerRequestId"
          },
          "Retry-After": {
            "$ref": "#/components/headers/RetryAfter"
          },
          "RateLimit-Limit": {
            "$ref": "#/components/headers/RateLimitLimit"
          },
          "RateLimit-Remaining": {
            "$ref": "#/components/headers/RateLimitRemaining"
          },
          "RateLimit-Reset": {
            "$ref": "#/components/headers/RateLimitReset"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "rate_limited": {
                "$ref": "#/components/examples/rate_limited"
              }
            }
          }
        }
      },
      "TooManyPostings": {
        "description": "Too many requests of your tenant or for this account. Nothing happened; try again after `Retry-After`.\n",
        "headers": {
          "X-Request-Id": {
            "$ref": "#/components/headers/RequestId"
          },
          "Florin-Request-Id": {
            "$ref": "#/components/headers/ServerRequestId"
          },
          "Retry-After": {
            "$ref": "#/components/headers/RetryAfter"
          },
          "RateLimit-Limit": {
            "$ref": "#/components/headers/RateLimitLimit"
          },
          "RateLimit-Remaining": {
            "$ref": "#/components/headers/RateLimitRemaining"
          },
          "RateLimit-Reset": {
            "$ref": "#/components/headers/RateLimitReset"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "rate_limited": {
                "$ref": "#/components/examples/rate_limited"
              },
              "account_contended": {
                "$ref": "#/components/examples/account_contended"
              }
            }
          }
        }
      },
      "Unavailable": {
        "description": "`overloaded`: the request was turned away before it began and moved nothing. `service_unavailable`: a service\nthat the answer needs is away, and whether money moved is unknown. In both cases repeat the request with the\nsame `Idempotency-Key` after `Retry-After`.\n",
        "headers": {
          "X-Request-Id": {
            "$ref": "#/components/headers/RequestId"
          },
          "Florin-Request-Id": {
            "$ref": "#/components/headers/ServerRequestId"
          },
          "Retry-After": {
            "$ref": "#/components/headers/RetryAfter"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "overloaded": {
                "$ref": "#/components/examples/overloaded"
              },
              "service_unavailable": {
                "$ref": "#/components/examples/service_unavailable"
              }
            }
          }
        }
      },
      "Other": {
        "description": "Any error of HTTP itself, and our own mistakes.",
        "headers": {
          "X-Request-Id": {
            "$ref": "#/components/headers/RequestId"
          },
          "Florin-Request-Id": {
            "$ref": "#/components/headers/ServerRequestId"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "method_not_allowed": {
                "$ref": "#/components/examples/method_not_allowed"
              },
              "request_timeout": {
                "$ref": "#/components/examples/request_timeout"
              },
              "expectation_failed": {
                "$ref": "#/components/examples/expectation_failed"
              },
              "headers_too_large": {
                "$ref": "#/components/examples/headers_too_large"
              },
              "internal_error": {
                "$ref": "#/components/examples/internal_error"
              }
            }
          }
        }
      }
    },
    "examples": {
      "ApiKey": {
        "summary": "An API key",
        "value": {
          "id": "key_01m819eke0e8x9qk3m5r7t2v4w",
          "name": "till 7",
          "prefix": "flk_x7Kq",
          "scopes": [
            "accounts:read",
            "transactions:write"
          ],
          "status": "active",
          "replaces": null,
          "created_at": "2026-11-22T09:30:00.000Z",
          "created_by": "operator",
          "expires_at": null,
          "revoked_at": null,
          "allowed_addresses": null,
          "last_used_at": "2026-11-22T10:02:00.000Z",
          "last_used_address": "203.0.113.9"
        }
      },
      "ApiKeyWithSecret": {
        "summary": "A new API key",
        "value": {
          "id": "key_01m819eke0e8x9qk3m5r7t2v4w",
          "name": "till 7",
          "prefix": "flk_x7Kq",
          "scopes": [
            "accounts:read",
            "transactions:write"
          ],
          "status": "active",
          "replaces": null,
          "created_at": "2026-11-22T09:30:00.000Z",
          "created_by": "operator",
          "expires_at": null,
          "revoked_at": null,
          "allowed_addresses": null,
          "last_used_at": null,
          "last_used_address": null,
          "secret": "flk_…"
        }
      },
      "Account": {
        "summary": "An account",
        "value": {
          "id": "acct_01m819eke0e209k3gghyc4dkah",
          "currency": "USD",
          "currency_exponent": 2,
          "balance": 100,
          "held": 0,
          "available": 100,
          "overdraft_limit": 0,
          "movement_limit": null,
          "daily_limit": null,
          "status": "open",
          "external_id": null,
          "name": "Ada",
          "metadata": {},
          "version": 1,
          "created_at": "2026-11-22T09:30:00.000Z",
          "updated_at": "2026-11-22T09:30:00.000Z"
        }
      },
      "Credit": {
        "summary": "A credit",
        "value": {
          "id": "txn_01m819eke0es3v0j9qtsf6ysh6",
          "type": "credit",
          "status": "completed",
          "account_id": "acct_01m819eke0e209k3gghyc4dkah",
          "counterparty_account_id": null,
          "from_account_id": null,
          "to_account_id": null,
          "amount": 100,
          "currency": "USD",
          "balance_after": 100,
          "account_version": 1,
          "reference": "payout-2026-11",
          "description": "Payout for November",
          "metadata": {
            "batch": "17"
          },
          "failure": null,
          "hold_id": null,
          "reverses": null,
          "expires_at": null,
          "captured_amount": null,
          "effective_at": "2026-11-22T09:30:00.000Z",
          "created_at": "2026-11-22T09:30:00.000Z",
          "actor": {
            "type": "api_key",
            "id": "key_01m819eke0e8x9qk3m5r7t2v4w",
            "token_id": null,
            "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d",
            "correlation_id": null,
            "address": "203.0.113.7",
            "on_behalf_of": null
          }
        }
      },
      "Debit": {
        "summary": "A debit",
        "value": {
          "id": "txn_01m819eke0e2586g95gjjdra1k",
          "type": "debit",
          "status": "completed",
          "account_id": "acct_01m819eke0e209k3gghyc4dkah",
          "counterparty_account_id": null,
          "from_account_id": null,
          "to_account_id": null,
          "amount": 50,
          "currency": "USD",
          "balance_after": 50,
          "account_version": 2,
          "reference": null,
          "description": null,
          "metadata": {},
          "failure": null,
          "hold_id": null,
          "reverses": null,
          "expires_at": null,
          "captured_amount": null,
          "effective_at": "2026-11-22T09:30:04.250Z",
          "created_at": "2026-11-22T09:30:04.250Z",
          "actor": {
            "type": "api_key",
            "id": "key_01m819eke0e8x9qk3m5r7t2v4w",
            "token_id": null,
            "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d",
            "correlation_id": null,
            "address": "203.0.113.7",
            "on_behalf_of": null
          }
        }
      },
      "FailedDebit": {
        "summary": "A debit that the account did not cover",
        "value": {
          "id": "txn_01m819eke0ezkrz7m95ghqvc4c",
          "type": "debit",
          "status": "failed",
          "account_id": "acct_01m819eke0e209k3gghyc4dkah",
          "counterparty_account_id": null,
          "from_account_id": null,
          "to_account_id": null,
          "amount": 51,
          "currency": "USD",
          "balance_after": null,
          "account_version": null,
          "reference": null,
          "description": null,
          "metadata": {},
          "failure": {
            "code": "insufficient_funds",
            "message": "The account has 0.50 USD (50) available; 0.51 USD (51) was asked for."
          },
          "hold_id": null,
          "reverses": null,
          "expires_at": null,
          "captured_amount": null,
          "effective_at": "2026-11-22T09:30:06.000Z",
          "created_at": "2026-11-22T09:30:06.000Z",
          "actor": {
            "type": "api_key",
            "id": "key_01m819eke0e8x9qk3m5r7t2v4w",
            "token_id": null,
            "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d",
            "correlation_id": null,
            "address": "203.0.113.7",
            "on_behalf_of": null
          }
        }
      },
      "Transfer": {
        "summary": "A transfer",
        "value": {
          "id": "txn_01m819eke0ezkrz7m95ghqvc4c",
          "type": "transfer",
          "status": "completed",
          "account_id": "acct_01m819eke0e209k3gghyc4dkah",
          "counterparty_account_id": "acct_01m819eke0ehys2k5dd2ackzb7",
          "from_account_id": "acct_01m819eke0e209k3gghyc4dkah",
          "to_account_id": "acct_01m819eke0ehys2k5dd2ackzb7",
          "amount": 25,
          "currency": "USD",
          "balance_after": 25,
          "account_version": 3,
          "reference": "rent-2026-11",
          "description": null,
          "metadata": {},
          "failure": null,
          "hold_id": null,
          "reverses": null,
          "expires_at": null,
          "captured_amount": null,
          "effective_at": "2026-11-22T09:30:08.000Z",
          "created_at": "2026-11-22T09:30:08.000Z",
          "actor": {
            "type": "api_key",
            "id": "key_01m819eke0e8x9qk3m5r7t2v4w",
            "token_id": null,
            "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d",
            "correlation_id": null,
            "address": "203.0.113.7",
            "on_behalf_of": null
          }
        }
      },
      "Hold": {
        "summary": "A hold",
        "value": {
          "id": "txn_01m819eke0es3v0j9qtsf6ysh6",
          "type": "hold",
          "status": "held",
          "account_id": "acct_01m819eke0e209k3gghyc4dkah",
          "counterparty_account_id": null,
          "from_account_id": null,
          "to_account_id": null,
          "amount": 40,
          "currency": "USD",
          "balance_after": 100,
          "account_version": 3,
          "reference": null,
          "description": null,
          "metadata": {},
          "failure": null,
          "hold_id": null,
          "reverses": null,
          "expires_at": "2026-11-29T09:30:00.000Z",
          "captured_amount": 0,
          "effective_at": "2026-11-22T09:30:12.000Z",
          "created_at": "2026-11-22T09:30:12.000Z",
          "actor": {
            "type": "api_key",
            "id": "key_01m819eke0e8x9qk3m5r7t2v4w",
            "token_id": null,
            "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d",
            "correlation_id": null,
            "address": "203.0.113.7",
            "on_behalf_of": null
          }
        }
      },
      "Capture": {
        "summary": "A capture of a part",
        "value": {
          "id": "txn_01m819eke0ezkrz7m95ghqvc4c",
          "type": "capture",
          "status": "completed",
          "account_id": "acct_01m819eke0e209k3gghyc4dkah",
          "counterparty_account_id": null,
          "from_account_id": null,
          "to_account_id": null,
          "amount": 15,
          "currency": "USD",
          "balance_after": 85,
          "account_version": 4,
          "reference": null,
          "description": null,
          "metadata": {},
          "failure": null,
          "hold_id": "txn_01m819eke0es3v0j9qtsf6ysh6",
          "reverses": null,
          "expires_at": null,
          "captured_amount": 15,
          "effective_at": "2026-11-22T09:30:12.000Z",
          "created_at": "2026-11-22T09:30:12.000Z",
          "actor": {
            "type": "api_key",
            "id": "key_01m819eke0e8x9qk3m5r7t2v4w",
            "token_id": null,
            "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d",
            "correlation_id": null,
            "address": "203.0.113.7",
            "on_behalf_of": null
          }
        }
      },
      "Void": {
        "summary": "The end of a hold releases what was left",
        "value": {
          "id": "txn_01m819eke0ezkrz7m95ghqvc4c",
          "type": "void",
          "status": "completed",
          "account_id": "acct_01m819eke0e209k3gghyc4dkah",
          "counterparty_account_id": null,
          "from_account_id": null,
          "to_account_id": null,
          "amount": 25,
          "currency": "USD",
          "balance_after": 85,
          "account_version": 5,
          "reference": null,
          "description": null,
          "metadata": {},
          "failure": null,
          "hold_id": "txn_01m819eke0es3v0j9qtsf6ysh6",
          "reverses": null,
          "expires_at": null,
          "captured_amount": 15,
          "effective_at": "2026-11-22T09:30:12.000Z",
          "created_at": "2026-11-22T09:30:12.000Z",
          "actor": {
            "type": "api_key",
            "id": "key_01m819eke0e8x9qk3m5r7t2v4w",
            "token_id": null,
            "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d",
            "correlation_id": null,
            "address": "203.0.113.7",
            "on_behalf_of": null
          }
        }
      },
      "Reversal": {
        "summary": "A debit, reversed in part",
        "value": {
          "id": "txn_01m819eke0ezkrz7m95ghqvc4c",
          "type": "reversal",
          "status": "completed",
          "account_id": "acct_01m819eke0e209k3gghyc4dkah",
          "counterparty_account_id": null,
          "from_account_id": null,
          "to_account_id": null,
          "amount": 10,
          "currency": "USD",
          "balance_after": 60,
          "account_version": 4,
          "reference": "refund-17",
          "description": null,
          "metadata": {},
          "failure": null,
          "hold_id": null,
          "reverses": "txn_01m819eke0e2586g95gjjdra1k",
          "expires_at": null,
          "captured_amount": null,
          "effective_at": "2026-11-22T09:30:12.000Z",
          "created_at": "2026-11-22T09:30:12.000Z",
          "actor": {
            "type": "api_key",
            "id": "key_01m819eke0e8x9qk3m5r7t2v4w",
            "token_id": null,
            "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d",
            "correlation_id": null,
            "address": "203.0.113.7",
            "on_behalf_of": null
          }
        }
      },
      "FraudRule": {
        "summary": "A rule",
        "value": {
          "id": "velocity",
          "description": "More movements than the limit within the window, in either direction.",
          "looks_at": "completed",
          "enabled": true,
          "severity": "high",
          "action": "none",
          "parameters": {
            "limit": 6,
            "window_seconds": 60
          },
          "parameters_schema": {
            "type": "object",
            "properties": {
              "limit": {
                "type": "integer",
                "default": 10,
                "minimum": 2,
                "maximum": 63,
                "description": "Movements that are still usual."
              },
              "window_seconds": {
                "type": "integer",
                "default": 60,
                "minimum": 1,
                "maximum": 86400,
                "description": "In which they are counted."
              }
            }
          },
          "version": 1,
          "updated_at": "2026-11-22T09:30:00.000Z"
        }
      },
      "FraudAlert": {
        "summary": "An alert that was decided",
        "value": {
          "id": "alrt_01m819eke0ejz8a0v3365h67rv",
          "account_id": "acct_01m819eke0e209k3gghyc4dkah",
          "rule": "rapid_drain",
          "severity": "high",
          "reason": "95.00 USD left within 600 s of a credit of 100.00 USD",
          "transaction_ids": [
            "txn_01m819eke0es3v0j9qtsf6ysh6",
            "txn_01m819eke0e2586g95gjjdra1k"
          ],
          "raised_at": "2026-11-22T09:32:00.000Z",
          "state": "confirmed",
          "decision": {
            "note": "The customer knows nothing of it.",
            "decided_at": "2026-11-22T09:40:00.000Z",
            "decided_by": "key_01m819eke0e209k3gghyc4dkah"
          },
          "action": {
            "kind": "freeze",
            "status": "done",
            "attempts": 1,
            "at": "2026-11-22T09:32:01.000Z",
            "detail": "The account is frozen."
          },
          "evidence": [
            {
              "transaction_id": "txn_01m819eke0es3v0j9qtsf6ysh6",
              "type": "credit",
              "status": "completed",
              "direction": "credit",
              "amount": 10000,
              "currency": "USD",
              "counterparty_account_id": null,
              "occurred_at": "2026-11-22T09:30:00.000Z"
            },
            {
              "transaction_id": "txn_01m819eke0e2586g95gjjdra1k",
              "type": "debit",
              "status": "completed",
              "direction": "debit",
              "amount": 9500,
              "currency": "USD",
              "counterparty_account_id": null,
              "occurred_at": "2026-11-22T09:32:00.000Z"
            }
          ]
        }
      },
      "FraudBackTest": {
        "summary": "One alert in a week",
        "value": {
          "rule": "large_amount",
          "parameters": {
            "threshold_units": 5000,
            "threshold_units_by_currency": {},
            "quiet_seconds": 60
          },
          "from": "2026-11-15T00:00:00.000Z",
          "to": "2026-11-22T00:00:00.000Z",
          "truncated": false,
          "covered_from": "2026-11-15T00:00:00.000Z",
          "covered_until": "2026-11-22T00:00:00.000Z",
          "movements": 4711,
          "accounts": 17,
          "alert_count": 1,
          "alerts_per_day": [
            {
              "date": "2026-11-20",
              "count": 1
            }
          ],
          "known_alert_count": 0,
          "alerts": [
            {
              "account_id": "acct_01m819eke0e209k3gghyc4dkah",
              "reason": "6000.00 USD moved at once; the threshold is 5000.00 USD",
              "raised_at": "2026-11-20T09:30:00.000Z",
              "evidence": [
                {
                  "transaction_id": "txn_01m819eke0es3v0j9qtsf6ysh6",
                  "type": "credit",
                  "status": "completed",
                  "direction": "credit",
                  "amount": 600000,
                  "currency": "USD",
                  "counterparty_account_id": null,
                  "occurred_at": "2026-11-20T09:30:00.000Z"
                }
              ],
              "known": false
            }
          ]
        }
      },
      "ScheduledTransaction": {
        "summary": "The rent",
        "value": {
          "id": "sched_01m819eke0e4x8bq2v7zr5c9nd",
          "type": "transfer",
          "status": "pending",
          "scheduled_for": "2026-12-01T06:00:00.000Z",
          "account_id": null,
          "from_account_id": "acct_01m819eke0e209k3gghyc4dkah",
          "to_account_id": "acct_01m819eke0ehys2k5dd2ackzb7",
          "amount": 25,
          "currency": "USD",
          "reference": "rent-2026-12",
          "description": null,
          "metadata": {},
          "transaction_id": null,
          "failure": null,
          "created_at": "2026-11-22T09:30:00.000Z",
          "updated_at": "2026-11-22T09:30:00.000Z",
          "actor": {
            "type": "api_key",
            "id": "key_01m819eke0e8x9qk3m5r7t2v4w",
            "token_id": null,
            "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d",
            "correlation_id": null,
            "address": "203.0.113.7",
            "on_behalf_of": null
          }
        }
      },
      "CancelledTransaction": {
        "summary": "The rent, cancelled",
        "value": {
          "id": "sched_01m819eke0e4x8bq2v7zr5c9nd",
          "type": "transfer",
          "status": "cancelled",
          "scheduled_for": "2026-12-01T06:00:00.000Z",
          "account_id": null,
          "from_account_id": "acct_01m819eke0e209k3gghyc4dkah",
          "to_account_id": "acct_01m819eke0ehys2k5dd2ackzb7",
          "amount": 25,
          "currency": "USD",
          "reference": "rent-2026-12",
          "description": null,
          "metadata": {},
          "transaction_id": null,
          "failure": null,
          "created_at": "2026-11-22T09:30:00.000Z",
          "updated_at": "2026-11-23T18:00:00.000Z",
          "actor": {
            "type": "api_key",
            "id": "key_01m819eke0e8x9qk3m5r7t2v4w",
            "token_id": null,
            "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d",
            "correlation_id": null,
            "address": "203.0.113.7",
            "on_behalf_of": null
          }
        }
      },
      "malformed_json": {
        "summary": "The body is not JSON",
        "value": {
          "type": "http://127.0.0.1:3000/docs/errors/malformed_json",
          "title": "Malformed JSON",
          "status": 400,
          "detail": "The body is not JSON: Expected double-quoted property name at line 1, column 64.",
          "instance": "/transactions/debit",
          "code": "malformed_json",
          "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d"
        }
      },
      "malformed_request": {
        "summary": "The request line is malformed",
        "value": {
          "type": "http://127.0.0.1:3000/docs/errors/malformed_request",
          "title": "Malformed request",
          "status": 400,
          "detail": "The path holds a broken percent-encoding.",
          "instance": "/accounts/%zz",
          "code": "malformed_request",
          "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d"
        }
      },
      "invalid_cursor": {
        "summary": "An invalid cursor",
        "value": {
          "type": "http://127.0.0.1:3000/docs/errors/invalid_cursor",
          "title": "Invalid cursor",
          "status": 400,
          "detail": "The cursor does not come from this list.",
          "instance": "/transactions",
          "code": "invalid_cursor",
          "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d"
        }
      },
      "insufficient_funds": {
        "summary": "The account does not cover the amount",
        "value": {
          "type": "http://127.0.0.1:3000/docs/errors/insufficient_funds",
          "title": "Insufficient funds",
          "status": 400,
          "detail": "The account has 0.50 USD (50) available; 0.51 USD (51) was asked for.",
          "instance": "/transactions/debit",
          "code": "insufficient_funds",
          "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d",
          "transaction": {
            "id": "txn_01m819eke0ezkrz7m95ghqvc4c",
            "type": "debit",
            "status": "failed",
            "account_id": "acct_01m819eke0e209k3gghyc4dkah",
            "counterparty_account_id": null,
            "from_account_id": null,
            "to_account_id": null,
            "amount": 51,
            "currency": "USD",
            "balance_after": null,
            "account_version": null,
            "reference": null,
            "description": null,
            "metadata": {},
            "failure": {
              "code": "insufficient_funds",
              "message": "The account has 0.50 USD (50) available; 0.51 USD (51) was asked for."
            },
            "hold_id": null,
            "reverses": null,
            "expires_at": null,
            "captured_amount": null,
            "effective_at": "2026-11-22T09:30:06.000Z",
            "created_at": "2026-11-22T09:30:06.000Z",
            "actor": {
              "type": "api_key",
              "id": "key_01m819eke0e8x9qk3m5r7t2v4w",
              "token_id": null,
              "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d",
              "correlation_id": null,
              "address": "203.0.113.7",
              "on_behalf_of": null
            }
          }
        }
      },
      "unauthenticated": {
        "summary": "No key",
        "value": {
          "type": "http://127.0.0.1:3000/docs/errors/unauthenticated",
          "title": "Unauthenticated",
          "status": 401,
          "detail": "Send an API key, as \"Authorization: Bearer <key>\" or \"X-API-Key: <key>\".",
          "instance": "/accounts",
          "code": "unauthenticated",
          "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d"
        }
      },
      "forbidden": {
        "summary": "The key lacks a scope",
        "value": {
          "type": "http://127.0.0.1:3000/docs/errors/forbidden",
          "title": "Forbidden",
          "status": 403,
          "detail": "This key lacks the scope transactions:write.",
          "instance": "/transactions/debit",
          "code": "forbidden",
          "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d"
        }
      },
      "not_found": {
        "summary": "Not there, or not yours",
        "value": {
          "type": "http://127.0.0.1:3000/docs/errors/not_found",
          "title": "Not found",
          "status": 404,
          "detail": "There is no account acct_01m819eke0ehys2k5dd2ackzb7.",
          "instance": "/accounts/acct_01m819eke0ehys2k5dd2ackzb7",
          "code": "not_found",
          "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d"
        }
      },
      "method_not_allowed": {
        "summary": "The path is right, the method is not",
        "value": {
          "type": "http://127.0.0.1:3000/docs/errors/method_not_allowed",
          "title": "Method not allowed",
          "status": 405,
          "detail": "This path knows GET, HEAD.",
          "instance": "/accounts/acct_01m819eke0e209k3gghyc4dkah/balance",
          "code": "method_not_allowed",
          "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d"
        }
      },
      "request_timeout": {
        "summary": "The request did not arrive in time",
        "value": {
          "type": "http://127.0.0.1:3000/docs/errors/request_timeout",
          "title": "Request timeout",
          "status": 408,
          "detail": "The request did not arrive in time.",
          "instance": "",
          "code": "request_timeout",
          "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d"
        }
      },
      "transaction_in_progress": {
        "summary": "Another request is changing the account",
        "value": {
          "type": "http://127.0.0.1:3000/docs/errors/transaction_in_progress",
          "title": "Transaction in progress",
          "status": 409,
          "detail": "Another transaction holds this account; nothing was moved. Try again.",
          "instance": "/transactions/debit",
          "code": "transaction_in_progress",
          "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d"
        }
      },
      "request_in_progress": {
        "summary": "The first request with this key is still running",
        "value": {
          "type": "http://127.0.0.1:3000/docs/errors/request_in_progress",
          "title": "Request in progress",
          "status": 409,
          "detail": "A request with this Idempotency-Key is still being worked on.",
          "instance": "/transactions/debit",
          "code": "request_in_progress",
          "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d"
        }
      },
      "state_conflict": {
        "summary": "The account is frozen",
        "value": {
          "type": "http://127.0.0.1:3000/docs/errors/state_conflict",
          "title": "State conflict",
          "status": 409,
          "detail": "The account is frozen; it takes no movements.",
          "instance": "/transactions/debit",
          "code": "state_conflict",
          "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d",
          "transaction": {
            "id": "txn_01m819eke0ezkrz7m95ghqvc4c",
            "type": "debit",
            "status": "failed",
            "account_id": "acct_01m819eke0e209k3gghyc4dkah",
            "counterparty_account_id": null,
            "from_account_id": null,
            "to_account_id": null,
            "amount": 51,
            "currency": "USD",
            "balance_after": null,
            "account_version": null,
            "reference": null,
            "description": null,
            "metadata": {},
            "failure": {
              "code": "state_conflict",
              "message": "The account is frozen; it takes no movements."
            },
            "hold_id": null,
            "reverses": null,
            "expires_at": null,
            "captured_amount": null,
            "effective_at": "2026-11-22T09:30:06.000Z",
            "created_at": "2026-11-22T09:30:06.000Z",
            "actor": {
              "type": "api_key",
              "id": "key_01m819eke0e8x9qk3m5r7t2v4w",
              "token_id": null,
              "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d",
              "correlation_id": null,
              "address": "203.0.113.7",
              "on_behalf_of": null
            }
          }
        }
      },
      "duplicate_external_id": {
        "summary": "Another account has it",
        "value": {
          "type": "http://127.0.0.1:3000/docs/errors/duplicate_external_id",
          "title": "Duplicate external id",
          "status": 409,
          "detail": "external_id customer-4711 names another account already.",
          "instance": "/accounts",
          "code": "duplicate_external_id",
          "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d"
        }
      },
      "precondition_failed": {
        "summary": "Another request was faster",
        "value": {
          "type": "http://127.0.0.1:3000/docs/errors/precondition_failed",
          "title": "Precondition failed",
          "status": 412,
          "detail": "Account acct_01m819eke0e209k3gghyc4dkah is at version 3 now, not at 2; nothing was moved.",
          "instance": "/transactions/debit",
          "code": "precondition_failed",
          "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d"
        }
      },
      "body_too_large": {
        "summary": "More than 64 KiB",
        "value": {
          "type": "http://127.0.0.1:3000/docs/errors/body_too_large",
          "title": "Body too large",
          "status": 413,
          "detail": "The body is larger than 65536 bytes.",
          "instance": "/transactions/debit",
          "code": "body_too_large",
          "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d"
        }
      },
      "unsupported_media_type": {
        "summary": "The Content-Type is not JSON",
        "value": {
          "type": "http://127.0.0.1:3000/docs/errors/unsupported_media_type",
          "title": "Unsupported media type",
          "status": 415,
          "detail": "The body is declared as text/plain; send it as application/json in UTF-8.",
          "instance": "/transactions/debit",
          "code": "unsupported_media_type",
          "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d"
        }
      },
      "validation_failed": {
        "summary": "The amount is a string",
        "value": {
          "type": "http://127.0.0.1:3000/docs/errors/validation_failed",
          "title": "Validation failed",
          "status": 422,
          "detail": "body /amount: must be an integer in whole minor units: 1050 for 10.50 USD",
          "instance": "/transactions/debit",
          "code": "validation_failed",
          "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d",
          "errors": [
            {
              "in": "body",
              "pointer": "/amount",
              "message": "must be an integer in whole minor units: 1050 for 10.50 USD"
            }
          ]
        }
      },
      "idempotency_key_reused": {
        "summary": "The key belongs to another request",
        "value": {
          "type": "http://127.0.0.1:3000/docs/errors/idempotency_key_reused",
          "title": "Idempotency key reused",
          "status": 422,
          "detail": "This Idempotency-Key was used before for a different request.",
          "instance": "/transactions/debit",
          "code": "idempotency_key_reused",
          "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d"
        }
      },
      "currency_mismatch": {
        "summary": "Dollars from an account in euros",
        "value": {
          "type": "http://127.0.0.1:3000/docs/errors/currency_mismatch",
          "title": "Currency mismatch",
          "status": 422,
          "detail": "Account acct_01m819eke0e209k3gghyc4dkah is in EUR, not USD.",
          "instance": "/transactions/debit",
          "code": "currency_mismatch",
          "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d"
        }
      },
      "limit_exceeded": {
        "summary": "More than the account's limit for a day",
        "value": {
          "type": "http://127.0.0.1:3000/docs/errors/limit_exceeded",
          "title": "Limit exceeded",
          "status": 422,
          "detail": "The account lets at most 100.00 USD (10000) leave a day, of which 0.00 USD (0) are left today (UTC); 0.51 USD (51) was asked for.",
          "instance": "/transactions/debit",
          "code": "limit_exceeded",
          "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d",
          "transaction": {
            "id": "txn_01m819eke0ezkrz7m95ghqvc4c",
            "type": "debit",
            "status": "failed",
            "account_id": "acct_01m819eke0e209k3gghyc4dkah",
            "counterparty_account_id": null,
            "from_account_id": null,
            "to_account_id": null,
            "amount": 51,
            "currency": "USD",
            "balance_after": null,
            "account_version": null,
            "reference": null,
            "description": null,
            "metadata": {},
            "failure": {
              "code": "limit_exceeded",
              "message": "The account lets at most 100.00 USD (10000) leave a day, of which 0.00 USD (0) are left today (UTC); 0.51 USD (51) was asked for."
            },
            "hold_id": null,
            "reverses": null,
            "expires_at": null,
            "captured_amount": null,
            "effective_at": "2026-11-22T09:30:06.000Z",
            "created_at": "2026-11-22T09:30:06.000Z",
            "actor": {
              "type": "api_key",
              "id": "key_01m819eke0e8x9qk3m5r7t2v4w",
              "token_id": null,
              "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d",
              "correlation_id": null,
              "address": "203.0.113.7",
              "on_behalf_of": null
            }
          }
        }
      },
      "rate_limited": {
        "summary": "Too many requests at once",
        "value": {
          "type": "http://127.0.0.1:3000/docs/errors/rate_limited",
          "title": "Rate limited",
          "status": 429,
          "detail": "Too many of your requests are running.",
          "instance": "/transactions/debit",
          "code": "rate_limited",
          "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d"
        }
      },
      "account_contended": {
        "summary": "Too many requests for one account",
        "value": {
          "type": "http://127.0.0.1:3000/docs/errors/account_contended",
          "title": "Account contended",
          "status": 429,
          "detail": "Too many transactions are waiting for account acct_01m819eke0e209k3gghyc4dkah; nothing was moved. Try again shortly.",
          "instance": "/transactions/debit",
          "code": "account_contended",
          "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d"
        }
      },
      "expectation_failed": {
        "summary": "An expectation other than 100-continue",
        "value": {
          "type": "http://127.0.0.1:3000/docs/errors/expectation_failed",
          "title": "Expectation failed",
          "status": 417,
          "detail": "Of the Expect header only \"100-continue\" can be met.",
          "instance": "/transactions/debit",
          "code": "expectation_failed",
          "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d"
        }
      },
      "headers_too_large": {
        "summary": "More than 16 KiB of headers",
        "value": {
          "type": "http://127.0.0.1:3000/docs/errors/headers_too_large",
          "title": "Headers too large",
          "status": 431,
          "detail": "The request line and headers are larger than 16384 bytes.",
          "instance": "",
          "code": "headers_too_large",
          "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d"
        }
      },
      "internal_error": {
        "summary": "A mistake of ours",
        "value": {
          "type": "http://127.0.0.1:3000/docs/errors/internal_error",
          "title": "Internal error",
          "status": 500,
          "detail": "Something is wrong on our side. The request_id finds it in the logs.",
          "instance": "/transactions/debit",
          "code": "internal_error",
          "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d"
        }
      },
      "overloaded": {
        "summary": "Too much at once, nothing moved",
        "value": {
          "type": "http://127.0.0.1:3000/docs/errors/overloaded",
          "title": "Overloaded",
          "status": 503,
          "detail": "Too many requests are waiting; nothing was moved. Try again shortly.",
          "instance": "/transactions/debit",
          "code": "overloaded",
          "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d"
        }
      },
      "service_unavailable": {
        "summary": "The database went away, the outcome is unknown",
        "value": {
          "type": "http://127.0.0.1:3000/docs/errors/service_unavailable",
          "title": "Service unavailable",
          "status": 503,
          "detail": "The ledger is too slow to answer; the outcome is unknown. Retry with the same key.",
          "instance": "/transactions/debit",
          "code": "service_unavailable",
          "request_id": "7f9c24e5-2b1c-4f5a-9c3e-0d8f6a1b2c3d"
        }
      }
    }
  }
};
