/** Test material: an invented source text with quotes of it, and every way to alter a quote that the tests try. */

/** A number from 0 up to 1, the same sequence for the same seed (mulberry32). */
export type Random = () => number;

export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}

/** What an official told a newspaper in December 2025, as printed, brackets and dots included. */
export const printed = [
  'Azerbaijan has not made its decision on whether we will join or not',
  'tied to the broader Palestinian issue',
  'Azerbaijan cannot engage in a peace enforcement operation. It should be a peace-keeping',
  'domestic political fallout',
  'Azerbaijani society is finally breathing comfortably with [that] war now over. Imagine that right after such a development, [we announce] a long-distance deployment to another territory',
  'multifaceted geopolitical identity',
  'deserves a lot of appreciation… There is no magic solution to this conflict, and they are doing certain things in a very untraditional way [because] traditional diplomacy didn’t bring any results',
  'I regret that sometimes [their] efforts receive a lot of criticism when what is needed is appreciation and support from the broader international community.',
  'The US is doing hard work, and other partners, including European countries should also share some of the burden to support the regional agenda',
];

export const names = [
  'Erdoğan',
  'Müller',
  'Nguyễn',
  'Aliyev',
  'Subianto',
  'Zelaya',
  'Håkansson',
  'Çelik',
  'Okonkwo',
  'Peña',
];
const places = ['Ankara', 'Jakarta', 'Baku', 'Islamabad', 'Rabat', 'Astana', 'Dhaka', 'Hanoi', 'Accra', 'Lima'];
const things = ['convoys', 'engineers', 'hospitals', 'helicopters', 'observers', 'medics', 'offices', 'trucks'];

/** One invented statement of two sentences, with numbers, names, negations and conditions. */
function statement(random: Random): string {
  const [name, place, other, thing] = [
    pick(random, names),
    pick(random, places),
    pick(random, places),
    pick(random, things),
  ];
  const [few, many] = [2 + Math.floor(random() * 90), 1000 + Math.floor(random() * 8999)];
  const count = many.toLocaleString('en-US');
  return pick(random, [
    `Minister ${name} will not send ${count} soldiers from ${place} unless the council agrees first — and the final word rests with ${other}. It'll take ${few} days to find the ${thing} that the officers asked for.`,
    `We in ${place} can offer ${few} ${thing} and ${count} litres of fuel if the crossing near ${other} stays open. President ${name} never promised “boots on the ground” in any of the ${few + 3} official meetings.`,
    `The government of ${place} doesn’t accept a force of ${count} troops whose affairs are run from ${other}. Only a mandate of ${few} months, with the consent of both sides, would satisfy ${name} and the cabinet.`,
    `Until the ceasefire has held for ${few} weeks, no ${thing} will leave ${place}. Ambassador ${name} confirmed that the ${count} uniforms stored in ${other} are sufficient for the first rotation.`,
  ]);
}

/** The invented source text: statements of officials, printed in paragraphs, with the printed quotes among them. */
export function sourceText(random: Random): { source: string; statements: string[] } {
  const statements = [...new Set(Array.from({ length: 90 }, () => statement(random)))];
  const paragraphs = statements.map((text, i) => {
    const quote = printed[i];
    return quote === undefined
      ? `“${text}” That was statement number ${i} of the day.`
      : `“${text}” Later the desk noted remark ${i}: “${quote}${/[.]$/.test(quote) ? '' : ','}” an official said.`;
  });
  return { source: paragraphs.join('\n\n'), statements };
}

const turning = /(?:^|\s)(?:not|never|cannot|no|doesn['’]t|didn['’]t|only|unless|if|until)(?=\s|$)/i;

/** Statements with stretches of words left out between them that hold no negation and no condition. */
export function withEllipses(random: Random, statements: readonly string[]): string[] {
  return statements.flatMap((text) => {
    const words = text.split(' ');
    for (let attempt = 0; attempt < 40; attempt++) {
      const from = 4 + Math.floor(random() * (words.length - 12));
      const to = from + 1 + Math.floor(random() * 4);
      if (turning.test(words.slice(from, to).join(' '))) continue;
      const mark = pick(random, ['[...]', '[…]', '…', '...']);
      return [[...words.slice(0, from), mark, ...words.slice(to)].join(' ')];
    }
    return [];
  });
}

const isMark = (word: string) => /^(?:\[?(?:\.\.\.|…)\]?)$/.test(word);

/** Indexes of words with words of the same part on both sides: at its ends, leaving a word out makes a shorter quote, not a wrong one. */
function inner(words: readonly string[]): number[] {
  return words.flatMap((word, i) => {
    const [before, after] = [words[i - 1], words[i + 1]];
    return before && after && !isMark(word) && !isMark(before) && !isMark(after) ? [i] : [];
  });
}

function at(
  words: readonly string[],
  indexes: readonly number[],
  random: Random,
  change: (i: number) => string[],
): string | null {
  if (indexes.length === 0) return null;
  const i = pick(random, indexes);
  return [...words.slice(0, i), ...change(i), ...words.slice(i + 1)].join(' ');
}

const negation = /^(?:not|never|cannot|no|doesn['’]t|didn['’]t)$/i;
const condition = /^(?:only|unless|if|until|whether)$/i;
const matching = (words: readonly string[], pattern: RegExp) =>
  words.flatMap((word, i) => (pattern.test(word) ? [i] : []));
const withoutNegation = (word: string) =>
  word === 'cannot' ? ['can'] : /n['’]t$/i.test(word) ? [word.slice(0, -3)] : [];

/** The classes of alteration: each makes one altered quote of a true one, or null where it does not apply. */
export const alterations: Record<string, (quote: string, random: Random) => string | null> = {
  'neighbouring words swapped': (quote, random) => {
    const words = quote.split(' ');
    const indexes = inner(words).filter((i) => inner(words).includes(i + 1));
    if (indexes.length === 0) return null;
    const i = pick(random, indexes);
    return [...words.slice(0, i), words[i + 1], words[i], ...words.slice(i + 2)].join(' ');
  },
  'word replaced': (quote, random) => {
    const words = quote.split(' ');
    return at(words, inner(words), random, () => [
      pick(random, ['gladly', 'perhaps', 'war', 'peace', 'soon', 'the', 'and']),
    ]);
  },
  'word dropped': (quote, random) => {
    const words = quote.split(' ');
    return at(words, inner(words), random, () => []);
  },
  'word doubled': (quote, random) => {
    const words = quote.split(' ');
    return at(words, inner(words), random, (i) => [words[i] ?? '', words[i] ?? '']);
  },
  'negation removed': (quote, random) => {
    const words = quote.split(' ');
    const indexes = matching(words, negation).filter((i) => i > 0 && i < words.length - 1);
    return at(words, indexes, random, (i) => withoutNegation(words[i] ?? ''));
  },
  'negation added': (quote, random) => {
    const words = quote.split(' ');
    return at(words, inner(words), random, (i) => [pick(random, ['not', 'never', 'no', '[not]']), words[i] ?? '']);
  },
  'digit changed': (quote, random) => {
    const digits = [...quote.matchAll(/\d/g)].map((match) => match.index);
    if (digits.length === 0) return null;
    const i = pick(random, digits);
    return quote.slice(0, i) + ((Number(quote[i]) + 1 + Math.floor(random() * 9)) % 10) + quote.slice(i + 1);
  },
  'digit added or cut': (quote, random) => {
    const numbers = [...quote.matchAll(/\d[\d,]*\d/g)];
    if (numbers.length === 0) return null;
    const number = pick(random, numbers);
    const changed = random() < 0.5 ? `${number[0]}0` : number[0].slice(0, -1);
    return quote.slice(0, number.index) + changed + quote.slice(number.index + number[0].length);
  },
  'name changed': (quote, random) => {
    const known = [...names, ...places, 'Azerbaijan', 'European', 'Palestinian', 'US'].filter((name) =>
      quote.includes(name),
    );
    if (known.length === 0) return null;
    const name = pick(random, known);
    return quote.replace(
      name,
      pick(
        random,
        [...names, ...places].filter((other) => other !== name),
      ),
    );
  },
  'accent dropped': (quote) => quote.normalize('NFD').replace(/\p{Mn}/gu, ''),
  'letter changed': (quote, random) => {
    const letters = [...quote.matchAll(/[a-z]/g)].map((match) => match.index);
    const i = pick(random, letters);
    const shifted = String.fromCharCode(97 + ((quote.charCodeAt(i) - 97 + 1 + Math.floor(random() * 25)) % 26));
    return quote.slice(0, i) + shifted + quote.slice(i + 1);
  },
  'case changed': (quote, random) => {
    const letters = [...quote.matchAll(/[a-z]/gi)].map((match) => match.index);
    const i = pick(random, letters);
    const letter = quote[i] ?? '';
    return (
      quote.slice(0, i) +
      (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()) +
      quote.slice(i + 1)
    );
  },
  'punctuation changed': (quote, random) => {
    const stops = [...quote.matchAll(/[a-z][.,] (?![.…[])/g)].map((match) => match.index + 1);
    if (stops.length === 0) return null;
    const i = pick(random, stops);
    return quote.slice(0, i) + pick(random, ['', ';', quote[i] === '.' ? ',' : '.']) + quote.slice(i + 1);
  },
  'cut inside a word': (quote, random) => {
    const first = /^\p{L}{2,}/u.exec(quote);
    const last = /\p{L}{2,}$/u.exec(quote);
    if (last && random() < 0.5) return quote.slice(0, -1);
    return first ? quote.slice(1) : null;
  },
  'parts reordered': (quote, random) => {
    const mark = /\s(\[?(?:\.\.\.|…)\]?)\s/.exec(quote);
    if (mark) return `${quote.slice(mark.index + mark[0].length)} ${mark[1]} ${quote.slice(0, mark.index)}`;
    const words = quote.split(' ');
    if (words.length < 6) return null;
    const half = 2 + Math.floor(random() * (words.length - 4));
    return [...words.slice(half), '[...]', ...words.slice(0, half)].join(' ');
  },
  'ellipsis over a negation': (quote, random) => {
    const words = quote.split(' ');
    return at(words, matching(words, negation), random, () => [pick(random, ['[...]', '[…]', '…', '...'])]);
  },
  'ellipsis over a condition': (quote, random) => {
    const words = quote.split(' ');
    return at(words, matching(words, condition), random, () => [pick(random, ['[...]', '[…]', '…', '...'])]);
  },
  'ellipsis over more than a negation': (quote, random) => {
    const words = quote.split(' ');
    const indexes = matching(words, negation).filter((i) => inner(words).includes(i));
    if (indexes.length === 0) return null;
    const i = pick(random, indexes);
    return [...words.slice(0, i - 1), '[...]', ...words.slice(i + 2)].join(' ');
  },
  'bracket over a negation': (quote, random) => {
    const words = quote.split(' ');
    return at(words, matching(words, negation), random, () => [pick(random, ['[gladly]', '[of course]', '[sic]'])]);
  },
  'ellipsis where nothing is left out': (quote, random) => {
    const words = quote.split(' ');
    // Beside a bracket the ellipsis and the bracket are one mark, which may stand for the bracket.
    const indexes = inner(words).filter((i) => !/[[\]]/.test(`${words[i]}${words[i + 1]}`));
    return at(words, indexes, random, (i) => [words[i] ?? '', '[...]']);
  },
};

/** Differences of typesetting and encoding, which are not alterations. */
export const harmless: Record<string, (text: string) => string> = {
  'line breaks': (text) => text.replace(/ /g, (_, i: number) => (i % 3 === 0 ? '\n' : i % 3 === 1 ? '\n  ' : ' ')),
  'no-break and narrow spaces': (text) =>
    text.replace(/ /g, (_, i: number) => ['\u00a0', '\u202f', '\u2009', '\u3000'][i % 4] ?? ''),
  'curly quotes': (text) => text.replace(/'/g, '’').replace(/"/g, '”'),
  'straight quotes': (text) => text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"'),
  guillemets: (text) => text.replace(/[“"]/g, '«').replace(/”/g, '»'),
  NFD: (text) => text.normalize('NFD'),
  NFC: (text) => text.normalize('NFC'),
  ligatures: (text) => text.replace(/ffi/g, 'ﬃ').replace(/ff/g, 'ﬀ').replace(/fi/g, 'ﬁ').replace(/fl/g, 'ﬂ'),
  'other dashes': (text) => text.replace(/[—–]/g, '--').replace(/(?<=\p{L})-(?=\p{L})/gu, '\u2010'),
  'other ellipses': (text) => text.replace(/…|\.\.\./g, (dots) => (dots === '…' ? '...' : '…')),
  'invisible characters': (text) =>
    text.replace(/(?<=\p{L})(?=\p{L})/gu, (_, i: number) => ['\u00ad', '\u200b', '\u2060', ''][i % 4] ?? ''),
};
