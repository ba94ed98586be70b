/** The image path in a command's argument: a path, or a node of the anomaly tree. */
export function pathOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (!isRecord(argument) || !isRecord(argument.image)) return undefined;
  return typeof argument.image.path === 'string' ? argument.image.path : undefined;
}

/** The class id in a command's argument: an id, or a node of the tree of classes. */
export function classIdOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (!isRecord(argument) || !isRecord(argument.imageClass)) return undefined;
  return typeof argument.imageClass.id === 'string' ? argument.imageClass.id : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
