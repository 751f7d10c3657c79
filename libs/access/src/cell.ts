import { Type } from 'typebox';

/** The name of a cell, in an expression. Without `_`, which ends it in the text of a key. */
export const cellShape = '[a-z][a-z0-9]{0,15}';

export const isCellName = (text: string): boolean => new RegExp(`^${cellShape}$`).test(text);

/** Setting of a process that makes or checks keys. */
export const cellSettings = {
  CELL: Type.Optional(
    Type.String({
      pattern: `^${cellShape}$`,
      description: 'the name of the cell that this process belongs to, which new keys and tokens carry',
    }),
  ),
};
