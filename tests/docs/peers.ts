/**
 * What other engines execute, from their public documents and trackers as of 2026-11-23. `ˢ`: read in a public source; `ᴸ`: run by us; no mark: from
 * memory, to be checked before it is quoted. Y = yes, P = partly, N = no. Beside each row the conformance cases that show it here.
 */
export interface PeerRow {
  readonly feature: string
  readonly cases: readonly string[]
  readonly peers: readonly string[]
}

export const peerNames = [
  'Camunda 7',
  'Camunda 8',
  'Flowable',
  'jBPM / Kogito',
  'SpiffWorkflow',
  'bpmn-engine',
] as const

export const peerRows: readonly PeerRow[] = [
  {
    feature: 'Event subprocess',
    cases: ['subProcess', 'messageEvent/event-sub-process', 'field/event-sub-process-by-condition'],
    peers: ['Y', 'Y (conditional start since 8.9 line)', 'Y', 'Y', 'Y', 'Yˢ'],
  },
  {
    feature: 'Compensation',
    cases: ['compensationEvent', 'field/compensation-handler-with-a-border'],
    peers: [
      'Y',
      'Yˢ (handler may not carry boundary events)',
      'Y',
      'Yˢ, no data output from handler',
      'N (not in its supported listˢ)',
      'Y by associationˢ',
    ],
  },
  {
    feature: 'Escalation',
    cases: ['escalationEvent', 'field/escalation-ends-its-process', 'field/escalation-from-a-task'],
    peers: [
      'Y',
      'P: boundary only on subprocess / call activityˢ',
      'Y',
      'P: Kogito interrupting boundary left process activeˢ (KIE #7060)',
      'Yˢ',
      'Yˢ',
    ],
  },
  {
    feature: 'Multi-instance + completion condition',
    cases: ['multiInstance', 'field/three-of-five'],
    peers: [
      'Y',
      'Y, FEELˢ',
      'Y',
      'Y; Kogito ported it 2024ˢ',
      'P parallel/sequentialˢ',
      'Y, 3 of 5 votes worked hereᴸ',
    ],
  },
  {
    feature: 'Call activity (bound version)',
    cases: ['callActivity', 'field/missing-callee-is-told'],
    peers: ['Y', 'Y (latest / deployment / tag)', 'Y', 'Y', 'Y', 'P: unresolved callee waits silentlyˢ'],
  },
  {
    feature: 'Event-based gateway',
    cases: [
      'eventBasedGateway',
      'field/race-of-two-timers',
      'field/race-of-equal-timers',
      'field/race-second-event-is-late',
    ],
    peers: ['Y', 'Y', 'P: two timers can hang (#3562ˢ); second event also fires (#3983ˢ)', 'Y', 'Yˢ', 'Yˢ'],
  },
  {
    feature: 'Inclusive gateway, join',
    cases: ['inclusiveGateway', 'field/inclusive-join-once'],
    peers: [
      'Y with documented limitsˢ',
      'Y (join + migration, 2024-12ˢ)',
      'P: optimistic-lock errors in every setting (#1741ˢ)',
      'Y',
      'Yˢ',
      'N in the published release: join fires per token, next task ran twiceᴸ (elements #46ˢ; newer docs claim a fixˢ)',
    ],
  },
  {
    feature: 'Complex gateway',
    cases: ['complexGateway', 'field/complex-gateway-is-executed'],
    peers: ['N', 'N', 'N but deploys and passes the token throughˢ (8.0.0)', 'N', 'N', 'N, throws at startᴸˢ'],
  },
  {
    feature: 'Ad-hoc subprocess',
    cases: ['adHocSubProcess', 'field/ad-hoc-in-order'],
    peers: ['N', 'Yˢ', 'Y', 'Y; ordering not honoured in Kogitoˢ', 'N', 'Y with completionConditionˢ'],
  },
  {
    feature: 'Transaction + cancel',
    cases: ['transaction'],
    peers: ['Y', 'N', 'Y', 'P', 'Yˢ', 'Yˢ'],
  },
  {
    feature: 'Message + correlation key',
    cases: ['messageEvent', 'field/message-finds-its-case'],
    peers: ['Y (business key + variables)', 'Y (key, TTL, dedupe)', 'Y', 'Y', 'Y', 'N: by messageRef id onlyˢ'],
  },
  {
    feature: 'Signal / error / link',
    cases: ['signalEvent', 'errorEvent', 'linkEvent'],
    peers: ['Y/Y/Y', 'Y/Y/Y', 'Y/Y/?', 'Y/Y/Y', 'Yˢ/Yˢ/N', 'Y/Y/Yˢ'],
  },
  {
    feature: 'Conditional event',
    cases: ['conditionalEvent', 'field/condition-sees-every-change'],
    peers: [
      'Y',
      'Y since 8.9 line; epic open 2022, work closed 2026-01ˢ (#11217, #43913)',
      'Y',
      'Y',
      'N',
      'P: re-evaluated only on explicit signalˢ',
    ],
  },
  {
    feature: 'Timer date / duration / cycle',
    cases: ['boundaryEvent', 'intermediateCatchEvent', 'startEvent'],
    peers: [
      'Y incl. cron',
      'Y',
      'Y incl. cron',
      'Y',
      'Yˢ',
      'Y in-process `setTimeout`; resume compares start time (#152ˢ); no cronˢ',
    ],
  },
  {
    feature: 'Non-interrupting boundary',
    cases: ['boundaryEvent/non-interrupting-duration'],
    peers: ['Y', 'Y', 'Y', 'Y', 'Y', 'Yˢ'],
  },
  {
    feature: 'Multiple / parallel-multiple events',
    cases: ['startEvent/multiple', 'startEvent/parallel-multiple'],
    peers: ['N', 'N', 'N', 'N', 'P', 'Yˢ'],
  },
]
