import type { FiredRules } from '../decision/decide.ts'
import type { Instruction } from '../correction/plan.ts'
import type { Json, Variables } from '../expression/expression.ts'
import type { CardColour, LimitKind, ListenerPoint, TriggerKind } from '../model/graph.ts'
import type { Handover, HeldCommand, TaskChanges, TaskVerb } from './command.ts'
import type { Extension, LimitUnit } from '../time/index.ts'
import type {
  CompensationRecord,
  IncidentState,
  Instance,
  ListeningState,
  SubscriptionState,
  TimerState,
} from './state.ts'

/**
 * What happened. The record of a case is its events in order; state is their fold. Released meanings are frozen: a new
 * meaning is a new type. `key` is the instance concerned; elements and flows are named by their id in the model.
 */
export type Event =
  | {
      type: 'caseStarted'
      case: string
      process: string
      version: number
      element: string
      by?: string
      parent?: { case: string; key: number }
    }
  | { type: 'startsAwaited'; case: string; process: string; version: number }
  | { type: 'caseCompleted' }
  | { type: 'caseTerminated'; reason: string; by?: string }
  | { type: 'statusChanged'; element: string; code: string }
  | { type: 'variablesSet'; key: number; variables: Variables; by?: string; reason?: string }
  /** Data stores have new values: for all cases, not in the state of this one. */
  | { type: 'dataStored'; values: Variables; by?: string }
  /** `tokens`: how many the entry consumed in its scope (0 = placed from outside, as a boundary event is). */
  | { type: 'elementEntered'; key: number; element: string; scope: number; tokens: number; position?: number }
  | { type: 'elementCompleted'; key: number; element: string }
  | { type: 'elementTerminated'; key: number; element: string }
  | { type: 'flowTaken'; flow: string; scope: number }
  | { type: 'tokenParked'; gateway: string; flow: string; scope: number }
  | { type: 'tokensJoined'; gateway: string; flows: readonly string[]; scope: number }
  | { type: 'loopStarted'; key: number; items: readonly Json[]; collects: boolean }
  | { type: 'loopOutput'; key: number; position: number; value: Json }
  | {
      type: 'clockStarted'
      key: number
      n: number
      unit: LimitUnit
      kind: LimitKind
      name: string
      basis: string
      on: string
      /** The instant, for limits in hours. */
      at?: number
      /** Everything else that was in force then, so that the case keeps it. */
      roll?: boolean
      minimum?: true
      calendar?: string
      grounds?: readonly string[]
      extension?: Extension
      rule?: { readonly id: string; readonly version: number }
      revision?: number
    }
  /** There is a limit, but the day that it counts from is not known yet. */
  | {
      type: 'clockAwaited'
      key: number
      element: string
      kind: LimitKind
      name: string
      basis: string
      n: number
      unit: LimitUnit
    }
  /** The whole limit runs anew from a later day. */
  | { type: 'clockRestarted'; key: number; element: string; on: string; at?: number; revision?: number }
  /** The calendar has changed: the due day that follows now, or null while the clock stands still. */
  | {
      type: 'dueDerived'
      key: number
      element: string
      calendar: string
      revision: number
      from: string | null
      to: string | null
      provisional: boolean
    }
  /** The applicant was told what is to be supplemented. */
  | { type: 'noticeGiven'; key: number; element: string; items: readonly string[]; by: string }
  | {
      type: 'taskCreated'
      key: number
      element: string
      groups: readonly string[]
      users: readonly string[]
      assignee?: string
      form?: string
      priority: number
      dueDate?: string
      followUpDate?: string
    }
  | { type: 'taskClaimed'; key: number; element: string; by: string }
  | { type: 'taskReleased'; key: number; element: string; by: string }
  | { type: 'taskUpdated'; key: number; element: string; changes: TaskChanges; handover?: Handover; by?: string }
  | { type: 'taskDenied'; key: number; element: string; verb: TaskVerb['type']; by: string; reason: string }
  | { type: 'taskCompleted'; key: number; element: string; by: string; variables: Variables }
  | {
      type: 'jobCreated'
      key: number
      element: string
      jobType: string
      retries: number
      headers: Readonly<Record<string, string>>
      listener?: ListenerPoint
    }
  | ({ type: 'listening'; key: number; element: string } & Omit<ListeningState, 'corrections'>)
  | { type: 'corrected'; key: number; corrections: TaskChanges }
  | { type: 'listened'; key: number }
  | { type: 'jobCompleted'; key: number; element: string; variables: Variables }
  | { type: 'jobFailed'; key: number; element: string; retries: number; message: string }
  | {
      type: 'clockStopped'
      key: number
      element: string
      on: string
      ground: string
      document: string
      /** Absent where the process itself stops it. */
      by?: string
      until?: string
      at?: number
      /** The instance whose work the stop lasts for. */
      within?: number
    }
  | { type: 'clockResumed'; key: number; element: string; on: string; document: string; by?: string; at?: number }
  | { type: 'clockExtended'; key: number; element: string; n: number; reason: string; authority: string; by: string }
  /** The clock that the timer counts on has changed. */
  | { type: 'timerMoved'; key: number; element: string; trigger: number; from: number; due: number }
  | ({ type: 'timerScheduled'; key: number } & TimerState)
  | { type: 'timerFired'; key: number; element: string; due: number }
  | { type: 'cardRaised'; key: number; element: string; colour: CardColour; rule: string; against: string }
  | {
      type: 'incidentRaised'
      key: number
      element: string
      code: string
      message: string
      phase: IncidentState['phase']
    }
  | { type: 'incidentResolved'; key: number; element: string; by?: string }
  | {
      type: 'subscribed'
      key: number
      element: string
      trigger: number
      kind: SubscriptionState['kind']
      name: string
      correlationKey?: string
    }
  /** The instance no longer waits for these events. */
  | { type: 'unsubscribed'; key: number; elements: readonly string[] }
  | { type: 'conditionChanged'; key: number; element: string; trigger: number; holds: boolean }
  /** A trigger has come; `partial`: a parallel multiple event still waits for others. */
  | { type: 'triggered'; key: number; element: string; trigger: number; kind: TriggerKind; partial: boolean }
  | { type: 'messageSent'; key: number; element: string; name: string; correlationKey?: string }
  | { type: 'signalSent'; key: number; element: string; name: string }
  | { type: 'errorThrown'; key: number; element: string; code: string }
  | { type: 'escalationThrown'; key: number; element: string; code: string }
  /** Everything else inside the scope has ended at once; `survivors` stay. */
  | { type: 'scopeInterrupted'; key: number; survivors: number }
  | { type: 'compensable'; key: number; record: CompensationRecord }
  | { type: 'compensationStarted'; key: number; scope: number; records: readonly CompensationRecord[] }
  /** The first record is in hand; `expanded` are looked at before the rest. */
  | { type: 'compensationNext'; key: number; expanded: readonly CompensationRecord[] }
  | { type: 'undoing'; key: number; undoes: number; inner: readonly CompensationRecord[] }
  | { type: 'gatewayFired'; gateway: string; scope: number; flows: readonly string[] }
  | { type: 'gatewayReset'; gateway: string; scope: number }
  /** Tokens that a resetting gateway swallows. */
  | { type: 'tokensSwallowed'; gateway: string; scope: number; flows: readonly string[] }
  /** A decision was made; `fired`: the rules of each of its tables, numbered from 1. */
  | {
      type: 'decisionMade'
      key: number
      element: string
      decision: string
      name: string
      /** The publication that holds the decision. */
      process: string
      version: number
      fired: readonly FiredRules[]
    }
  | { type: 'callStarted'; key: number; element: string; process: string; called: string }
  | { type: 'caseSuspended'; reason: string; by?: string }
  /** Came while the case was suspended; it is done when the case goes on. */
  | { type: 'commandHeld'; command: HeldCommand }
  | { type: 'caseResumed'; reason?: string; by?: string }
  /** What was held has found nothing to do any more. */
  | { type: 'heldRefused'; command: HeldCommand; words: string }
  /** Somebody changes by hand where the case stands; what follows in this step is the change. */
  | { type: 'caseModified'; instructions: readonly Instruction[]; reason: string; by?: string }
  /** The case stands where it stood after event `seq`: exactly these instances live, the first is the process. */
  | {
      type: 'caseRestarted'
      seq: number
      instances: readonly Instance[]
      businessStatus?: string
      reason: string
      by?: string
    }
  /** The case runs on another version. `elements` and `flows`: ids of the old version that the new one calls otherwise. */
  | {
      type: 'caseMigrated'
      from: number
      version: number
      elements: Readonly<Record<string, string>>
      flows: Readonly<Record<string, string>>
      /** Activities that can no longer be undone, by their ids in the old version. */
      forgotten: readonly string[]
      reason: string
      by?: string
    }
  /** The task has the form of the new version; what was typed into it stays. */
  | { type: 'taskFormChanged'; key: number; element: string; form?: string }

export type EventType = Event['type']
export type EventOf<T extends EventType> = Extract<Event, { type: T }>
