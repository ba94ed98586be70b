/** The grid's queue: an order that stays as it is under the pointer until the person asks for the fresh one. */
import { type ImageClass } from '../../src/shared/project';
import { isPreview, matcher } from './filter';
import { carryOrder, movedBetween, orderOf, type Query } from './order';
import { type ImageTable } from './table';

export class Queue {
  /** Indices into the table, in the order shown. */
  order: readonly number[] = [];
  /** The paths of {@link order}. */
  paths: readonly string[] = [];
  /** Images that a refresh would bring, take or move. */
  moved = 0;
  /** In a preview, ids of the classes that were suggested when the order was made, by path: what a person has looked through. */
  suggested: ReadonlyMap<string, string> = new Map();
  private ranks = new Map<string, number>();

  constructor(public query: Query) {}

  /** Place of an image in the order; -1: it is not shown. */
  rankOf(path: string): number {
    return this.ranks.get(path) ?? -1;
  }

  /** Those of `paths` that are shown, in their order. */
  shownOf(paths: Iterable<string>): string[] {
    return Array.from(paths, path => this.rankOf(path)).filter(rank => rank >= 0).sort((a, b) => a - b).map(rank => this.paths[rank]);
  }

  /** Shows another query, in its fresh order. */
  setQuery(query: Query, table: ImageTable, classes: readonly ImageClass[]): void {
    this.query = query;
    this.refresh(table, classes);
  }

  refresh(table: ImageTable, classes: readonly ImageClass[]): void {
    this.take(orderOf(table, this.query, classes), table);
    this.note(table, classes);
    this.moved = 0;
  }

  /** Counts what a refresh would change; an empty queue refreshes itself, there is nothing to jump. */
  check(table: ImageTable, classes: readonly ImageClass[]): void {
    const fresh = orderOf(table, this.query, classes);
    if (this.order.length === 0) {
      this.take(fresh, table);
      this.note(table, classes);
    }
    this.moved = movedBetween(this.order, fresh);
  }

  /** In a preview, paths of the images that it still shows with the suggestion that they had when the order was made. */
  lookedThrough(table: ImageTable, classes: readonly ImageClass[]): string[] {
    const matches = matcher(table, this.query.filter, classes);
    const same = (index: number) => this.suggested.get(table.paths[index]) === classes[table.suggestion[index]]?.id;
    return this.order.filter(index => matches(index) && same(index)).map(index => table.paths[index]);
  }

  /** Follows a new listing: what is gone leaves, what is new waits for a refresh. */
  carry(from: ImageTable, to: ImageTable): void {
    this.take(carryOrder(this.order, from, to), to);
  }

  private note(table: ImageTable, classes: readonly ImageClass[]): void {
    const shown = isPreview(this.query.filter) ? this.order : [];
    this.suggested = new Map(shown.map(index => [table.paths[index], classes[table.suggestion[index]].id]));
  }

  private take(order: readonly number[], table: ImageTable): void {
    this.order = order;
    this.paths = order.map(index => table.paths[index]);
    this.ranks = new Map(this.paths.map((path, rank) => [path, rank]));
  }
}
