import type { View } from '../view/view.ts';
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
  md: async (view) => (await import('./md.ts')).renderMd(view),
  html: async (view) => (await import('./html.ts')).renderHtml(view),
} satisfies Record<string, Renderer>;

/** The name of an output format. */
export type Format = keyof typeof renderers;

/** The names of all output formats, the default first. */
export const formats = Object.keys(renderers) as readonly Format[];

/** The view in that format: what goes to stdout, with its last line break. */
export async function render(format: Format, view: View, style: Style): Promise<string> {
  const renderer: Renderer = renderers[format];
  return renderer(view, style);
}
