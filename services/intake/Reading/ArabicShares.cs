using Territory.Contracts;

namespace Territory.Intake.Reading;

// What is told of a share of a place: a number before its name, or its edges where the name is known.
internal sealed partial class ArabicGoverned
{
    // Where the amount before «من» begins: «نحو 50٪ من», «قرابة نصف مساحة»; -1 for none.
    private int ShareOf(int from, int start)
    {
        if (s[from].Word is not "من") return -1;
        var at = from;
        while (at > start && (s[at - 1].Kind == TokenKind.Number || s[at - 1].Is(Sense.Part | Sense.Most) && !s[at - 1].Prepositional || s[at - 1].Says(Cue.AboutOrArea))) at--;
        return at < from ? at : -1;
    }

    // «بعد X وY اللتين سيطر عليهما»: the two names before it, with no word for their kind.
    private List<Place>? Twin(int pronoun)
    {
        var rel = s[pronoun].Word.EndsWith("هما", StringComparison.Ordinal) ? Stretch.Of(pronoun - 6, 6).LastOrDefault(i => s[i].Is(Sense.Rel) && s[i].Word.TrimStart('و') is "اللتين" or "اللتان" or "اللذين", -1) : -1;
        return rel > 1 && s[rel - 1] is { IsArea: true, HasConjunction: true } && s[rel - 2].IsArea && ArabicPlaces.From(s, rel - 2, scene, direct: false, out _) is { Count: 2 } named ? named : null;
    }

    /// <summary>«استولت على منازل على أطرافها», «تسيطر A على 6٪»: some of what was named before.</summary>
    public List<Place> SomeOfIt(int t)
    {
        var on = Stretch.Of(t + 1, 8).TakeWhile(i => !s[i].Is(Sense.Clause) && s[i].Kind != TokenKind.Comma).FirstOrDefault(i => s[i].Is(Sense.On), -1);
        if (on < 0) return [];
        var share = s[on + 1].Kind == TokenKind.Number && !Stretch.Of(on + 1, 8).TakeWhile(i => s[i].Kind is TokenKind.Word or TokenKind.Number).Any(i => s[i].Kind == TokenKind.Word && !s[i].Says(Cue.PercentFiller));
        var edge = s[on + 1].Is(Hint.CueSite) || s[on + 1].Is(Sense.Part) || s[on + 1].IsWord ? Stretch.Of(on + 1, 6).TakeWhile(i => s[i].Kind == TokenKind.Word && !s[i].Finite && !s[i].IsArea && !s[i].Is(Hint.CuePlace)).FirstOrDefault(i => s[i].Says(Cue.ItsOutskirts), -1) : -1;
        return share || edge >= 0 ? [.. Antecedent(t).Where(p => share || p.Area.Level == AreaLevel.Place).Select(p => p with { Extent = Extent.Part })] : [];
    }

    /// <summary>What a siege is laid to or lifted from: «حصار مدينة X», «الحصار على X», «الحصار عن X».</summary>
    public List<Place> OfSiege(int t)
    {
        if (s[t + 1].IsArea || s[t + 1].Is(Hint.Cue) || s[t + 1].Is(Sense.Part)) return List(t + 1, direct: true);
        for (var i = t + 1; i <= t + 6; i++) if (s[i].Is(Sense.On) || s[i].Word is "عن") return List(i + 1, direct: false);
        return [];
    }

    // «على بلدة تقع على الطريق»: a place, but no name.
    public bool Unnamed(int t)
    {
        for (var i = t + 1; i + 1 < s.Count && i <= t + Reach; i++) if (s[i].Is(Sense.On)) return s[i + 1].Is(Hint.CuePlace) || s[i + 2].Is(Hint.CuePlace | Hint.CueSite) && !s[i + 3].IsArea;
        return false;
    }
}
