import { compareText } from '../model/diagnostic.ts';
import { firstDay } from '../model/edtf.ts';
import type { KnowledgeBase } from '../model/knowledge.ts';
import type { Actor } from '../model/record.ts';
import { type AsOf, statusFor } from '../model/standing.ts';
import { defaultUndertaking, type State } from '../model/vocabulary.ts';
import { blocsOf } from './blocs.ts';
import { type Cited, citedEvidence } from './cited.ts';
import { type ActorAnswer, conditionsOfActor, type Decided, type Held, positionsOnCondition } from './conditions.ts';
import { type DeadlockRow, deadlocks, type Step } from './deadlocks.ts';
import { byDay, type PositionMove, positionMoves } from './moves.ts';
import { spokenFor } from './spoken.ts';
import { unresearchedPairs } from './stale.ts';
import { standOf } from './stand.ts';
import type { Veto } from './vetoes.ts';

/** What is on record of an actor. */
export interface Brief {
  readonly actor: Actor;
  readonly asOf: AsOf;
  /** True where the undertaking that the page is about was asked for. */
  readonly isNarrowed: boolean;
  /** What the page is about, at least one undertaking; the rest stands beside it. */
  readonly undertakings: readonly string[];
  readonly answer: ActorAnswer;
  /** All its decisions, in order of date. */
  readonly decisions: readonly Decided[];
  readonly blocs: readonly string[];
  /** The state of each condition that it has a position on, for it, and who says so; none where nobody has recorded one. */
  readonly statuses: ReadonlyMap<string, { readonly state: State; readonly evidence: readonly Cited[] }>;
  /** For each of its demands, by position: the positions of others on the same side. */
  readonly company: ReadonlyMap<string, readonly Held[]>;
  /** For each of its demands, by condition: the positions that oppose it. */
  readonly opposition: ReadonlyMap<string, readonly Held[]>;
  /** Who vetoes it, and in which words. */
  readonly vetoes: readonly (Veto & Pick<Held, 'confidence' | 'note'> & { readonly evidence: readonly Cited[] })[];
  /** Its positions as moves, in order of date. */
  readonly moves: readonly PositionMove[];
  /** The circles that it waits in or for, and the chains from it that end in a refusal. */
  readonly deadlocks: readonly DeadlockRow[];
  /** What refusals in these rest on, and what contradicts its evidence, by id. */
  readonly pieces: ReadonlyMap<string, Cited>;
  /** The conditions that others have a position on, and it neither a position nor a word on record. */
  readonly silentOn: readonly string[];
  /** The last thing said by it or of it. */
  readonly last: Cited | undefined;
  /** Of a person: for whom, in how many quotes. */
  readonly spokeFor: ReadonlyMap<string, number>;
}

/** Everything that a brief on an actor says, as of a date; about its taking part unless an undertaking is named, or about all that it has a record on where it has none on that. */
export function briefOn(
  knowledge: KnowledgeBase,
  actor: Actor,
  { asOf, undertaking: wanted }: { readonly asOf: AsOf; readonly undertaking?: string },
): Brief {
  const isAbout = (undertaking: string | null) =>
    wanted === undefined || undertaking === null || undertaking === wanted;
  const all = conditionsOfActor(knowledge, actor.id, { asOf });
  const answer = {
    ...all,
    held: all.held.filter((row) => isAbout(row.undertaking)),
    decided: all.decided.filter((row) => isAbout(row.undertaking)),
    vetoes: all.vetoes.filter((veto) => isAbout(veto.undertaking)),
  };
  const undertakings = wanted === undefined ? undertakingsOf(answer) : [wanted];
  const own = answer.held.filter(({ via }) => via === null);
  const demands = own.filter(({ stance }) => stance === 'requires');
  const conditions = [...new Set(own.flatMap(({ condition }) => condition))];
  const onEach = new Map(
    demands
      .flatMap(({ condition }) => condition)
      .map((id) => [
        id,
        positionsOnCondition(knowledge, id, { asOf }).filter(
          (row) => row.actor !== actor.id && row.stance !== 'waives',
        ),
      ]),
  );
  const on = (id: string) => onEach.get(id) ?? [];
  const stand = standOf(knowledge, asOf);
  const waiting = deadlocks(stand).rows.filter((row) =>
    stepsOf(row).some((step) => step.actor === actor.id && isAbout(step.undertaking)),
  );
  return {
    actor,
    asOf,
    isNarrowed: wanted !== undefined,
    undertakings,
    answer,
    decisions: conditionsOfActor(knowledge, actor.id, { asOf, all: true })
      .decided.filter((row) => isAbout(row.undertaking))
      .sort((a, b) => compareText(firstDay(a.date), firstDay(b.date)) || compareText(a.commitment, b.commitment)),
    blocs: blocsOf(knowledge, actor.id),
    statuses: new Map(
      conditions.flatMap((id) => {
        const condition = knowledge.find('conditions', id);
        const status = condition && statusFor(condition, actor.id, asOf);
        if (!status) return [];
        return [[id, { state: status.state, evidence: citedEvidence(knowledge, status.evidence, asOf) }] as const];
      }),
    ),
    company: new Map(
      demands.map((row) => [
        row.position,
        [row.condition].flat().flatMap((id) => on(id).filter(({ stance }) => stance !== 'opposes')),
      ]),
    ),
    opposition: new Map([...onEach.keys()].map((id) => [id, on(id).filter(({ stance }) => stance === 'opposes')])),
    vetoes: answer.vetoes.map((veto) => {
      const { evidence = [], confidence = null, note = null } = knowledge.find('positions', veto.position) ?? {};
      return { ...veto, confidence, note, evidence: citedEvidence(knowledge, evidence, asOf) };
    }),
    moves: positionMoves(knowledge, knowledge.naming('positions', 'actors', actor.id, ['actor']), asOf)
      .filter((move) => isAbout(move.undertaking))
      .sort(byDay),
    deadlocks: waiting,
    pieces: new Map(
      citedEvidence(
        knowledge,
        [...waiting.flatMap(refusalsIn), ...[...own, ...answer.decided].flatMap(contradictionsIn)],
        asOf,
      ).map((piece) => [piece.id, piece]),
    ),
    silentOn: unresearchedPairs(stand, { undertaking: undertakings[0] ?? defaultUndertaking, actor: actor.id }).flatMap(
      ({ condition }) => condition ?? [],
    ),
    last: lastWord(knowledge, actor.id, asOf),
    spokeFor: actor.type === 'person' ? spokenFor(knowledge, actor.id, asOf) : new Map(),
  };
}

function undertakingsOf({ held, decided }: ActorAnswer): string[] {
  const own = held.filter(({ via }) => via === null);
  const on = [...decided.map(({ undertaking }) => undertaking), ...own.flatMap(({ undertaking }) => undertaking ?? [])];
  return on.length === 0 || on.includes(defaultUndertaking) ? [defaultUndertaking] : [...new Set(on)].sort(compareText);
}

/** Who waits: all in a circle and all that hangs on it, and whoever a chain starts from. */
function stepsOf({ kind, steps, hangs_on_it }: DeadlockRow): readonly Step[] {
  return kind === 'circle' ? [...steps, ...hangs_on_it] : steps.slice(0, 1);
}

function refusalsIn({ steps, hangs_on_it }: DeadlockRow): string[] {
  return [...steps, ...hangs_on_it].flatMap(({ refused_by }) => refused_by?.evidence ?? []);
}

function contradictionsIn({ evidence }: Held | Decided): string[] {
  return evidence.flatMap((piece) => (piece.mode === 'event' ? [] : piece.contradicts));
}

/** The newest quote or event, and of one day the one with the last id. */
function lastWord(knowledge: KnowledgeBase, actor: string, asOf: AsOf): Cited | undefined {
  const newest = [
    knowledge.newest('quotes', 'actors', actor, ['actor', 'speaker_id'], asOf),
    knowledge.newest('events', 'actors', actor, ['actors'], asOf),
  ].flatMap((record) => record ?? []);
  return citedEvidence(
    knowledge,
    newest.map(({ id }) => id),
    asOf,
  )
    .sort((a, b) => compareText(firstDay(a.said), firstDay(b.said)) || compareText(a.id, b.id))
    .at(-1);
}
