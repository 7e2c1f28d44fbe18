/** How an expression came to its value: plain data, positions are offsets into the source. */
export interface Explanation {
  readonly source: string
  /** As text that reads back as the value. */
  readonly value: string
  /** What was read, by the path as it is written, and what it was. */
  readonly names: readonly { readonly name: string; readonly value: string }[]
  /** What the parts were, inner ones first; of what ran more than once, each time, up to a limit. */
  readonly parts: readonly { readonly from: number; readonly to: number; readonly value: string }[]
  /** The smallest part that decides the value by itself: a side of `and` or `or`, the branch of an `if`. */
  readonly decided: { readonly from: number; readonly to: number }
}
