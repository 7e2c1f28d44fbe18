import { createRequire } from 'node:module'
import PdfKitDocument from 'pdfkit'
import type { Paragraph } from './template.ts'

const fontFile = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
)

export interface Sheet {
  readonly title: string
  readonly number: string
  readonly issuer: string
  readonly issuedOn: string
  readonly caseNo: string
  readonly paragraphs: readonly Paragraph[]
}

const ink = '#1f2329'
const seal = '#c8102e'

/** An official sheet of A4 as PDF: title, number, text, issuer, date and seal mark. The font is embedded, cut to its use. */
export function pdfOf(sheet: Sheet): Promise<Buffer> {
  const [year, month, day] = sheet.issuedOn.split('-').map(Number) as [number, number, number]
  const info = {
    Title: sheet.title,
    Author: sheet.issuer,
    Subject: sheet.number,
    CreationDate: new Date(`${sheet.issuedOn}T00:00:00+08:00`),
  }
  const pdf = new PdfKitDocument({
    size: 'A4',
    margins: { top: 84, bottom: 72, left: 78, right: 78 },
    info,
    lang: 'zh-CN',
  })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const done = new Promise<Buffer>((resolve, reject) => {
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
  })
  const width = pdf.page.width - 156
  pdf.font(fontFile).fillColor(ink)
  pdf.fontSize(22).text(sheet.title, { align: 'center', characterSpacing: 2 })
  pdf.moveDown(0.6).fontSize(11).text(sheet.number, { align: 'center' })
  pdf
    .moveDown(0.8)
    .moveTo(78, pdf.y)
    .lineTo(78 + width, pdf.y)
    .lineWidth(1.2)
    .strokeColor(seal)
    .stroke()
  pdf.moveDown(1.4)
  for (const { style, text } of sheet.paragraphs) {
    if (style === 'heading') pdf.moveDown(0.5).fontSize(13.5).text(text, { lineGap: 6 })
    else
      pdf.fontSize(12).text(text, {
        lineGap: 7,
        indent: style === 'paragraph' ? 24 : 0,
        ...(style === 'item' ? { paragraphGap: 2 } : { paragraphGap: 6 }),
      })
  }
  pdf.moveDown(2.5).fontSize(12)
  pdf.text(sheet.issuer, { align: 'right', lineGap: 5 })
  pdf.text(`${year}年${month}月${day}日`, { align: 'right' })
  stamp(pdf, sheet.issuer)
  pdf
    .fontSize(9)
    .fillColor('#646a73')
    .text(`办件编号 ${sheet.caseNo}`, 78, pdf.page.height - 92, { lineBreak: false })
  pdf.end()
  return done
}

/** Shows where the seal stands; a cryptographic seal comes from the seal service of the district. */
function stamp(pdf: PDFKit.PDFDocument, issuer: string): void {
  const x = pdf.page.width - 78 - 62
  const y = pdf.y - 26
  pdf.save().opacity(0.55).circle(x, y, 46).lineWidth(2).strokeColor(seal).stroke()
  pdf
    .fillColor(seal)
    .fontSize(8)
    .text(issuer, x - 40, y - 22, { width: 80, align: 'center' })
  pdf.fontSize(15).text('★', x - 40, y - 4, { width: 80, align: 'center' })
  pdf.restore().opacity(1).fillColor(ink)
}
