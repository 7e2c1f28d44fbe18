export const none: readonly never[] = []

/** Of a map that is made when it is needed: most steps change one kind of row or two. */
export const valuesOf = <T>(rows: ReadonlyMap<unknown, T> | undefined): readonly T[] =>
  rows ? [...rows.values()] : none
