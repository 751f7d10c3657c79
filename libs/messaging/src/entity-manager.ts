import type { Database } from '@florin/database';

/** What a unit of work hands to its work, by the database room's own definition: this room knows no ORM. */
export type EntityManager = Parameters<Parameters<Database['unitOfWork']>[0]>[0];
