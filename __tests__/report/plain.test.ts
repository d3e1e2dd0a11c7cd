import { describe, expect, test } from '@jest/globals';
import { clip, clipSentence, plain, plainLines, visibleJson } from '../../src/report/plain.ts';
import { clock, count, enumerate } from '../../src/report/wording.ts';

describe('plain text', () => {
  test.each([
    ['nothing to do', 'nothing to do'],
    ['a\tb', 'a b'],
    ['a\u001B[1;31mb', 'a�b'],
    ['a\u001B]0;title\u0007b', 'a�]0;title�b'],
    ['a\u009B31mb', 'a�31mb'],
    ['a\u202E\u2066\u200B\uFEFF\u00ADb', 'a�b'],
    ['a\n[default]', 'a�[default]'],
    ['\uD800x\uDC00', '�x�'],
    ['🪣 größe 中文', '🪣 größe 中文'],
  ])('%j becomes %j', (text, expected) => {
    expect(plain(text)).toBe(expected);
  });

  test('lines are kept apart, blank ones left out', () => {
    expect(plainLines('a\r\n\r\n  b  \rc\u2028d\n')).toEqual(['a', '  b', 'c', 'd']);
    expect(plainLines('')).toEqual([]);
  });

  test.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['a🪣b', 3, 'a…'],
    ['abc', 0, '…'],
  ])('%j clipped at %d is %j', (text, max, expected) => {
    expect(clip(text, max)).toBe(expected);
  });

  test.each([
    ['One. Two. Three.', 20, 'One. Two. Three.'],
    ['One. Two. Three.', 14, 'One. Two. …'],
    ['one two three', 12, 'one two …'],
    ['see example.com/page.html for more', 22, 'see example.com/page…'],
    ['x'.repeat(30), 10, `${'x'.repeat(8)}…`],
  ])('%j clipped at a sentence below %d is %j', (text, max, expected) => {
    expect(clipSentence(text, max)).toBe(expected);
    expect(clipSentence(text, max).length).toBeLessThanOrEqual(max);
  });

  test('JSON shows what it holds and means the same', () => {
    const value = { a: 'x\u202Ey\u0085\u2028\uFEFF\u{E0041}##[error]' };
    expect(visibleJson(value)).toBe('{\n  "a": "x\\u202ey\\u0085\\u2028\\ufeff\\udb40\\udc41##\\u005berror]"\n}');
    expect(JSON.parse(visibleJson(value))).toEqual(value);
  });
});

describe('words', () => {
  test.each([
    [0, '0 permissions'],
    [1, '1 permission'],
    [1234, '1,234 permissions'],
  ])('%d: %s', (number, expected) => {
    expect(count(number, 'permission')).toBe(expected);
  });

  test.each([
    ['2026-11-22T14:03:20Z', '2026-11-22 14:03 UTC'],
    ['2026-11-22T14:03:20+02:00', '2026-11-22 12:03 UTC'],
    ['soon', 'soon'],
    ['', ''],
  ])('%j is %j', (iso, expected) => {
    expect(clock(iso)).toBe(expected);
  });

  test.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c'], 'a, b and c'],
  ])('%j is "%s"', (parts, expected) => {
    expect(enumerate(parts)).toBe(expected);
  });
});
