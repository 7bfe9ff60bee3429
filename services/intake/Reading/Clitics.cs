namespace Territory.Intake.Reading;

/// <summary>Letters written onto the front of an Arabic word: و ف, then ب ل ك. Cut only where the rest is in the lexicon.</summary>
internal static class Clitics
{
    public static readonly int[] None = [0];
    private static readonly int[] One = [0, 1];
    private static readonly int[] Two = [0, 1, 2];

    /// <summary>How many letters may be cut, fewest first.</summary>
    public static int[] Cuts(ReadOnlySpan<char> word)
    {
        if (word.Length < 3) return None;
        if (word[0] is 'و' or 'ف') return word.Length > 3 && word[1] is 'ب' or 'ل' or 'ك' ? Two : One;
        return word[0] is 'ب' or 'ل' or 'ك' ? One : None;
    }

    /// <summary>ل with an article: <c>النظام</c> is written <c>للنظام</c>, <c>اللاذقية</c> <c>للاذقية</c>. Null for a word without article.</summary>
    public static string? WithLam(string word) =>
        word.Length > 3 && word.StartsWith("ال", StringComparison.Ordinal) ? (word[2] == 'ل' ? "ل" + word[2..] : "لل" + word[2..]) : null;
}
