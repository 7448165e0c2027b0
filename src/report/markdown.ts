import type { Tool } from './json.js';
import type { Report } from './report.js';

/** A run as one page of Markdown, for a colleague, a ticket or the summary of a job: no secret, and nothing that only the sender can read. */
export function reportMarkdown(_report: Report, _tool: Tool): string {
  return '';
}
