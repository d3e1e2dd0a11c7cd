import { botocore } from './botocore.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import { javascript } from './javascript.ts';
import { cpp, dotnet, php, ruby, rust, xml } from './others.ts';
import type { Found, Shape } from './shape.ts';

/** Shapes that nothing else can be mistaken for come first; `Name: words` comes last. */
const shapes: readonly Shape[] = [botocore, go, java, php, dotnet, rust, ruby, cpp, xml, javascript];

/** Every error that stands in a message in a known shape, in the order of the text; what is inside one is not found again. */
export function findErrors(text: string): readonly Found[] {
  const found: Found[] = [];
  for (const shape of shapes) {
    for (const one of shape(text)) {
      if (!found.some((other) => one.start < other.end && other.start < one.end)) found.push(one);
    }
  }
  return found.sort((one, other) => one.start - other.start);
}
