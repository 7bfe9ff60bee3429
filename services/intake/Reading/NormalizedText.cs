using System.Globalization;
using System.Text;

namespace Territory.Intake.Reading;

/// <summary>
/// A text folded for matching, with the origin of every character: spelling variants, marks, tatweel and bidi controls vanish,
/// the quote stays what was written.
/// </summary>
internal sealed class NormalizedText
{
    private readonly string original;
    private readonly int[] origin;

    private NormalizedText(string original, string text, int[] origin) => (this.original, Text, this.origin) = (original, text, origin);

    public string Text { get; }

    /// <summary>Where the folded range stands in the original, marks after its last letter included.</summary>
    public TextSpan Original(int start, int end)
    {
        var after = origin[end - 1] + 1;
        while (after < original.Length && (original[after] == 'ـ' || char.GetUnicodeCategory(original[after]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)) after++;
        return new(origin[start], after);
    }

    public static NormalizedText Of(string original)
    {
        var folded = new StringBuilder(original.Length);
        var origin = new List<int>(original.Length);
        for (var i = 0; i < original.Length; i++)
        {
            var c = original[i];
            if (c < 0x80) Add(char.ToLowerInvariant(c), i);
            else if (c is >= '\u0100' and < '\u0250' or >= '\u00C0' and < '\u0100' or >= '\u1E00' and < '\u1F00') AddLatin(c, i);
            else if (Arabic(c) is { } letter) Add(letter, i);
        }
        return new NormalizedText(original, folded.ToString(), [.. origin]);

        void Add(char letter, int at)
        {
            if (letter == '\0') return;
            folded.Append(letter);
            origin.Add(at);
        }

        void AddLatin(char letter, int at)
        {
            foreach (var part in letter.ToString().Normalize(NormalizationForm.FormD))
                if (char.IsLetter(part)) Add(part == 'ı' ? 'i' : char.ToLowerInvariant(part), at);
        }
    }

    private static char? Arabic(char c) => c switch
    {
        'أ' or 'إ' or 'آ' or 'ٱ' => 'ا',
        'ى' or 'ی' => 'ي',
        'ة' => 'ه',
        'ؤ' => 'و',
        'ئ' => 'ي',
        'ک' => 'ك',
        'ـ' => null,
        >= '٠' and <= '٩' => (char)(c - '٠' + '0'),
        >= '۰' and <= '۹' => (char)(c - '۰' + '0'),
        '“' or '”' or '«' or '»' or '„' or '‟' => '"',
        '’' or '‘' or 'ʿ' or 'ʾ' or 'ʼ' or 'ʻ' or '′' => '\'',
        '–' or '—' or '―' or '‒' => '—',
        '‐' or '‑' or '−' => '-',
        '\u0085' or '\u2028' or '\u2029' => '\n',
        _ => char.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => null,
            UnicodeCategory.SpaceSeparator => ' ',
            _ => c,
        },
    };
}
