/** What a scenario is told, in a JSON file that it opens. */
export type Plan = {
  /** Part of every idempotency key of this run, so that no two runs share one. */
  run: string;
  baseUrl: string;
  /** The file with the `api_key`; the key itself stands in no other file and in no argument. */
  credentialsFile: string;
  users: number;
  durationSeconds: number;
  accountIds: string[];
  /** One account that a good part of all movements touches. */
  hotAccountId: string;
};
