import type { Database } from '@florin/database';

/** What a unit of work hands to its work, by the database package's own definition: this package knows no ORM. */
export type EntityManager = Parameters<Parameters<Database['unitOfWork']>[0]>[0];
