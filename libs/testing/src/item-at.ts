/** The item at this index, or counted from the end if negative. Throws when there is none, so that a test fails there. */
export function itemAt<Item>(list: readonly Item[], index: number): Item {
  if (index < -list.length || index >= list.length)
    throw new Error(`there is no item ${index} of ${list.length}`);
  return list.at(index) as Item;
}
