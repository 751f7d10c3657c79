import type { Database } from '@florin/database';
import { createListCursors, Problem, type Handler, type Handlers } from '@florin/http';
import { type AlertView, findAlert, listAlerts } from '../alert-queries.ts';
import { type Decision, decideAlert } from '../decide-alert.ts';

/** The operations on alerts. */
export function alertHandlers(
  database: Database,
  cursorSecrets: readonly string[],
): Pick<Handlers<'fraud'>, 'listFraudAlerts' | 'getFraudAlert' | 'confirmFraudAlert' | 'dismissFraudAlert'> {
  return {
    listFraudAlerts: alertsHandler(database, cursorSecrets),
    getFraudAlert: alertHandler(database),
    confirmFraudAlert: decisionHandler(database, 'confirmed'),
    dismissFraudAlert: decisionHandler(database, 'dismissed'),
  };
}

/** GET /fraud/alerts: lists one tenant's alerts, newest first. */
function alertsHandler(database: Database, cursorSecrets: readonly string[]): Handler<'listFraudAlerts'> {
  const cursors = createListCursors('listFraudAlerts', cursorSecrets);
  return async (request) => {
    const { account_id, rule, state, severity, raised_from, raised_to, limit } = request.query;
    const [raisedAt, id] = cursors.open(request) ?? [];
    const after = raisedAt !== undefined && id !== undefined ? { raisedAt, id } : undefined;
    const found = await database.of(request.principal.tenantId).read((unit) =>
      listAlerts(unit, {
        tenantId: request.principal.tenantId,
        accountId: account_id,
        rule,
        state,
        severity,
        raisedFrom: raised_from,
        raisedTo: raised_to,
        after,
        limit: limit + 1,
      }),
    );
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    const nextCursor = last ? cursors.seal([last.raisedAt, last.id], request) : null;
    return { body: { data: page.map(toAnswer), has_more: last !== undefined, next_cursor: nextCursor } };
  };
}

/** GET /fraud/alerts/{id}: returns an alert with its evidence. */
function alertHandler(database: Database): Handler<'getFraudAlert'> {
  return async ({ principal: { tenantId }, params: { id } }) => {
    const alert = await database.of(tenantId).read((unit) => findAlert(unit, { tenantId, id }));
    if (!alert) throw new Problem('not_found');
    return { body: withEvidence(alert) };
  };
}

/** POST /fraud/alerts/{id}/confirm and /dismiss: decides an alert. */
function decisionHandler(
  database: Database,
  state: Decision['state'],
): Handler<'confirmFraudAlert'> & Handler<'dismissFraudAlert'> {
  return async ({ principal, params: { id }, body, idempotencyKey, actor }) => {
    const { tenantId, credentialId: decidedBy } = principal;
    const { alert, replayed } = await database.of(tenantId).unitOfWork((unit) =>
      decideAlert(unit, {
        ...{ tenantId, id, state, note: body?.note ?? null, decidedBy },
        ...{ actor, idempotencyKey },
      }),
    );
    return {
      body: withEvidence(alert),
      ...(replayed ? { headers: { 'idempotent-replayed': 'true' } } : {}),
    };
  };
}

const withEvidence = (alert: AlertView) => ({ ...toAnswer(alert), evidence: alert.movements ?? [] });

function toAnswer(alert: AlertView) {
  const { id, accountId, rule, severity, reason, evidence, raisedAt, state, decision, action } = alert;
  return {
    id,
    account_id: accountId,
    rule,
    severity,
    reason,
    transaction_ids: evidence,
    raised_at: raisedAt,
    state,
    decision: decision && {
      ...{ note: decision.note, decided_at: decision.at, decided_by: decision.by },
      actor: decision.actor,
    },
    action,
  };
}
