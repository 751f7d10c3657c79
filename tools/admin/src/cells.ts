import { cellSettings } from '@florin/access';
import { readConfig } from '@florin/service';
import { Type } from 'typebox';
import { CannotDo } from './command.ts';

type Environment = Record<string, string | undefined>;

/** Where the databases of all cells are: `eu1=postgresql://… eu2=postgresql://…`, separated by spaces or lines. */
const cellsConfig = Type.Object({
  ...cellSettings,
  CELL_DATABASE_URLS: Type.Optional(Type.String({ secret: true })),
  CELL_DATABASE_OWNER_URLS: Type.Optional(Type.String({ secret: true })),
});

/** The environment of a command that is for this cell: DATABASE_URL, DATABASE_OWNER_URL and CELL are those of the cell. */
export function inCell(env: Environment, cell: string): Environment {
  const {
    CELL,
    CELL_DATABASE_URLS: urls,
    CELL_DATABASE_OWNER_URLS: ownerUrls,
  } = readConfig(cellsConfig, env);
  if (cell === CELL) return env;
  const url = urlOf(urls, cell);
  if (url === undefined) throw new CannotDo(`CELL_DATABASE_URLS does not name the cell ${cell}.`);
  return { ...env, CELL: cell, DATABASE_URL: url, DATABASE_OWNER_URL: urlOf(ownerUrls, cell) };
}

/** The URL of the owner of a cell's database. */
export function ownerUrlOf(env: Environment, cell: string): string {
  const url = urlOf(readConfig(cellsConfig, env).CELL_DATABASE_OWNER_URLS, cell);
  if (url === undefined) throw new CannotDo(`CELL_DATABASE_OWNER_URLS does not name the cell ${cell}.`);
  return url;
}

function urlOf(urls: string | undefined, cell: string): string | undefined {
  const start = `${cell}=`;
  const found = urls?.split(/\s+/).find((each) => each.startsWith(start));
  return found?.slice(start.length);
}
