/** What the server keeps of absences, of the watch on tasks of A posts, and of who changed what. Days are `YYYY-MM-DD`. */
export interface PeopleTables {
  /** Leave of a person, both days counted; two of one person never overlap. */
  absences: { person_id: string; from_day: string; to_day: string; reason: string }
  /** Open tasks that a B post may have to take: only those of posts with a deputy have a row. */
  post_watch: {
    case_id: string
    key: number
    /** Since when the task lies unclaimed, unless somebody has it. */
    since: number
    /** When it is looked at next; null while the rule is off. */
    look_at: number | null
  }
  /** Append-only: every change of departments, people, posts, absences and the rule. `revision` counts them. */
  people_changes: {
    revision: number
    at: number
    person_id: string
    what: string
    /** Name of what was changed, as it was then. */
    subject: string
    /** JSON of before and after; null: it was not there, or is not any more. */
    before: string
    after: string
  }
}
