/** The parameters of a run, in a JSON file that the scenario opens. */
export type Plan = {
  /** Part of every idempotency key of this run, so that no two runs share one. */
  run: string;
  baseUrl: string;
  /** The file with the `api_key`. The key is in no other file and in no argument. */
  credentialsFile: string;
  users: number;
  durationSeconds: number;
  accountIds: string[];
  /** The account that a large share of all movements touches. */
  hotAccountId: string;
};
