using Territory.Contracts;

namespace Territory.Intake.Reading;

// One is gone and another has come, told without a word of taking; and who held it before, told by a pronoun.
internal sealed partial class EnglishRules
{
    // "moved in behind them", "moved in hours later": into what they left.
    private bool Behind(int t) => !s[t + 1].IsWord || s[t + 1].Says(Cue.BehindOrSoon) || s[t + 1].Is(Tie.HourUnit | Tie.Meantime) || s[t + 1].Is(Hint.Today | Hint.Weekday | Hint.Yesterday);

    // What was left in this sentence, or in the one before when this one names no place.
    private List<Finding> LeftBefore() => findings.Count > 0 ? findings : Array.Exists(s.Items, i => i.IsArea && i.Capital) ? [] : [.. scene.LastTold];

    // "withdrew from A and B, and the YPG took their place", "the rebels were replaced by soldiers", "and the army took over".
    private bool Replaced(int t)
    {
        if (!s[t].Is(Tie.Replace) && !Alone(t + 1) || s[t].Is(Tie.Replace) && s[t].EndsIn(Cue.ReplaceVerb) && !Passive(t) && !s[t + 1].Is(Tie.Those) && s[t + 1].Word is not "it") return false;
        var told = (findings.Count > 0 ? findings : Array.Exists(s.Items, i => i.IsArea && i.Capital) ? [] : scene.LastTold).Where(f => f is { To: null, From: not null, Status: ControlStatus.Withdrawn }).ToList();
        var (comer, at) = !Passive(t) ? parties.Subject(t, false) : Stretch.Of(t + 1, 3).FirstOrDefault(i => s[i].Is(Hint.By), -1) is >= 0 and var by && parties.After(by) is >= 0 and var next ? (parties.Code(next), next) : (null, -1);
        if (told.Count == 0 || comer is null || at < 0 || scene.Allied(comer, told[^1].From) || mood.Of(t) is not (Mood.Asserted or Mood.Background)) return false;
        foreach (var left in told.Where(f => f.From == told[^1].From && f.Kind == told[^1].Kind)) Emit([left.Place], t, left.Kind == ClaimKind.Background ? Mood.Background : Mood.Asserted, "replaced", ClaimKind.Change, left.From, comer, at, 0.8, manner: Manner.Withdrawal);
        return true;
    }

    // "took over there", "took over soon afterwards": and nothing that was taken over.
    private bool Alone(int at)
    {
        while (s[at].Is(Sense.Adverb) || s[at].Is(Tie.Meantime | Tie.HourUnit) || s[at].Word is "there" || s[at].Is(Hint.Weekday | Hint.Today)) at++;
        return at >= s.Count || s[at].Kind is TokenKind.Comma or TokenKind.Stop || s[at].Is(Sense.From) && s[at + 1].Is(Tie.Those);
    }

    // "Azaz is in rebel hands, as is Marea", "and so is Marea": the same of it.
    private void Likewise(int at)
    {
        if (s[at].Word is not ("as" or "so") || s[at + 1].Word is not ("is" or "are" or "was" or "were" or "did" or "does" or "do" or "has" or "have" or "had") || s[at + 1].IsActor || s[at - 1].Word is not "and" && s[at - 1].Kind != TokenKind.Comma) return;
        var (places, last) = (EnglishPlaces.From(s, at + 2, scene, out _), findings.Count > 0 ? findings[^1] : null);
        if (last is null or { Kind: ClaimKind.Denial or ClaimKind.Attempt } || s[at + 2].IsActor && !s[at + 2].IsArea || places.Exists(p => p.Area.Level != AreaLevel.Place || p.Area == last.Area)) return;
        findings.AddRange(places.Select(place => last with { Place = place, Spans = [.. last.Spans, place.Span], Confidence = last.Confidence - 0.05 }));
    }

    // "In nearby X, gunmen overran the police headquarters": some of X.
    private List<Place> SiteInFront(int t)
    {
        var site = Stretch.Of(t + 1, 5).TakeWhile(i => s[i].Is(Hint.Article | Hint.CueSite) || s[i].IsWord || s[i].IsActor || s[i].Is(Sense.Centre | Sense.Direction)).LastOrDefault(i => s[i].Is(Hint.CueSite), -1);
        if (site < 0 || !s[0].Is(Sense.In) || s[site + 1].Is(Hint.Of) || s[site + 1].Is(Sense.In | Sense.Near) || s[site + 1].IsArea) return [];
        var places = EnglishPlaces.From(s, 1, scene, out var end);
        return places is [{ Ambiguous: false }] && (s[end].Kind == TokenKind.Comma || s[end].IsActor) && !Stretch.Of(end, Math.Max(0, t - end)).Any(i => s[i].IsArea) ? [places[0] with { Extent = Extent.Part }] : [];
    }

    // Those who come are named, and are not those who left.
    private bool EntersAfter(int t, Finding left) => parties.Subject(t, s[t].Form == Form.Gerund) is ({ } comer, >= 0 and var at) && s.SameClause(at, t) && !scene.Allied(comer, left.From);

    // "deployed in all districts of X": there is nobody else in it.
    private bool Everywhere(int t, List<Place> places) =>
        s[t].Is(Sense.Enter) && !s[t].Is(Sense.Take) && (s[t].Word.StartsWith("deploy", StringComparison.Ordinal) || s[t].Word.StartsWith("spread", StringComparison.Ordinal) || s[t].Word.StartsWith("fan", StringComparison.Ordinal))
        && places.Count > 0 && places.TrueForAll(p => p is { Extent: Extent.Whole, Area.Level: AreaLevel.Place });

    // "flushed the last of its fighters out of X": where those begin who are driven out.
    private int Remnant(int t) => Stretch.Of(t + 1, 5).FirstOrDefault(i => s[i].Is(Hint.Of) && s[i - 1].Says(Cue.Remnant), -1);

    // "flushed soldiers out of X": whose they were, nobody says.
    private bool Soldiery(int t)
    {
        var i = t + 1;
        while (s[i].Is(Hint.Article) || s[i].Says(Cue.FinalOrRemaining) || s[i].Kind == TokenKind.Number) i++;
        return s[i].Says(Cue.GunmenOrTroops) && !s[i].IsActor && s[i + 1].Word is "out";
    }

    // "retook X, months after they were driven from it": whoever takes it now.
    private string? Returned(int t, List<Place> places) =>
        Stretch.Of(t - 4, 4).Any(i => s[i].Word is "they" or "it" or "being") ? findings.FindLast(f => f.Area == places[0].Area && f is { To: not null, Kind: ClaimKind.Change or ClaimKind.Partial })?.To : null;

    // "changed hands again as rebels drove the army out"
    private (int Taker, int Loser) Ousting(int t)
    {
        var drive = Stretch.Of(t + 1, Reach).FirstOrDefault(i => s[i].Is(Sense.Expel) && s[i].Form is Form.Past or Form.Gerund, -1);
        var beside = drive >= 0 && s[drive].Form == Form.Gerund && Stretch.Of(t + 1, drive - t - 1).Any(i => s[i].Kind == TokenKind.Comma);
        if (drive < 0 || Passive(drive) || !beside && mood.Of(drive) is not Mood.Asserted || !beside && !Stretch.Of(t + 1, drive - t - 1).Any(i => s[i].Word is "as" or "when" or "with" || s[i].Is(Sense.After))) return (-1, -1);
        var victim = parties.After(s[drive + 1].Word is "out" ? drive + 1 : drive);
        var driven = s[drive + 1].Word is "out" || s[drive].Is(Tie.Thence) || victim >= 0 && Stretch.Of(victim + 1, 2).Any(i => s[i].Word is "out");
        return (driven ? Stretch.Of(t + 1, drive - t - 1).LastOrDefault(i => s[i].IsActor && parties.Code(i) is not null, -1) : -1, victim);
    }

    // "The Syrian flag was raised over X as the last rebels left": theirs whose flag it is.
    private void Hoisted(int t)
    {
        var flag = Stretch.Of(t - 6, 6).LastOrDefault(i => parties.Emblem(i) is not null, -1);
        var over = Stretch.Of(t + 1, 5).FirstOrDefault(i => s[i].Is(Sense.In | Sense.On) || s[i].Word is "above" or "atop", -1);
        if (flag < 0 || over < 0 || mood.Of(t) is not Mood.Asserted || parties.Emblem(flag) is not { } owner || Gone(over) is not { } gone || scene.Allied(gone, owner)) return;
        var name = Stretch.Of(over + 1, 9).TakeWhile(i => s[i].Kind == TokenKind.Word).FirstOrDefault(i => s[i].IsArea && s[i].Capital, -1);
        var places = EnglishPlaces.From(s, over + 1, scene, out _) is { Count: > 0 } named ? named : name < 0 ? [] : EnglishPlaces.From(s, name, scene, out _);
        if (places.TrueForAll(p => p.Area.Level == AreaLevel.Place)) Emit(places, t, Mood.Asserted, "flag-raised", ClaimKind.Change, gone, owner, flag, 0.75, manner: Manner.Agreement);
    }

    // "as the last fighters boarded buses", "after the rebels withdrew"
    private string? Gone(int from)
    {
        var after = Stretch.Of(from, Reach).FirstOrDefault(i => s[i].Is(Sense.After) || s[i].Word is "as" or "when", -1);
        var who = after < 0 ? -1 : parties.After(after);
        return who >= 0 && Stretch.Of(who + 1, 3).Any(i => s[i].Is(Sense.Withdraw | Sense.Leave) && s[i].Form is Form.Past || s[i].Says(Cue.Set) && s[i + 1].Word is "off" && s[i + 2].Word is "for") ? parties.Code(who, loser: true) : null;
    }
}
