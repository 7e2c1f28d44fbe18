/**
 * The `lianban:` namespace: what BPMN and `zeebe:` cannot say. A moddle descriptor, so that bpmn-moddle and bpmn-js read
 * and write it as they do the standard. Attribute values that start with `=` are FEEL.
 */
export const lianbanModdle = {
  name: 'Lianban',
  uri: 'https://lianban.dev/schema/bpmn/1.0',
  prefix: 'lianban',
  xml: { tagAlias: 'lowerCase' },
  types: [
    {
      // A time limit on an activity: a budget of days, a legal basis, and the day from which it is counted (default: the
      // day of activation; that day itself never counts). Inside the activity and on its boundary, FEEL sees it as `due`.
      name: 'Limit',
      superClass: ['Element'],
      meta: { allowedIn: ['bpmn:Activity'] },
      properties: [
        { name: 'value', type: 'String', isAttr: true },
        { name: 'unit', type: 'String', isAttr: true },
        { name: 'kind', type: 'String', isAttr: true },
        { name: 'basis', type: 'String', isAttr: true },
        { name: 'startsOn', type: 'String', isAttr: true },
        // Closed list of grounds for a stop, with commas; a statutory limit has those of 行政许可法第四十五条 by default.
        { name: 'grounds', type: 'String', isAttr: true },
        // Extensions: at most so many days in all, signed by this group, so many times (default once).
        { name: 'extension', type: 'String', isAttr: true },
        { name: 'extendedBy', type: 'String', isAttr: true },
        { name: 'extensions', type: 'String', isAttr: true },
        // A rule of the register of limits, by its code: it gives what the attributes leave out.
        { name: 'rule', type: 'String', isAttr: true },
        // Code of the calendar it counts on; default CN.
        { name: 'calendar', type: 'String', isAttr: true },
        // "Not less than": never shortened, not rolled, never overdue.
        { name: 'minimum', type: 'String', isAttr: true },
        // false: a last calendar day that is a rest day stays the last.
        { name: 'roll', type: 'String', isAttr: true },
        // true: a later day of startsOn restarts the whole limit (政府信息公开条例第三十条).
        { name: 'restarts', type: 'String', isAttr: true },
      ],
    },
    {
      // While the activity is at work the clock around it stands still: a special procedure such as a hearing. The ground is of
      // the clock's closed list, the document is the written notice, until the day that it tells.
      name: 'Stop',
      superClass: ['Element'],
      meta: { allowedIn: ['bpmn:Activity'] },
      properties: [
        { name: 'ground', type: 'String', isAttr: true },
        { name: 'document', type: 'String', isAttr: true },
        { name: 'until', type: 'String', isAttr: true },
      ],
    },
    {
      // The items that the completed task tells the applicant to supplement, a FEEL list of names. A later notice of the same
      // task may not name others (行政许可法第三十二条第四项).
      name: 'Notice',
      superClass: ['Element'],
      meta: { allowedIn: ['bpmn:UserTask'] },
      properties: [{ name: 'items', type: 'String', isAttr: true }],
    },
    {
      // The departments of a joint review: each row whose `when` holds becomes one instance of the multi-instance activity.
      name: 'Departments',
      superClass: ['Element'],
      meta: { allowedIn: ['bpmn:Activity'] },
      properties: [{ name: 'departments', type: 'Department', isMany: true }],
    },
    {
      name: 'Department',
      superClass: ['Element'],
      properties: [
        { name: 'code', type: 'String', isAttr: true },
        { name: 'name', type: 'String', isAttr: true },
        { name: 'limit', type: 'String', isAttr: true },
        { name: 'unit', type: 'String', isAttr: true },
        { name: 'basis', type: 'String', isAttr: true },
        { name: 'when', type: 'String', isAttr: true },
      ],
    },
    {
      // Supervision card raised when the event that carries it fires.
      name: 'Card',
      superClass: ['Element'],
      meta: { allowedIn: ['bpmn:Event'] },
      properties: [
        { name: 'colour', type: 'String', isAttr: true },
        { name: 'rule', type: 'String', isAttr: true },
        { name: 'against', type: 'String', isAttr: true },
      ],
    },
    {
      // The state of the case from the moment the element is entered, in the vocabulary of approval/status.ts.
      name: 'Status',
      superClass: ['Element'],
      meta: { allowedIn: ['bpmn:FlowNode'] },
      properties: [{ name: 'code', type: 'String', isAttr: true }],
    },
    {
      // A FEEL date on a timer: the timer fires when that day is over (24:00 Asia/Shanghai). Functions: wd, cd, minCd, wdBefore, cdBefore; name: due.
      // A FEEL date and time is the instant itself: limits in hours.
      name: 'Deadline',
      extends: ['bpmn:TimerEventDefinition'],
      properties: [{ name: 'deadline', type: 'String', isAttr: true }],
    },
  ],
} as const
