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
export type SystemPart = 'fraud' | 'holds' | 'schedule' | 'webhooks';

const noRequest = { tokenId: null, requestId: null, correlationId: null, address: null, onBehalfOf: null };

/** A part of the bank that acts by itself. */
export function systemActor(part: SystemPart, details: Partial<Omit<Actor, 'type' | 'id'>> = {}): Actor {
  return { type: 'system', id: `system:${part}`, ...noRequest, ...details };
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
