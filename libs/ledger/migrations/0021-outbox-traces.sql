-- The span of the unit of work that wrote the row (W3C traceparent), where it was traced: the relay and the consumers continue
-- its trace.
alter table ledger.outbox add column traceparent text;
