namespace Territory.Intake.Reading;

/// <summary>The forms of an Arabic verb that news uses, from perfect, imperfect and verbal nouns, in folded spelling.</summary>
internal static class ArabicInflection
{
    private static readonly string[] Pronouns = ["ه", "ها", "هم", "هما", "نا"];

    /// <summary>All forms of <c>perfect/imperfect/noun/noun…</c>; a dash stands for a form that does not exist.</summary>
    public static IEnumerable<Wording> Of(string entry)
    {
        var parts = entry.Split('/');
        if (parts.Length < 2)
        {
            yield return new Wording(Fold(entry), Form.Plain);
            yield break;
        }
        if (parts[0] != "-") foreach (var w in First(parts[0], Perfect)) yield return new Wording(w, Form.Perfect);
        if (parts[1] != "-") foreach (var w in First(parts[1], Imperfect))
        {
            yield return new Wording(w, Form.Imperfect);
            yield return new Wording("س" + w, Form.Future);
        }
        foreach (var noun in parts.Skip(2).Where(n => n != "-"))
            foreach (var w in Noun(Fold(noun))) yield return w;
        // Last: «استعادتها» is the verbal noun before it is a verb with its object.
        if (!entry.Contains(' ', StringComparison.Ordinal)) foreach (var w in WithObject(Fold(parts[0]), Fold(parts[1]))) yield return w;
    }

    // Of several words the first is inflected: «أعاد الأمن إلى» gives «أعادت الأمن إلى».
    private static IEnumerable<string> First(string words, Func<string, IEnumerable<string>> forms)
    {
        var folded = Fold(words);
        var end = folded.IndexOf(' ', StringComparison.Ordinal);
        return end < 0 ? forms(folded) : forms(folded[..end]).Select(w => w + folded[end..]);
    }

    public static string Fold(string words) => NormalizedText.Of(words).Text;

    private static IEnumerable<string> Perfect(string he)
    {
        yield return he;
        var weak = he[^1] is 'ي' or 'ا' && he.Length > 2;
        var stem = weak ? he[..^1] : he;
        yield return stem + "ت";
        yield return stem + "وا";
        yield return stem + "تا";
        yield return weak ? he + "نا" : stem + "نا";
        yield return weak ? stem + "يا" : stem + "ا";
        // «بدأ» ends like a weak verb once its hamza is folded, and is none: «بدأت».
        if (he[^1] != 'ا') yield break;
        yield return he + "ت";
        yield return he + "وا";
        yield return stem + "ووا";
    }

    private static IEnumerable<string> Imperfect(string he)
    {
        var weak = he[^1] == 'ي';
        foreach (var person in "يتن")
        {
            var own = person + he[1..];
            yield return own;
            if (weak) yield return own[..^1];
            if (person == 'ن') continue;
            var stem = weak ? own[..^1] : own;
            yield return stem + "ون";
            yield return stem + "وا";
            yield return (weak ? own : stem) + "ان";
        }
    }

    // «ودخلتها قوات», «استعادوها».
    private static IEnumerable<Wording> WithObject(string perfect, string imperfect)
    {
        foreach (var pronoun in new[] { "ه", "ها", "هما" })
        {
            if (perfect != "-")
            {
                var stem = perfect[^1] is 'ي' or 'ا' && perfect.Length > 2 ? perfect[..^1] : perfect;
                yield return new Wording((stem == perfect ? perfect : stem + "ا") + pronoun, Form.Perfect, Pronoun: true);
                yield return new Wording(stem + "ت" + pronoun, Form.Perfect, Pronoun: true);
                yield return new Wording(stem + "و" + pronoun, Form.Perfect, Pronoun: true);
            }
            if (imperfect is "-" || imperfect.Contains(' ', StringComparison.Ordinal)) continue;
            yield return new Wording(imperfect + pronoun, Form.Imperfect, Pronoun: true);
            yield return new Wording("ت" + imperfect[1..] + pronoun, Form.Imperfect, Pronoun: true);
            // «لم يدخلوها», «يحتلونها»
            var many = imperfect[^1] == 'ي' ? imperfect[..^1] : imperfect;
            yield return new Wording(many + "و" + pronoun, Form.Imperfect, Pronoun: true);
            yield return new Wording(many + "ون" + pronoun, Form.Imperfect, Pronoun: true);
        }
    }

    private static IEnumerable<Wording> Noun(string noun)
    {
        yield return new Wording(noun, Form.Noun);
        if (noun.Contains(' ', StringComparison.Ordinal))
        {
            foreach (var pronoun in Pronouns) yield return new Wording((noun[^1] == 'ه' ? noun[..^1] + "ت" : noun) + pronoun, Form.Noun, Pronoun: true);
            yield break;
        }
        yield return new Wording("ال" + noun, Form.Noun, Definite: true);
        if (noun[^1] is not ('ه' or 'ء' or 'ا' or 'ي')) yield return new Wording(noun + "ا", Form.Noun);
        var stems = noun[^1] switch
        {
            'ه' => new[] { noun[..^1] + "ت" },
            'ء' => [noun, noun[..^1] + "ي", noun[..^1] + "و"],
            _ => [noun],
        };
        foreach (var stem in stems)
            foreach (var pronoun in Pronouns) yield return new Wording(stem + pronoun, Form.Noun, Pronoun: true);
    }
}
