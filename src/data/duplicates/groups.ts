/** Images that belong together because pairs of them do: connected components (union-find with halved paths). */
export class Groups {
  private readonly parent: Int32Array;

  /** @param count images, each alone at first */
  constructor(count: number) {
    this.parent = Int32Array.from({ length: count }, (_, i) => i);
  }

  /** The image that stands for the group of an image. */
  find(image: number): number {
    const { parent } = this;
    while (parent[image] !== image) {
      parent[image] = parent[parent[image]];
      image = parent[image];
    }
    return image;
  }

  unite(a: number, b: number): void {
    const [x, y] = [this.find(a), this.find(b)];
    this.parent[Math.max(x, y)] = Math.min(x, y);
  }

  /** Groups of two or more, members ascending, by their first members. */
  several(): number[][] {
    const groups = new Map<number, number[]>();
    for (let i = 0; i < this.parent.length; i++) {
      const first = this.find(i);
      if (first === i) continue;
      const group = groups.get(first);
      if (group) group.push(i);
      else groups.set(first, [first, i]);
    }
    return [...groups.values()].sort((a, b) => a[0] - b[0]);
  }
}
