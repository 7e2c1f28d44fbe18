/** Thrown when one step asks for more choices than the search is willing to follow. */
export class TooManyChoices extends Error {}

const mostChoices = 14

/**
 * Stands for everything that the data could say: a deterministic step asks it, and the search repeats the step with every
 * series of answers. Within one step the same question has the same answer; what is known from before is not asked again.
 */
export class Choices {
  #script: readonly number[] = []
  #asked: { options: number; taken: number }[] = []
  readonly #answers = new Map<string, number>()

  /** What was answered, for the words of a counterexample. */
  get answers(): ReadonlyMap<string, number> {
    return this.#answers
  }

  begin(script: readonly number[], known: ReadonlyMap<string, number>): void {
    this.#script = script
    this.#asked = []
    this.#answers.clear()
    for (const [question, answer] of known) this.#answers.set(question, answer)
  }

  choose(question: string, options: number): number {
    const known = this.#answers.get(question)
    if (known !== undefined) return known
    if (this.#asked.length >= mostChoices) throw new TooManyChoices()
    const taken = this.#script[this.#asked.length] ?? 0
    this.#asked.push({ options, taken })
    this.#answers.set(question, taken)
    return taken
  }

  /** The next series of answers to try, or none. */
  next(): readonly number[] | undefined {
    const script = this.#asked.map(({ taken }) => taken)
    for (let last = script.length - 1; last >= 0; last--) {
      if (script[last]! + 1 < this.#asked[last]!.options) return [...script.slice(0, last), script[last]! + 1]
    }
    return undefined
  }
}
