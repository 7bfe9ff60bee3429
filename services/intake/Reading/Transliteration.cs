using System.Text;

namespace Territory.Intake.Reading;

/// <summary>What the many Latin spellings of an Arabic name have in common: «Shughour», «Shughur»; «Saraqeb», «Saraqib».</summary>
internal static class Transliteration
{
    // Shorter keys meet common English words.
    private const int ShortestName = 6;

    /// <summary>The keys of a name's words; none for a name too short to be told from other words.</summary>
    public static string[] Keys(string name)
    {
        var keys = name.Split([' ', '-', '/', '(', ')'], StringSplitOptions.RemoveEmptyEntries).SelectMany((w, i) => Parts(w, i)).Select(w => Key(w.Replace("'", ""))).ToArray();
        return keys.Sum(k => k.Length) >= ShortestName ? keys : [];
    }

    // «Qabtan Eljabal» is written «Qabtan al-Jabal» too.
    private static string[] Parts(string word, int at) => at > 0 && word.Length > 5 && word.StartsWith("el", StringComparison.OrdinalIgnoreCase) ? ["el", word[2..]] : [word];

    /// <summary>Doubled letters once, long vowels like short ones, q as k, no h after a vowel at the end; every article alike.</summary>
    public static string Key(ReadOnlySpan<char> word)
    {
        if (word is "al" or "el" or "ar" or "as" or "an" or "at" or "ash" or "ad" or "az") return "al";
        var key = new StringBuilder(word.Length);
        for (var i = 0; i < word.Length; i++)
        {
            var c = word[i] switch { 'e' or 'y' => 'i', 'o' or 'w' => 'u', 'q' => 'k', _ => word[i] };
            if (c == 'h' && i == word.Length - 1 && i > 1) continue;
            if (key.Length == 0 || key[^1] != c) key.Append(c);
        }
        // "Taybet" is Taybat.
        if (word.Length > 4 && word.EndsWith("et")) key[^2] = 'a';
        return key.ToString().Replace("iu", "u", StringComparison.Ordinal).Replace("ai", "i", StringComparison.Ordinal).Replace("au", "u", StringComparison.Ordinal);
    }
}
