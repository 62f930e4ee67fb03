import type { Problems } from '../view/view.ts';
import { visible } from './visible.ts';

/** The problems as workflow commands of GitHub Actions, which shows each at its line of the pull request. */
export async function renderGithub({ found }: Problems): Promise<string> {
  return found
    .map(({ rule, severity, file, line, column, length, message, hint }) => {
      const place = { file, line, endLine: line, col: column, endColumn: column + length, title: rule };
      const properties = Object.entries(place).map(([name, value]) => `${name}=${property(String(value))}`);
      const words = hint === undefined ? [message] : [message, `hint: ${hint}`];
      return `::${severity} ${properties.join(',')}::${words.map(data).join('%0A')}\n`;
    })
    .join('');
}

/** Made visible before it is escaped: an escape beside a joiner would count as the letter that joiners may follow. */
function data(text: string): string {
  const shown = text.split(/([\r\n])/).map((part, i) => (i % 2 === 1 ? part : visible(part)));
  return shown.join('').replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
