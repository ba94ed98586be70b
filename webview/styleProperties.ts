/** Style properties of an element. Lit's own `styleMap` first writes a `style` attribute, which a strict CSP blocks. */
import { noChange } from 'lit';
import { type AttributePart, directive, Directive, type PartInfo, PartType } from 'lit/directive.js';

type Properties = Readonly<Record<string, string>>;

class StyleProperties extends Directive {
  private last: Properties = {};

  constructor(info: PartInfo) {
    super(info);
    if (info.type !== PartType.ATTRIBUTE || info.name !== 'style') throw new Error('styleProperties belongs on the style attribute');
  }

  render(properties: Properties): unknown {
    return properties;
  }

  override update(part: AttributePart, [properties]: [Properties]): unknown {
    const { style } = part.element as HTMLElement;
    for (const [name, value] of Object.entries(properties)) if (this.last[name] !== value) style.setProperty(name, value);
    for (const name of Object.keys(this.last)) if (!(name in properties)) style.removeProperty(name);
    this.last = properties;
    return noChange;
  }
}

/** Sets CSS properties (in their CSS spelling, `--side` too) through the object model. */
export const styleProperties = directive(StyleProperties);
