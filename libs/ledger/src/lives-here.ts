/**
 * A condition on a table of the ledger: its tenant is not closed for a move to another cell, has not moved there, and does not
 * still arrive here. Due work of such a tenant would be refused, and fail again and again.
 */
export const livesHere = (table: 'transactions' | 'scheduled_transactions'): string => `not exists (
      select from ledger.tenant_moves
      where tenant_id = ledger.${table}.tenant_id
        and (state in ('moved', 'arriving') or (state = 'closed' and closed_until > now())))`;
