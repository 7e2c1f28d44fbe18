import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' }

/** The `zeebe:` namespace, from its maintainers. */
export const zeebeModdle: object = zeebe
