import { type Taken, takePage } from '../domain/page.ts';
import { conditionOfGrade, type Grade, gradeOf, grades, type PeopleQuery } from '../domain/people-query.ts';
import { personWords } from '../domain/person.ts';
import type { RankedPerson } from '../ports.ts';
import type { AppContext } from './context.ts';

/** A person in the order of a list: by grade, then in the order of the index. */
export interface FoundPlace extends RankedPerson {
  readonly grade: Grade;
}

export interface UserQuery {
  readonly query: PeopleQuery;
  readonly viewerId: string | undefined;
  readonly size: number;
  /** The grades that are asked for, best first. Default: all. */
  readonly grades?: readonly Grade[];
}

/** People by how well they match, then by followers. Deactivated people, and those with a block between, are left out. */
export function searchUsers({ peopleIndex, people, relations }: AppContext) {
  return (
    { query, viewerId, size, grades: asked = grades }: UserQuery,
    after?: FoundPlace,
  ): Promise<Taken<FoundPlace, Uint8Array>> => {
    const next = async (from: FoundPlace | undefined, limit: number): Promise<FoundPlace[]> => {
      const found: FoundPlace[] = [];
      for (const grade of asked.slice(from === undefined ? 0 : asked.indexOf(from.grade))) {
        const condition = conditionOfGrade(query, grade);
        if (condition === undefined) continue;
        const page = { limit: limit - found.length, after: from?.grade === grade ? from : undefined };
        found.push(...(await peopleIndex.find(condition, page)).map((person) => ({ ...person, grade })));
        if (found.length === limit) break;
      }
      return found;
    };
    const show = async (places: readonly FoundPlace[]) => {
      const ids = [...new Set(places.map(({ id }) => id))];
      const [active, hidden] = await Promise.all([
        people.active(ids),
        viewerId === undefined ? undefined : relations.hiddenAmong(viewerId, ids),
      ]);
      return places.map(({ id, grade }) => {
        const person = active.get(id);
        if (person === undefined || hidden?.blocked.has(id)) return undefined;
        // A person is found for their own grade and for each worse one; and the index may be older than the person.
        return gradeOf(query, personWords(person)) === grade ? person.bytes : undefined;
      });
    };
    return takePage({ size, after, next, show });
  };
}
