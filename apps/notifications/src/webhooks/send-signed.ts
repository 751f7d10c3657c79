import { webhookHeaders } from '../webhook-signature.ts';
import type { PostWebhook, Reply } from './post-webhook.ts';
import { UnreadableSecret, type SecretSeal } from './sealed-secrets.ts';
import type { SealedSecret } from './secret-store.ts';

/** Signs a webhook with all secrets of its endpoint and sends it once. Never throws because of the endpoint. */
export async function sendSigned(
  webhook: { id: string; url: string; body: string; secrets: readonly SealedSecret[]; excerptBytes?: number },
  sentAt: Date,
  { seal, post }: { seal: SecretSeal; post: PostWebhook },
): Promise<Reply> {
  const { id, url, body, secrets, excerptBytes } = webhook;
  let opened: string[];
  try {
    opened = secrets.map((secret) => seal.open(secret.sealed, secret.id));
  } catch (error) {
    if (!(error instanceof UnreadableSecret)) throw error;
    // Webhooks are never sent unsigned. The delivery is retried, in case the key is configured again.
    return { status: null, failure: 'our signing key for this endpoint cannot be read' };
  }
  const signature = webhookHeaders({ id, sentAt, body, secrets: opened });
  const headers = { 'user-agent': 'florin-webhooks', ...signature };
  return post({ url, headers, body, ...(excerptBytes === undefined ? {} : { excerptBytes }) });
}
