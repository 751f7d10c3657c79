-- The span that handled the event of the delivery (W3C traceparent), where it was traced: attempts continue its trace.
alter table notifications.webhook_deliveries add column traceparent text;
