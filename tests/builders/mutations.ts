/**
 * Documented ways to break a sound drawing. Each takes the XML of a process from `randomProcess.ts` and gives drawings in
 * which exactly one thing is wrong; none where it finds no place for it.
 */
export interface Mutation {
  readonly name: string
  readonly apply: (xml: string) => string[]
}

const gateway = (kind: string, end: 'f' | 'j'): RegExp => new RegExp(`<bpmn:${kind} id="(n\\d+)${end}"[^>]*/>`, 'g')

const swap =
  (from: string, to: string, end: 'f' | 'j'): Mutation['apply'] =>
  (xml) =>
    [...xml.matchAll(gateway(from, end))].map((match) => xml.replace(match[0], `<bpmn:${to} id="${match[1]}${end}"/>`))

const flows = (xml: string): { text: string; id: string; from: string; to: string }[] =>
  [
    ...xml.matchAll(
      /<bpmn:sequenceFlow id="([^"]*)" sourceRef="([^"]*)" targetRef="([^"]*)">.*?<\/bpmn:sequenceFlow>/g,
    ),
  ].map(([text, id, from, to]) => ({ text, id: id!, from: from!, to: to! }))

const isGateway = (xml: string, kind: string, id: string): boolean => xml.includes(`<bpmn:${kind} id="${id}"`)

export const mutations: readonly Mutation[] = [
  { name: 'a parallel join becomes an exclusive one', apply: swap('parallelGateway', 'exclusiveGateway', 'j') },
  { name: 'an exclusive join becomes a parallel one', apply: swap('exclusiveGateway', 'parallelGateway', 'j') },
  {
    name: 'an exclusive split becomes a parallel one, its join stays',
    apply: (xml) =>
      swap(
        'exclusiveGateway',
        'parallelGateway',
        'f',
      )(xml).map((mutated) =>
        mutated.replaceAll(
          /(<bpmn:sequenceFlow[^>]*>)<bpmn:conditionExpression>.*?<\/bpmn:conditionExpression>/g,
          (text, open) => {
            const source = /sourceRef="([^"]*)"/.exec(open as string)![1]!
            return isGateway(mutated, 'parallelGateway', source) ? (open as string) : text
          },
        ),
      ),
  },
  { name: 'an inclusive join becomes a parallel one', apply: swap('inclusiveGateway', 'parallelGateway', 'j') },
  {
    name: 'a flow into a parallel join is dropped',
    apply: (xml) =>
      flows(xml)
        .filter(({ to }) => /^n\d+j$/.test(to) && isGateway(xml, 'parallelGateway', to))
        .map(({ text, from, to }) => {
          // The branch ends by itself, and the join waits for a flow that nobody takes.
          const loose = xml.replace(
            text,
            `<bpmn:sequenceFlow id="${from}_loose" sourceRef="${from}" targetRef="loose"></bpmn:sequenceFlow><bpmn:endEvent id="loose"/>`,
          )
          return loose.replace(
            '</bpmn:process>',
            `<bpmn:task id="never"/><bpmn:sequenceFlow id="never_${to}" sourceRef="never" targetRef="${to}"></bpmn:sequenceFlow></bpmn:process>`,
          )
        }),
  },
  {
    name: 'a branch goes back before its parallel split',
    apply: (xml) =>
      flows(xml)
        .filter(({ from, to }) => /^n\d+j$/.test(to) && isGateway(xml, 'parallelGateway', to) && !from.endsWith('j'))
        .map(({ to, from }) => {
          const split = to.replace('j', 'f')
          return `${xml.replace('</bpmn:process>', `<bpmn:sequenceFlow id="back" sourceRef="${from}" targetRef="${split}"></bpmn:sequenceFlow></bpmn:process>`)}`
        }),
  },
  {
    name: 'the condition of a flow is removed',
    apply: (xml) =>
      flows(xml)
        .filter(({ text, from }) => text.includes('conditionExpression') && isGateway(xml, 'exclusiveGateway', from))
        .map(({ text }) =>
          xml.replace(text, text.replace(/<bpmn:conditionExpression>.*?<\/bpmn:conditionExpression>/, '')),
        ),
  },
  {
    name: 'a step is cut off',
    apply: (xml) =>
      flows(xml)
        .filter(({ from }) => from === 'start')
        .map(({ text, to }) =>
          xml
            .replace(text, '')
            .replace(
              '</bpmn:process>',
              `<bpmn:sequenceFlow id="round" sourceRef="${to.replace('f', 'j')}" targetRef="${to}"></bpmn:sequenceFlow></bpmn:process>`,
            ),
        ),
  },
]
