/** What ends a command: it is printed as an error, and the program ends with 1. */
export class Said extends Error {}

/** Results go to standard output, everything else to standard error. */
export function createRenderer({ tenant = '', format = 'table' } = {}) {
  const note = (text) => process.stderr.write(` ▸    ${text}\n`);
  return {
    tenant,
    format,
    newline: () => process.stderr.write('\n'),
    heading(text) {
      process.stderr.write(`\n=== ${this.tenant} ${text}\n\n`);
    },
    info: note,
    warn: note,
    error(message) {
      this.heading('error');
      note(`${message.slice(0, 1).toUpperCase()}${message.slice(1)}.`);
      this.newline();
    },
    /** One thing: as JSON, or its values below one another. */
    result(object, rows) {
      process.stdout.write(format === 'table' || format === 'csv' ? table(rows) : asJson(object, format));
    },
    /** Several things: as JSON, as CSV, or a line each. */
    results(objects, { header, row, resource, hint }) {
      if (objects.length === 0) return this.empty(resource, hint);
      const rows = objects.map(row);
      if (format === 'csv') return void process.stdout.write(`${[header, ...rows].map((one) => one.map(csv).join(',')).join('\n')}\n`);
      this.result(
        objects,
        [header, ...rows].map((one, at) => (at === 0 ? one.map((word) => word.toUpperCase()) : one)),
      );
    },
    empty(resource, hint) {
      if (format === 'json' || format === 'json-compact') return void process.stdout.write('[]');
      note(`No ${resource} available. ${hint}\n`);
    },
  };
}

/** Nulls are left out, as its types in Go leave them out; without a line end, as it does where nobody looks. */
function asJson(value, format) {
  const text = JSON.stringify(value, (_, one) => (one === null ? undefined : one), format === 'json' ? 4 : 0);
  return escaped(text);
}

/** Go writes these three so, because they mean something in HTML. */
const escaped = (text) => text.replaceAll(/[<>&]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

function table(rows) {
  const widths = rows.reduce((all, row) => row.map((cell, at) => Math.max(all[at] ?? 0, String(cell).length)), []);
  return rows.map((row) => `  ${row.map((cell, at) => String(cell).padEnd(widths[at])).join('  ')}  \n`).join('');
}

const csv = (cell) => (/[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell));
