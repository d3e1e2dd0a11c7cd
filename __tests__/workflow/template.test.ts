import { describe, expect, test } from '@jest/globals';
import { readTemplate } from '../../src/workflow/template.ts';
import type { Reference } from '../../src/workflow/expression.ts';

function shown(references: readonly Reference[]): readonly string[] {
  return references.map(({ context, path }) => [context, ...(path ?? ['?'])].join('.'));
}

describe('readTemplate', () => {
  test.each([
    ['a secret', '${{ secrets.A }}', ['secrets.A'], ['secrets.A']],
    ['without blanks', '${{secrets.A}}', ['secrets.A'], ['secrets.A']],
    ['an index', "${{ secrets['A'] }}", ['secrets.A'], ['secrets.A']],
    ['a context in capitals', '${{ SECRETS.A }}', ['secrets.A'], ['secrets.A']],
    ['a name with a hyphen', '${{ inputs.key-id }}', ['inputs.key-id'], ['inputs.key-id']],
    ['an output', '${{ steps.a.outputs.b }}', ['steps.a.outputs.b'], ['steps.a.outputs.b']],
    ['a mixed path', "${{ needs['a'].outputs['b-c'] }}", ['needs.a.outputs.b-c'], ['needs.a.outputs.b-c']],
    ['a fallback', '${{ secrets.A || vars.B }}', ['secrets.A', 'vars.B'], ['secrets.A', 'vars.B']],
    [
      'a choice',
      "${{ github.ref == 'x' && secrets.A || secrets.B }}",
      ['github.ref', 'secrets.A', 'secrets.B'],
      ['secrets.B'],
    ],
    [
      'a choice in brackets',
      '${{ (inputs.a && secrets.A) || (secrets.B) }}',
      ['inputs.a', 'secrets.A', 'secrets.B'],
      ['secrets.B'],
    ],
    ['and', '${{ secrets.A && secrets.B }}', ['secrets.A', 'secrets.B'], []],
    ['not', '${{ !secrets.A }}', ['secrets.A'], []],
    ['a comparison', "${{ secrets.A != '' }}", ['secrets.A'], []],
    ['format of one', "${{ format('{0}', secrets.A) }}", ['secrets.A'], ['secrets.A']],
    ['format of more', "${{ format('{0}{1}', secrets.A, secrets.B) }}", ['secrets.A', 'secrets.B'], []],
    ['a call', '${{ toJSON(secrets.A) }}', ['secrets.A'], []],
    ['a part of a call', '${{ fromJSON(secrets.A).key }}', ['secrets.A'], []],
    ['a part of a bracket', '${{ (secrets.A).b }}', ['secrets.A'], []],
    ['a computed name', "${{ secrets[format('{0}_KEY', matrix.x)] }}", ['secrets.?', 'matrix.x'], []],
    ['every entry', '${{ join(steps.*.outputs.a) }}', ['steps.?'], []],
    ['every entry, by index', '${{ secrets[*] }}', ['secrets.?'], []],
    ['a whole context', '${{ secrets }}', ['secrets'], ['secrets']],
    ['two expressions', '${{ secrets.A }}${{ secrets.B }}', ['secrets.A', 'secrets.B'], ['secrets.A', 'secrets.B']],
    ['text around it', 'x ${{ secrets.A }}', ['secrets.A'], []],
    ['the same twice', '${{ secrets.A || secrets.A }}', ['secrets.A'], ['secrets.A']],
    ['quotes in a text', "${{ 'it''s }} here' && secrets.A }}", ['secrets.A'], []],
    ['words and numbers', '${{ true || 0x1F || -1.5e3 || null || secrets.A }}', ['secrets.A'], ['secrets.A']],
  ])('%s', (_, text, all, empty) => {
    const template = readTemplate(text);
    expect(template.kind).toBe('expression');
    expect(shown(template.references)).toEqual(all);
    expect(shown(template.emptyWithIt)).toEqual(empty);
  });

  test.each([
    ['plain text', 'us-east-1', 'literal', false],
    ['nothing', '', 'literal', true],
    ['blanks', ' \n', 'literal', true],
    ['an open expression', '${{ secrets.A', 'unreadable', false],
    ['an open quote', "${{ 'x }}", 'unreadable', false],
    ['an empty expression', '${{ }}', 'unreadable', true],
    ['two names without an operator', '${{ secrets.A secrets.B }}', 'unreadable', true],
    ['an open bracket', '${{ (secrets.A }}', 'unreadable', true],
    ['an open call', '${{ format(secrets.A }}', 'unreadable', true],
    ['a dot at the end', '${{ secrets. }}', 'unreadable', true],
    ['an open index', "${{ secrets['A' }}", 'unreadable', true],
    ['a character of no token', '${{ secrets.A # x }}', 'unreadable', true],
    ['double quotes', '${{ "a" }}', 'unreadable', true],
    ['an operator alone', '${{ || }}', 'unreadable', true],
  ])('%s', (_, text, kind, blank) => {
    expect(readTemplate(text)).toMatchObject({ kind, blank });
  });

  test('what can be read beside what cannot is kept', () => {
    expect(shown(readTemplate('${{ secrets.A }}${{ ( }}').references)).toEqual(['secrets.A']);
  });

  test.each([
    ['deep brackets', `\${{ ${'('.repeat(9000)}secrets.A${')'.repeat(9000)} }}`],
    ['deep indexes', `\${{ ${'a['.repeat(9000)}`],
    ['many negations', `\${{ ${'!'.repeat(19_000)}secrets.A }}`],
    ['many quotes', `\${{ ${"'".repeat(19_001)} }}`],
    ['many alternatives', `\${{ ${'secrets.A||'.repeat(1700)}secrets.A }}`],
    ['many openings', '${{'.repeat(6000)],
    ['many expressions', '${{a}}'.repeat(3000)],
    ['too long a text', `\${{ secrets.A }}${' '.repeat(1024 * 1024)}`],
  ])('%s: no fault and no wait', (_, text) => {
    const started = performance.now();
    expect(() => readTemplate(text)).not.toThrow();
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
