using System.Buffers;
using System.Text;

namespace Territory.Intake.Reading;

/// <summary>Which language a text is written in, told by its letters and commonest words.</summary>
internal static class WrittenLanguage
{
    public const string Undetermined = "und";
    private static readonly SearchValues<char> Breaks = SearchValues.Create(" \n\r\t,.،:;\"");

    /// <summary><c>ar</c>, <c>en</c>, or <c>fa</c>, <c>ckb</c>, <c>ur</c> by their own letters; otherwise <c>und</c>.</summary>
    public static string Of(string text)
    {
        var (arabic, latin, other, sorani, persian, urdu, accented) = (0, 0, 0, 0, 0, 0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            var c = rune.Value;
            // Most letters of an Arabic text, none of them another language's own.
            if (c is >= 0x0620 and <= 0x064A) { arabic++; continue; }
            if (!Rune.IsLetter(rune)) continue;
            if (c is >= 0x0600 and <= 0x06FF or >= 0x0750 and <= 0x077F or >= 0xFB50 and <= 0xFDFF or >= 0xFE70 and <= 0xFEFF) arabic++;
            else if (c < 0x0250) latin++;
            else other++;
            if ("ەێۆڕڵڤ".Contains((char)Math.Min(c, 0xFFFF))) sorani++;
            else if ("پچژگ".Contains((char)Math.Min(c, 0xFFFF))) persian++;
            else if ("ٹڈڑےں".Contains((char)Math.Min(c, 0xFFFF))) urdu++;
            if (c is >= 0xC0 and < 0x250) accented++;
        }
        if (other > arabic + latin || arabic + latin == 0) return Undetermined;
        if (arabic >= latin) return OfArabicScript(text, arabic, sorani, persian, urdu);
        return accented * 25 > latin || Foreign(text) ? Undetermined : "en";
    }

    // A foreign name may bring a letter or two; a language has one in every thirty or so.
    private static string OfArabicScript(string text, int letters, int sorani, int persian, int urdu)
    {
        if (sorani * 30 > letters) return "ckb";
        if (urdu * 40 > letters) return "ur";
        if (persian * 40 > letters) return "fa";
        var (persianWords, arabicWords) = (0, 0);
        foreach (var at in text.AsSpan().SplitAny(Breaks))
            switch (text.AsSpan(at))
            {
                case "است" or "را" or "این" or "که" or "از" or "های" or "می" or "شد" or "کرد" or "شده" or "برای" or "با" or "در": persianWords++; break;
                case "في" or "من" or "على" or "إلى" or "أن" or "عن" or "التي" or ['ا', 'ل', ..] or ['و', 'ا', 'ل', ..]: arabicWords++; break;
            }
        return persianWords > arabicWords ? "fa" : "ar";
    }

    private static bool Foreign(string text)
    {
        var words = Words(text);
        var english = words.Count(w => w is "the" or "of" or "and" or "in" or "to" or "from" or "has" or "was" or "by" or "said" or "have" or "with" or "that" or "after" or "is" or "on");
        var foreign = words.Count(w => w is "le" or "la" or "les" or "des" or "du" or "et" or "der" or "die" or "und" or "das" or "el" or "los" or "las" or "del" or "que" or "ve" or "bir" or "için" or "ile" or "di" or "il" or "che" or "de" or "ji" or "li" or "dan" or "bu" or "een" or "het" or "van");
        return foreign > english;
    }

    private static string[] Words(string text) => text.ToLowerInvariant().Split([' ', '\n', '\r', '\t', ',', '.', '،', ':', ';', '"'], StringSplitOptions.RemoveEmptyEntries);
}
