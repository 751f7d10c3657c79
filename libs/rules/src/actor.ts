/** Who made a change, and by which request. It is recorded in the same commit as the change. */
export type Actor = {
  type: 'api_key' | 'operator' | 'system';
  /** The id of the API key (`key_…`), `operator:` and the operator's name, or `system:` and a part of the bank. */
  id: string;
  /** The id (`jti`) of the access token by which the API key acted; null if the key itself was sent. */
  tokenId: string | null;
  /** The id that the server has given the request; null where no request was made. */
  requestId: string | null;
  /** The id that the client has given the request (`X-Request-Id`); null if it gave none. */
  correlationId: string | null;
  /** The client's IP address, without a zone or a port; null where it is not known. */
  address: string | null;
  /** The id of the actor for whom the system acted: of the one who scheduled a transaction. Null for everyone else. */
  onBehalfOf: string | null;
};

/** The parts of the bank that make changes by themselves. */
export const systemParts = ['holds', 'schedule', 'webhooks', 'fraud', 'tokens'] as const;
type SystemPart = (typeof systemParts)[number];

const noRequest = { tokenId: null, requestId: null, correlationId: null, address: null, onBehalfOf: null };

/** A part of the bank that acts by itself. */
export function systemActor(part: SystemPart, details: Partial<Omit<Actor, 'type' | 'id'>> = {}): Actor {
  return { type: 'system', id: `system:${part}`, ...noRequest, ...details };
}

/** The part that posts scheduled transactions: for the one who scheduled it, and under the ids of that request. */
export function scheduleActor(scheduledBy: Actor | null): Actor {
  if (scheduledBy === null) return systemActor('schedule');
  const { id: onBehalfOf, requestId, correlationId } = scheduledBy;
  return systemActor('schedule', { onBehalfOf, requestId, correlationId });
}

/** A person who works for the bank. `name` has 1 to 64 characters. */
export function operatorActor(name: string): Actor {
  return { type: 'operator', id: `operator:${name}`, ...noRequest };
}

/** The type of the actor with this id. */
export function actorType(id: string): Actor['type'] {
  if (id.startsWith('operator:')) return 'operator';
  return id.startsWith('system:') ? 'system' : 'api_key';
}

/** An actor as transactions record it, beside `requestId`: the client's id of the request, or else the server's. */
export type ActorRecord = {
  actorId: string | null;
  tokenId: string | null;
  /** The server's id of the request; null where `requestId` is that id. */
  serverRequestId: string | null;
  address: string | null;
  onBehalfOf: string | null;
};

const nobody = { actorId: null, tokenId: null, serverRequestId: null, address: null, onBehalfOf: null };

export function actorRecord(actor: Actor | null): ActorRecord {
  if (actor === null) return nobody;
  const { id, tokenId, requestId, correlationId, address, onBehalfOf } = actor;
  const serverRequestId = correlationId === null ? null : requestId;
  return { actorId: id, tokenId, serverRequestId, address, onBehalfOf };
}

/** The recorded actor. Null for what was recorded before actors were. */
export function recordedActor(record: ActorRecord & { requestId: string | null }): Actor | null {
  const { actorId, requestId, serverRequestId, tokenId, address, onBehalfOf } = record;
  if (actorId === null) return null;
  return {
    type: actorType(actorId),
    id: actorId,
    tokenId,
    requestId: serverRequestId ?? requestId,
    correlationId: serverRequestId === null ? null : requestId,
    address,
    onBehalfOf,
  };
}

/** An actor as answers show it, with the names of the contract. */
export function actorView(actor: Actor) {
  const { type, id, tokenId, requestId, correlationId, address, onBehalfOf } = actor;
  return {
    ...{ type, id, address },
    token_id: tokenId,
    request_id: requestId,
    correlation_id: correlationId,
    on_behalf_of: onBehalfOf,
  };
}

/** The recorded actor as answers show it. Null for what was recorded before actors were. */
export function recordedActorView(record: Parameters<typeof recordedActor>[0]) {
  const actor = recordedActor(record);
  return actor && actorView(actor);
}
