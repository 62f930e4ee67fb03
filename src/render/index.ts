import type { Problems, View } from '../view/view.ts';
import { renderJson } from './json.ts';
import { renderJsonl } from './jsonl.ts';
import type { Style } from './style.ts';
import { renderText } from './text.ts';

type Renderer = (view: View, style: Style) => string | Promise<string>;

/** One line a format; what needs a library of its own is loaded when it is asked for. */
const renderers = {
  text: renderText,
  json: renderJson,
  jsonl: renderJsonl,
  csv: async (view) => (await import('./csv.ts')).renderCsv(view),
  md: async (view, { under }) => (await import('./md.ts')).renderMd(view, under),
  html: async (view) => (await import('./html.ts')).renderHtml(view),
} satisfies Record<string, Renderer>;

/** Formats for CI, of an answer that is problems. */
const problemRenderers = {
  github: async (problems) => (await import('./github.ts')).renderGithub(problems),
  sarif: async (problems) => (await import('./sarif.ts')).renderSarif(problems),
  junit: async (problems) => (await import('./junit.ts')).renderJunit(problems),
} satisfies Record<string, (problems: Problems) => Promise<string>>;

/** The name of an output format. */
export type Format = keyof typeof renderers | keyof typeof problemRenderers;

/** The names of the output formats of every answer, the default first. */
export const formats = Object.keys(renderers) as readonly Format[];

/** The names of the output formats of an answer with problems alone. */
export const problemFormats = Object.keys(problemRenderers) as readonly Format[];

/** The formats that have no room for notes on the answer. */
export const formatsWithoutNotes: readonly Format[] = ['jsonl', 'csv', ...problemFormats];

/** The view in that format: what goes to stdout, with its last line break. */
export async function render(format: Format, view: View, style: Style): Promise<string> {
  if (!isProblemFormat(format)) {
    const renderer: Renderer = renderers[format];
    return renderer(view, style);
  }
  if (!view.problems) throw new Error(`${format} prints problems, and this answer is none`);
  return problemRenderers[format](view.problems);
}

function isProblemFormat(format: Format): format is keyof typeof problemRenderers {
  return format in problemRenderers;
}
