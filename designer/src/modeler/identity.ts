const numbers = new WeakMap<object, number>()
let count = 0

/** A key that tells two objects apart, also where one has taken the id of the other: as an element does that replaces another. */
export function identityOf(object: object): number {
  let number = numbers.get(object)
  if (number === undefined) numbers.set(object, (number = ++count))
  return number
}
