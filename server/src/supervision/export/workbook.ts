import ExcelJS from 'exceljs'

export interface Sheet {
  readonly name: string
  /** Heading and width in characters of each column. */
  readonly columns: readonly (readonly [heading: string, width: number])[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

/** A workbook whose first line stands still and can be filtered by; texts stay texts, whatever they begin with. */
export async function workbookOf(sheets: readonly Sheet[], made: Date): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  workbook.creator = 'Lianban 联办'
  workbook.created = made
  for (const { name, columns, rows } of sheets) {
    const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
    sheet.columns = columns.map(([header, width]) => ({ header, width }))
    sheet.getRow(1).font = { bold: true }
    sheet.getRow(1).alignment = { vertical: 'middle', wrapText: true }
    if (rows.length > 0) sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } }
    for (const row of rows) sheet.addRow([...row]).alignment = { vertical: 'top', wrapText: true }
  }
  return Buffer.from(await workbook.xlsx.writeBuffer())
}
