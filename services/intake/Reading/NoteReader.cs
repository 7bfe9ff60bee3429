using Territory.Contracts;

namespace Territory.Intake.Reading;

/// <summary>What a sentence tells beside control: for analysts, never for events.</summary>
internal static class NoteReader
{
    private const int Reach = 12;
    // "freed hundreds of the political detainees", "prisoners who had been held there were freed".
    private const int Aside = 6;

    public static IEnumerable<ReadNote> Of(Sentence s, Scene scene)
    {
        for (var i = 0; i < s.Count; i++)
        {
            if (s[i].Is(Hint.Detainees) && Freed(s, i) is { } freed) yield return OfDetainees(s, i, freed, scene);
            else if (s[i].Is(Hint.Curfew)) yield return new(NoteKind.Curfew, AreaNear(s, i, scene), s[i].Span);
            else if (s[i].Is(Hint.Casualties) && !s[i - 1].Is(Sense.Neg)) yield return new(NoteKind.Casualties, AreaNear(s, i, scene), s[i].Span);
            else if (s[i].Is(Hint.Displaced)) yield return new(NoteKind.Displacement, AreaNear(s, i, scene), s[i].Span);
        }
    }

    /// <summary>A prison or base taken is a note until an analyst raises it.</summary>
    public static IEnumerable<ReadNote> Sites(IEnumerable<Finding> findings) =>
        findings.Where(f => f.Area.Level == AreaLevel.Site && f.Kind is (ClaimKind.Change or ClaimKind.Partial))
            .Select(f => new ReadNote(NoteKind.Site, f.Area.Code, f.Place.Span));

    private static ReadNote OfDetainees(Sentence s, int detainees, int freed, Scene scene)
    {
        var site = SiteNear(s, detainees);
        int[] told = site is { } at ? [detainees, freed, at] : [detainees, freed];
        var (first, last) = (told.Min(), told.Max());
        return new(NoteKind.Detainees, site is { } prison ? s[prison].Meaning.Areas[0].Code : AreaNear(s, detainees, scene), new(s[first].Span.Start, s[last].Span.End));
    }

    /// <summary>The word that says they are free, in the same clause: before them, or behind. Nobody is whom one refuses to free.</summary>
    private static int? Freed(Sentence s, int detainees) => Nearest(s, detainees, Aside, i => s[i].Is(Hint.Freed) && s.SameClause(i, detainees)) is { } freed && !s[freed - 1].Is(Sense.Neg) && !s[freed - 2].Is(Sense.Neg) ? freed : null;

    private static int? SiteNear(Sentence s, int at) => Nearest(s, at, Reach, i => s[i].Meaning.Areas.Exists(a => a.Level == AreaLevel.Site), behindFirst: true);

    /// <summary>The nearest place that is named as one: with its level, or as where something is. The one behind comes first.</summary>
    private static string? AreaNear(Sentence s, int at, Scene scene)
    {
        var place = Nearest(s, at, Reach, i => s[i].IsArea && IsWhere(s, i), behindFirst: true);
        return place is { } named && AreaChoice.Of(s[named].Meaning.Areas, Cue(s, named), scene) is [var only] ? only.Code : null;
    }

    private static bool IsWhere(Sentence s, int name) =>
        Cue(s, name) != Hint.None || s[name].HasPreposition('ب') || s[name - 1].Is(Sense.In | Sense.From | Sense.Near) || (s[name - 1].Is(Hint.Of) && !s[name].IsActor);

    /// <summary>What says which of the areas of one name it is: «ريف درعا», "Daraa province".</summary>
    private static Hint Cue(Sentence s, int name)
    {
        foreach (var before in new[] { name - 1, name - 2 })
            if (s[before].Is(Hint.Cue) && (before == name - 1 || s[name - 1].Is(Hint.Of | Hint.Article) || s[name - 1].Is(Sense.Direction))) return s[before].Meaning.Hints & Hint.Cue;
        // English may say it behind the name.
        return s[name].Capital && s[name + 1].Is(Hint.Cue) ? s[name + 1].Meaning.Hints & Hint.Cue : Hint.None;
    }

    private static int? Nearest(Sentence s, int at, int reach, Func<int, bool> fits, bool behindFirst = false)
    {
        int? Behind() => Stretch.Of(at + 1, reach).Where(i => i < s.Count && fits(i)).Select(i => (int?)i).FirstOrDefault();
        int? Before() => Stretch.Of(at - reach, reach).Reverse().Where(i => i >= 0 && fits(i)).Select(i => (int?)i).FirstOrDefault();
        return behindFirst ? Behind() ?? Before() : Before() ?? Behind();
    }
}
