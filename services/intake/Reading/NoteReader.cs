namespace Territory.Intake.Reading;

/// <summary>What a sentence tells beside control: for analysts, never for events.</summary>
internal static class NoteReader
{
    private const int Reach = 12;

    public static IEnumerable<ReadNote> Of(Sentence s, Scene scene)
    {
        for (var i = 0; i < s.Count; i++)
        {
            if (s[i].Is(Hint.Detainees) && Before(s, i, Hint.Freed) is >= 0 and var freed)
            {
                var site = SiteAfter(s, i);
                yield return Note(NoteKind.Detainees, s, freed, site ?? i, site);
            }
            else if (s[i].Is(Hint.Curfew)) yield return Note(NoteKind.Curfew, s, i, i, null, AreaNear(s, i, scene));
            else if (s[i].Is(Hint.Casualties) && !s[i - 1].Is(Sense.Neg)) yield return Note(NoteKind.Casualties, s, i, i, null, AreaNear(s, i, scene));
            else if (s[i].Is(Hint.Displaced)) yield return Note(NoteKind.Displacement, s, i, i, null, AreaNear(s, i, scene));
        }
    }

    /// <summary>A prison or base taken is a note until an analyst raises it.</summary>
    public static IEnumerable<ReadNote> Sites(IEnumerable<Finding> findings) =>
        findings.Where(f => f.Area.Level == Contracts.AreaLevel.Site && f.Kind is Contracts.ClaimKind.Change or Contracts.ClaimKind.Partial)
            .Where(f => f.Area.Level == Contracts.AreaLevel.Site)
            .Select(f => new ReadNote(NoteKind.Site, f.Area.Code, f.Place.Span));

    private static ReadNote Note(NoteKind kind, Sentence s, int first, int last, int? site, string? area = null) =>
        new(kind, site is { } at ? s[at].Meaning.Areas[0].Code : area, new TextSpan(s[Math.Min(first, last)].Span.Start, s[Math.Max(first, last)].Span.End));

    private static int Before(Sentence s, int at, Hint hint)
    {
        for (var i = at - 1; i >= 0 && i >= at - 6; i--) if (s[i].Is(hint)) return i;
        return -1;
    }

    private static int? SiteAfter(Sentence s, int at)
    {
        for (var i = at + 1; i < s.Count && i <= at + Reach; i++)
            if (s[i].Meaning.Areas.Any(a => a.Level == Contracts.AreaLevel.Site)) return i;
        return null;
    }

    private static string? AreaNear(Sentence s, int at, Scene scene)
    {
        for (var i = at + 1; i < s.Count && i <= at + 5; i++)
            if (s[i].IsArea && AreaChoice.Of(s[i].Meaning.Areas, Hint.None, scene) is [var only]) return only.Code;
        return null;
    }
}
