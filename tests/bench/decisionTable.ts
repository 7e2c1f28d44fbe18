import { china } from '@lianban/engine'
import { compileDecisions, elementOf, evaluateElement, type FeelValue } from '@lianban/engine/decision'
import { race, row, type Row } from './measure.ts'

/** One rule of the table: a kind of project, a band of areas, and the office that checks it. */
interface Rule {
  readonly kind: string
  readonly from: number
  readonly to: number
  readonly office: string
}

const rules: readonly Rule[] = Array.from({ length: 100 }, (_, index) => ({
  kind: `kind ${index % 10}`,
  from: Math.floor(index / 10) * 500,
  to: Math.floor(index / 10) * 500 + 500,
  office: `office ${index}`,
}))

const text = (source: string): string => `<text>${source.replaceAll('<', '&lt;')}</text>`

const model = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="bench" name="bench" namespace="bench">
  <inputData id="i1" name="kind"><variable name="kind" typeRef="string"/></inputData>
  <inputData id="i2" name="area"><variable name="area" typeRef="number"/></inputData>
  <decision id="office" name="office"><variable name="office" typeRef="string"/>
    <informationRequirement><requiredInput href="#i1"/></informationRequirement>
    <informationRequirement><requiredInput href="#i2"/></informationRequirement>
    <decisionTable hitPolicy="UNIQUE">
      <input><inputExpression typeRef="string"><text>kind</text></inputExpression></input>
      <input><inputExpression typeRef="number"><text>area</text></inputExpression></input>
      <output typeRef="string"/>
      ${rules.map(({ kind, from, to, office }) => `<rule><inputEntry>${text(`"${kind}"`)}</inputEntry><inputEntry>${text(`[${from}..${to})`)}</inputEntry><outputEntry>${text(`"${office}"`)}</outputEntry></rule>`).join('')}
    </decisionTable></decision>
</definitions>`

interface Given {
  readonly kind: string
  readonly area: number
}

/** The same by hand: all rules are tried, for two that fit would be a mistake. */
function plain({ kind, area }: Given): string | null {
  let found: string | null = null
  for (const rule of rules) {
    if (rule.kind !== kind || area < rule.from || area >= rule.to) continue
    if (found !== null) return null
    found = rule.office
  }
  return found
}

const given: readonly Given[] = Array.from({ length: 1000 }, (_, index) => ({
  kind: `kind ${index % 10}`,
  area: (index * 37) % 5000,
}))

/** A decision table of 100 rules, from the names of its inputs to its result, against a plain function. */
export async function decisionTableSuite(rounds: number): Promise<Row[]> {
  const compiled = await compileDecisions([model])
  const office = elementOf(compiled.model, 'office')
  if (!compiled.ok || !office)
    throw new Error(`Expected the table to compile, but: ${JSON.stringify(compiled.problems)}`)
  const options = { moment: { at: 0, calendar: china } }
  const decided = (one: Given): FeelValue => evaluateElement(office, (name) => one[name as keyof Given], options).value
  const contestant = (name: string, decide: (one: Given) => unknown) => ({
    name,
    count: 20_000,
    async run(count: number) {
      for (let index = 0; index < count; index++) {
        const one = given[index % given.length]!
        if (decide(one) === null) throw new Error(`Expected a result for ${JSON.stringify(one)}`)
      }
    },
  })
  for (const one of given)
    if (decided(one) !== plain(one)) throw new Error(`Different answers to ${JSON.stringify(one)}`)
  const [table, hand] = ['table of 100 rules', 'plain function']
  const rates = await race([contestant(table!, decided), contestant(hand!, plain)], rounds)
  return [row('feel', table!, 'decisions/s', rates, hand!, 0.33)]
}
