using Territory.Contracts;

namespace Territory.Intake.Reading;

/// <summary>Mentions of one fact become one finding, with the words of all.</summary>
internal static class Merging
{
    // A report that repeats itself needs no more words than these for one fact.
    private const int MostSpans = 60;

    public static List<Finding> Of(IReadOnlyList<Finding> findings, Scene scene)
    {
        // Who lays siege to a place says nothing of who holds it.
        var merged = findings.Where(f => f.Siege is not null).GroupBy(f => (f.Area.Code, f.Siege)).Select(g => g.First() with { Spans = [.. g.SelectMany(f => f.Spans).Take(MostSpans)] }).ToList();
        foreach (var group in Raised([.. findings.Where(f => f.Siege is null)]).GroupBy(f => string.Join(' ', f.Place.Areas.Select(a => a.Code)))) merged.AddRange(OfArea([.. group], scene));
        return [.. merged.OrderBy(f => f.Spans.Min(s => s.Start))];
    }

    // A bare «درعا» in a text that claims the governorate is further evidence for it; the city said as city stays the city.
    private static IEnumerable<Finding> Raised(IReadOnlyList<Finding> findings)
    {
        var whole = findings.Where(f => f is { Kind: ClaimKind.Change, Area.Level: AreaLevel.Governorate, Weak: false }).DistinctBy(f => (f.Area.Code, f.To)).ToList();
        foreach (var f in findings)
        {
            var above = f.Place is { Cued: false, Ambiguous: false } && f.Area.SeatOf == 1 && f.To is not null && f.With.Count == 0 ? whole.Find(g => f.Area.Path.Contains(g.Area.Code) && g.To == f.To) : null;
            yield return above is null ? f : f with { Place = above.Place with { Extent = f.Place.Extent == Extent.Whole ? Extent.Whole : above.Place.Extent } };
        }
    }

    private static List<Finding> OfArea(List<Finding> all, Scene scene)
    {
        var facts = new List<Finding>();
        foreach (var f in all.Where(f => !f.Weak).OrderBy(Rank)) Into(facts, f, scene);
        foreach (var f in all.Where(f => f.Weak)) Support(facts, f, scene);
        return facts;
    }

    // What says most comes first; the rest is held against it.
    private static int Rank(Finding f) => f.Kind switch { ClaimKind.Denial => 0, ClaimKind.Change => f.To is null ? 2 : 1, ClaimKind.Partial => 3, ClaimKind.Attempt => 4, _ => 5 };

    private static void Into(List<Finding> facts, Finding f, Scene scene)
    {
        for (var i = 0; i < facts.Count; i++)
            if (Joined(facts[i], f, scene) is { } joined)
            {
                var history = IsHistory(facts[i], f, scene) || Disputed(facts[i], f, scene);
                facts[i] = joined;
                if (!history) return;
                break;
            }
        facts.Add(f);
    }

    // An earlier taking by another is a fact too; in Arabic only in a sentence of its own, as a circumstance it says who lost the place.
    private static bool IsHistory(Finding fact, Finding f, Scene scene)
    {
        if (Holding(fact, f, scene)) return true;
        if (fact.Kind is not (ClaimKind.Change or ClaimKind.Partial) || f is not { Kind: ClaimKind.Background, To: not null } || scene.Allied(fact.To, f.To) || f.Standing) return false;
        return (fact.To is not null && f.IsEnglish) || Apart(fact, f, scene);
    }

    // "They took X, Ankara says. The others deny that it fell": each stands by its word.
    private static bool Disputed(Finding fact, Finding f, Scene scene) =>
        fact is { Kind: ClaimKind.Denial, To: null, ClaimedBy: { } denier } && f is { Kind: ClaimKind.Change, To: not null, Hedged: false, Rule: not "en/fall" } && (f.IsEnglish || f.ClaimedBy is null) && f.ClaimedBy != denier && !scene.Kin(f.ClaimedBy, f.To) && Apart(fact, f, scene);

    // Who holds the town that others entered, or held it, in a sentence of its own, until they took it.
    private static bool Holding(Finding fact, Finding f, Scene scene) =>
        fact is { Kind: ClaimKind.Partial, To: not null } && f is { Kind: ClaimKind.Background, To: not null, Rule: "ar/holds" } && !scene.Allied(fact.To, f.To) && f.Area.Level == AreaLevel.Place ||
        f is { Kind: ClaimKind.Background, To: not null, IsEnglish: true } && (f.HoldsOut || f.Rule is "en/holds" || f.Rule is "en/called-held" && fact.Kind == ClaimKind.Partial) && fact.To is not null && !scene.Allied(fact.To, f.To) && f.Area.Level == AreaLevel.Place
        && (fact.Kind == ClaimKind.Partial || (fact.Kind == ClaimKind.Change && Apart(fact, f, scene, ".;\n")));

    private static bool WonBack(Finding lost, Finding won, Scene scene)
    {
        var (first, then) = (lost.Spans.Min(s => s.Start), won.Spans.Where(s => s.Start > lost.Spans.Min(l => l.Start)).Select(s => s.Start).DefaultIfEmpty(0).Max());
        return then > first && scene.Text[first..then] is var between && (between.Contains(" ثم ", StringComparison.Ordinal) || between.Contains("قبل أن ", StringComparison.Ordinal));
    }

    // Told in two sentences.
    private static bool Apart(Finding one, Finding other, Scene scene, string ends = ".\n؟")
    {
        var (first, second) = one.Spans[0].Start < other.Spans[0].Start ? (one.Spans[0], other.Spans[0]) : (other.Spans[0], one.Spans[0]);
        return second.Start > first.End && scene.Text.AsSpan(first.End, second.Start - first.End).ContainsAny(ends);
    }

    private static Finding? Joined(Finding fact, Finding f, Scene scene)
    {
        if (fact.Kind == ClaimKind.Denial) return OfDenial(fact, f, scene);
        // «دخل A وB المدينة وسيطرا عليها»: both have it.
        if (fact is { Kind: ClaimKind.Change, With.Count: 0, To: { } named } && f.Kind == ClaimKind.Partial && f.With.Contains(named)) return With(fact, f) with { To = f.To, With = f.With, Status = f.Status };
        // Who is named alone elsewhere is one of those who hold it together.
        if (f.To is { } one && fact.With.Contains(one)) return With(fact, f);
        if (fact.Kind == f.Kind && fact.To == f.To && (fact.From == f.From || fact.To is not null)) return With(fact, f) with { From = fact.From ?? f.From };
        if (scene.Allied(fact.To, f.To)) return With(fact, f) with { From = fact.From ?? (f.Kind is ClaimKind.Change or ClaimKind.Partial ? f.From : null) };
        // Whoever lost it once has it again.
        if (fact.Kind is ClaimKind.Change or ClaimKind.Partial && f is { Kind: ClaimKind.Background, To: null } && scene.Allied(fact.To, f.From)) return With(fact, f);
        // «فيما كانت أرتال النظام تغادرها»: the circumstance names the loser.
        if (fact is { Kind: not (ClaimKind.Attempt or ClaimKind.Denial), To: not null } && f is { Kind: ClaimKind.Background, To: null } && !scene.Allied(fact.To, f.From) && (fact.From is null || scene.Allied(fact.From, f.From))) return With(fact, f) with { From = fact.From ?? f.From };
        // «خسرت الفصائل X ثم استعادتها»: what is won back on the same day is not lost.
        if (f is { Kind: ClaimKind.Change, To: null } && fact is { Kind: ClaimKind.Change, Rule: "ar/take" or "ar/take-on" } && scene.Kin(fact.To, f.From) && WonBack(f, fact, scene)) return With(fact, f);
        // One left, another came: one change.
        if (f is { Kind: ClaimKind.Change or ClaimKind.Partial, To: null } && (fact.Kind == ClaimKind.Change || fact.Kind == f.Kind)) return scene.Allied(fact.From, f.From) || fact.From is null && fact.To != f.From && (!scene.Kin(fact.To, f.From) || Apart(fact, f, scene)) ? With(fact, f) with { From = fact.From ?? f.From } : null;
        if (Succeeds(fact, f, scene)) return Taken(fact, f);
        // A part is taken, "whose fighters still hold the city": both are so.
        if (fact.Kind == ClaimKind.Partial && f.HoldsOut && !scene.Allied(fact.To, f.To)) return null;
        // Who held it before, told as history.
        if (fact.Kind is ClaimKind.Change or ClaimKind.Partial && f is { Kind: ClaimKind.Background, To: not null } && (fact.From is null || scene.Allied(fact.From, f.To)) && (fact.To is null
            || scene.Sides([fact.To, f.To]).Count > 1)) return With(fact, f) with { From = fact.From ?? f.To };
        return null;
    }

    private static Finding? OfDenial(Finding denial, Finding f, Scene scene)
    {
        if (f.Kind == ClaimKind.Denial && (f.To == denial.To || scene.Allied(denial.To, f.To))) return With(denial, f);
        // "They deny that it fell", "they deny that the army took it": one denial.
        if (f is { Kind: ClaimKind.Denial, To: null } && denial.To is not null && !scene.Allied(denial.To, f.From) && (denial.From is null || scene.Allied(denial.From, f.From))) return With(denial, f) with { From = denial.From ?? f.From };
        // "dismissed its capture, conceding only that a quarter was lost": the part is lost all the same.
        if (f is { Kind: ClaimKind.Partial, Rule: "en/conceded" }) return null;
        // «نفى سقوط X، وقال إن الهجوم عليها جرى صده»: denied, and tried.
        if (f is { Kind: ClaimKind.Attempt, Rule: "ar/attack-repelled" }) return null;
        // «تسعى A إلى استعادة X. ونفت خروجها عن سيطرتها»: what she tries is told apart.
        if (f is { Kind: ClaimKind.Attempt, To: not null, IsEnglish: false } && denial.To != f.To && Apart(denial, f, scene)) return null;
        // What stands is a fact of its own beside what is denied.
        if (f is { Kind: ClaimKind.Background, To: not null } && denial.To is not null && !scene.Allied(denial.To, f.To)) return null;
        // "They say they took it; the army denies its fall": what is denied is their taking it.
        if (denial.To is null && f is { Kind: ClaimKind.Change, To: not null } && denial.From is not null && !scene.Allied(denial.From, f.To) && (f.ClaimedBy != denial.ClaimedBy || scene.Allied(f.ClaimedBy, f.To))) return With(denial, f) with { To = f.To, Status = ControlStatus.Controlled };
        // «دخل الجيش المدينة، لكن الفصائل نفت سقوطها»: he is in it all the same.
        if (f is { Kind: ClaimKind.Partial, Entered: true } && denial.Rule is "ar/denied-loss" or "ar/take-on" or "ar/take" or "ar/fall") return null;
        // "admit that soldiers are inside it, but deny that it has fallen": they are in it all the same.
        if (f is { Kind: ClaimKind.Partial, Rule: "en/inside" or "en/enter" } && denial.Rule is "en/denied-loss") return null;
        // Two parties that contradict each other are two claims.
        if (f.Kind is ClaimKind.Change or ClaimKind.Partial && f.ClaimedBy != denial.ClaimedBy && (f.ClaimedBy is not null || !f.Hedged && Apart(denial, f, scene))) return null;
        // "A denies that it withdrew" says nothing of its ally's taking the place from it.
        return (denial.To is null ? denial.From == f.To : scene.Allied(denial.From, f.To)) || scene.Allied(denial.To, f.To) ? With(denial, f) : null;
    }

    // One left a town and another entered it; a share of a governorate is never the whole of it.
    private static bool Succeeds(Finding left, Finding came, Scene scene) =>
        left is { Kind: ClaimKind.Change or ClaimKind.Partial, To: null } && came is { Kind: ClaimKind.Partial, To: not null } && left.Area.Level != AreaLevel.Governorate
        && came.Place.Extent != Extent.Most && !scene.Allied(left.From, came.To);

    private static Finding Taken(Finding left, Finding came) =>
        With(left, came) with { To = came.To, Status = ControlStatus.Controlled, Review = left.Review, Rule = left.Rule + "+" + came.Rule, Confidence = Math.Min(left.Confidence, 0.75) };

    private static void Support(List<Finding> facts, Finding f, Scene scene)
    {
        for (var i = 0; i < facts.Count; i++)
        {
            if (Succeeds(facts[i], f, scene)) facts[i] = Taken(facts[i], f);
            else if (facts[i].Kind is ClaimKind.Change && (f.To is null || scene.Allied(facts[i].To, f.To))) facts[i] = With(facts[i], f);
            else continue;
            return;
        }
    }

    // One mention names the taker, another those beside him.
    private static bool Joins(Finding fact, Finding f) => fact.With.Count == 0 && f.With.Count > 0 && fact.Kind == f.Kind && fact.To == f.To;

    private static Finding With(Finding fact, Finding f) => fact with
    {
        Spans = fact.Spans.Count < MostSpans ? [.. fact.Spans, .. f.Spans] : fact.Spans,
        Confidence = Math.Max(fact.Confidence, fact.Kind == f.Kind ? f.Confidence : 0),
        Effective = fact.Effective ?? (f.Kind == fact.Kind ? f.Effective : null),
        ClaimedBy = fact.ClaimedBy ?? (f.Kind == fact.Kind ? f.ClaimedBy : null),
        Hedged = fact.Hedged && f.Hedged,
        With = Joins(fact, f) ? f.With : fact.With,
        Status = Joins(fact, f) ? f.Status : fact.Status,
        Place = fact.Kind != f.Kind ? fact.Place : fact.Place with
        {
            Extent = fact.Place.Extent == Extent.Unstated && f.Place.Extent == Extent.Whole ? Extent.Whole : fact.Place.Extent,
            Cued = fact.Place.Cued || f.Place.Cued,
        },
    };
}
