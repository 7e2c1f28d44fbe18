import type { FormSchema } from '@lianban/forms'
import type { ModelProblem } from './common.ts'

/** Everything a published version needs to run: pinned together. */
export interface Bundle {
  bpmn: string
  /** By form id. */
  forms: Record<string, FormSchema>
  /** By template id: the documents that the process issues. */
  documents: Record<string, DocumentTemplate>
  /** DMN files by name without ending: the decisions that business rule tasks call. */
  decisions: Record<string, string>
}

/** Paragraphs may hold `{{ FEEL }}`; a paragraph with `when` stands only where that expression is true. */
export interface DocumentTemplate {
  title: string
  /** Prefix of the document number, e.g. `新住建许受字`. */
  series: string
  /** Who signs and seals. */
  issuer: string
  /** May the applicant read and download it? */
  public: boolean
  body: { text: string; when?: string; style?: 'heading' | 'paragraph' | 'item' }[]
}

/** GET /api/processes */
export interface ProcessSummary {
  id: string
  name: string
  version: number | null
  publishedAt: string | null
  running: number
  draft: { savedAt: string; savedBy: string; revision: number } | null
}

/** GET /api/processes/:id */
export interface ProcessDetail extends ProcessSummary {
  versions: ProcessVersion[]
}

export interface ProcessVersion {
  version: number
  publishedAt: string
  publishedBy: string
  note: string
  running: number
}

/** GET /api/processes/:id/draft: the draft, or the latest version when there is none (revision 0). */
/** GET /api/processes/:id/versions/:version answers the same with revision 0. */
export interface ProcessDraft {
  id: string
  bundle: Bundle
  revision: number
}

/**
 * PUT /api/processes/:id/draft: `revision` is the one the editor loaded; a stale one answers 409.
 * A draft may be wrong: problems are returned, not refused. Malformed XML is refused with 422.
 * PUT on an unknown id creates the process.
 */
export interface SaveDraft {
  bundle: Bundle
  revision: number
}

export interface DraftSaved {
  revision: number
  savedAt: string
  problems: ModelProblem[]
}

/** POST /api/processes/:id/publish publishes the draft of that revision: 201 Published, or 422 with `problems`. */
export interface Publish {
  revision: number
  note: string
}

export interface Published {
  id: string
  version: number
}

/** DELETE /api/processes/:id/draft throws the draft away (204). */
/** POST /api/processes/check { bundle } answers { problems } without saving anything. */
export interface Check {
  bundle: Bundle
}
export interface Checked {
  problems: ModelProblem[]
}
