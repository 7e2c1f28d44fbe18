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
        // One extension: at most so many days, signed by this group.
        { name: 'extension', type: 'String', isAttr: true },
        { name: 'extendedBy', type: 'String', isAttr: true },
      ],
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
      // What a conversion could not say here, as its source had it: a drawing that carries one is not published.
      name: 'Unconverted',
      superClass: ['Element'],
      properties: [
        { name: 'what', type: 'String', isAttr: true },
        { name: 'code', type: 'String', isAttr: true },
        { name: 'text', type: 'String', isAttr: true },
      ],
    },
    {
      // A FEEL date on a timer: the timer fires when that day is over (24:00 Asia/Shanghai). Functions: wd, cd, wdBefore; name: due.
      name: 'Deadline',
      extends: ['bpmn:TimerEventDefinition'],
      properties: [{ name: 'deadline', type: 'String', isAttr: true }],
    },
  ],
} as const
