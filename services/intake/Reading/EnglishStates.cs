using Territory.Contracts;

namespace Territory.Intake.Reading;

// What stands: whose hands a place is in, and who lays siege to it.
internal sealed partial class EnglishRules
{
    private void Now(int v, List<Place> places, Mood how)
    {
        var (taker, at) = parties.Subject(v, false);
        if (how != Mood.Unreal && taker is not null) Emit(places, v, how, "now-in-control", ClaimKind.Change, parties.Loser(places[^1].Last, taker, false), taker, at, 0.85);
    }

    // "say they are in control of X", "says it holds X": news in their mouth.
    private bool Claimed(int v) => Stretch.Of(v - 4, 4).Any(i => s[i].Is(Sense.Say) && (s[i + 1].Word is "it" or "they" || s[i + 1].Is(Sense.OwnForces) && s[v - 1].Is(Tie.Now)))
        || s[v - 1].Is(Tie.Now) && s[v - 2].Is(Sense.OwnForces) && s[v - 3].Is(Sense.That) && parties.Speaker is not null;

    private void Still(int v, List<Place> places)
    {
        // "remained in control of its air base": whose it is, is told elsewhere.
        if (places.Count == 0 || s[places[0].First].Word is "its") return;
        var (holder, at) = parties.Subject(v, false);
        if (holder is null && OnceRuled(v) is { } former) { Emit(places, v, Mood.Background, "once-held", ClaimKind.Background, null, former, -1, 0.65); return; }
        // "hold roughly half of the town": how far they have come.
        if (holder is not null && (Share(v, places) || PartsByNow(v, places)) && mood.OfNews(v) is Mood.Asserted) { Emit(places, v, Mood.Asserted, "holds-part", ClaimKind.Partial, null, holder, at, 0.75); return; }
        if (holder is not null && mood.Of(v) is not (Mood.Unreal or Mood.Denied)) Emit(places, v, Mood.Background, s[v - 1].Word is "still" ? "still-holds" : "holds", ClaimKind.Background, null, holder, at, 0.7);
    }

    // "were holding several streets of X by nightfall": how far they have come.
    private bool PartsByNow(int v, List<Place> places) =>
        s[v].Form == Form.Gerund && UnderWay(v) && !s[v - 1].Is(Sense.Still) && Stretch.Of(v - 3, 3).All(i => s[i].Tail is not "been") && places.TrueForAll(p => p is { Partly: true, Area.Level: AreaLevel.Place }) && mood.Dated(v) && !mood.Historic(v);

    // "most of X", "nearly half of X": of a town, and no old state of things.
    private bool Share(int v, List<Place> places) =>
        places.TrueForAll(p => p.Area.Level is AreaLevel.Place or AreaLevel.Site && p.Partly) && !s[v - 1].Is(Sense.Still) && !mood.Historic(v)
        && Stretch.Of(v + 1, 4).TakeWhile(i => !s[i].Is(Sense.Direction)).Any(i => s[i].Is(Sense.Most) || s[i].EndsIn(Cue.Fraction) || s[i].EndsIn(Cue.Quarter) && s[i + 1].Is(Hint.Of))
        && !Stretch.Of(places[^1].Last + 1, 4).Any(i => s[i].Is(Hint.Since) || s[i].Word is "for" or "until" or "before");

    private void Stands(int t)
    {
        if (HeldAmong(t) || HeldIncluding(t) || HeldParts(t) || HeldCalled(t)) return;
        if (s[t].Form is Form.Past && s[t - 1].IsActor && (TownAfter(t) || s[t + 1].IsArea || s[t + 1].Is(Hint.Cue) || s[t + 2].Says(Cue.CapitalNoun))) { Held(t); return; }
        // "the control of X" is a noun.
        if (s[t].Says(Cue.ControlNoun) && s[t + 1].Is(Sense.On)) return;
        if (scene.Hyphened(s[t - 1], s[t])) return;
        // "government-held areas of": which areas, not what happened.
        if (s[t].Form is Form.Gerund && !UnderWay(t) || s[t].Form is Form.Participle || (s[t].Form == Form.Past && s[t - 1].IsActor && s[t + 1].Is(Sense.Part) && !Acts(t - 1)) || Passive(t)) return;
        var places = Object(t) is { Count: > 0 } held ? held : OnlyOnes(t) is { Count: > 0 } only ? only : EnglishPlaces.OfWhich(s, t, scene);
        if (places.Count == 0) return;
        // "an operation to control the city"
        if (s[t - 1].Tail is "to" && s[t - 2].Is(Sense.Still) && !s[t - 1].Is(Sense.Manage)) { Still(t, places); return; }
        if (s[t].Says(Cue.ControlOrDominate) && Achieved(t)) { Now(t, places, Mood.Asserted); return; }
        if (s[t - 1].Word is "could") return;
        if (s[t - 1].Tail is "to" && s[t].Says(Cue.HoldOrKeep)) return;
        if (s[t - 1].Tail is "to") { if (Stretch.Of(t - 8, 8).Any(i => s[i].Is(Sense.Attempt | Sense.Purpose | Sense.Attack))) Tried(t, places); return; }
        if (NoLonger(t) && parties.Subject(t, false) is var (holder, at)) HeldNoMore(t, places, holder, at);
        else if (Claimed(t) || NewlyHeld(t) || Wrung(t, places)) Now(t, places, mood.OfNews(t));
        else Still(t, places);
    }

    // "now controls X", "now jointly control X", "by Friday fully controls X".
    private bool NewlyHeld(int t) => s[t].Is(Tie.Newly) && (s[t - 1].Is(Tie.Now) || (s[t - 1].Is(Tie.Joint) || s[t - 1].Is(Sense.Adverb)) && s[t - 2].Is(Tie.Now))
        || s[t - 1].Is(Sense.Whole) && s[t].Form == Form.Present && mood.Dated(t);

    // "controlled the village of X in the countryside of Y after violent clashes"
    private bool Wrung(int t, List<Place> places) =>
        s[t].Says(Cue.ControlVerb) && s[t - 1].Word is not "to" && places[^1].Last > t && places.TrueForAll(p => p.Area.Level != AreaLevel.Governorate) && Stretch.Of(places[^1].Last, 9).TakeWhile(i => s.SameClause(i, t) && s[i].Kind != TokenKind.Comma).Any(i => s[i + 1].Is(Sense.After) && Fought(i));

    // "X is the rebels' last stronghold"
    private void Bastion(int at)
    {
        if (s[at].Is(Tie.Capital)) { OwnCapital(at); return; }
        if (Stronghold(at)) return;
        var be = Stretch.Of(at - 7, 7).LastOrDefault(i => s[i].Is(Hint.Be) || s[i].Says(Cue.RemainVerb), -1);
        var actor = be < 0 ? -1 : Stretch.Of(be + 1, at - be - 1).LastOrDefault(i => s[i].IsActor && parties.Code(i) is not null, -1);
        if (actor < 0 || !Stretch.Of(be + 1, at - be - 1).Any(i => s[i].Says(Cue.LastOrOnly)) || Stretch.Of(be + 1, at - be - 1).Any(i => s[i].Kind == TokenKind.Comma || s[i].Is(Hint.Of) || s[i].Form != Form.Plain)) return;
        if (EnglishPlaces.Before(s, be, scene) is { Count: > 0 } places && mood.Of(be) is Mood.Asserted or Mood.Background) Emit(places, at, Mood.Background, "bastion", ClaimKind.Background, null, parties.Code(actor), actor, 0.65);
    }

    // "the rebels held parts of X", but "the rebel held parts of X".
    private bool Acts(int at) => s[at].Tail[^1] == 's' || s[at].Meaning.Actors.Exists(a => a.IsName);

    // "have been jointly controlling"
    private bool UnderWay(int t) => Stretch.Of(t - 3, 3).LastOrDefault(i => s[i].Is(Hint.Be) || s[i].Tail is "been", -1) is >= 0 and var be && Stretch.Of(be + 1, t - be - 1).All(i => s[i].Is(Sense.Adverb) || s[i].Is(Tie.Joint));

    // "Deir ez-Zor's government-held districts": those of the city.
    private bool HeldParts(int t)
    {
        if (!s[t - 1].IsActor || !s[t - 2].IsArea || !scene.Hyphened(s[t - 1], s[t]) || !s[t + 1].Is(Sense.Part | Sense.Direction) || parties.Code(t - 1) is not { } holder) return false;
        var (places, how) = (EnglishPlaces.From(s, t - 2, scene, out _), mood.Of(t));
        if (places is [{ Area.Level: AreaLevel.Place }] && how is Mood.Asserted or Mood.Background && !findings.Any(f => f.Area == places[0].Area)) Emit(places, t, Mood.Background, "held", ClaimKind.Background, null, holder, t - 1, 0.6);
        return true;
    }

    // "rebel-held Idlib".
    private void Held(int t)
    {
        var places = Object(t);
        if (!scene.Hyphened(s[t - 1], s[t]))
        {
            if (places.Count > 0 && Wrung(t, places)) Now(t, places, mood.OfNews(t));
            else Still(t, places);
            return;
        }
        if (places.Count > 0 && !places[0].Partly && parties.Code(t - 1) is { } holder && !findings.Any(f => f.Area == places[0].Area)) Emit(places, t, Mood.Background, "held", ClaimKind.Background, null, holder, t - 1, 0.6);
    }

    private int? UnderControl(int under)
    {
        // "had been under Islamic State since January", "are firmly under the state"
        if (s[under].Word is "under" && (s[under - 1].Is(Hint.Be) || s[under - 1].Is(Sense.Adverb | Sense.Still | Sense.Whole)) && (s[under + 1].IsActor ? under + 1 : s[under + 1].Is(Hint.Article) && s[under + 2].IsActor ? under + 2 : -1) is >= 0 and var ruler
            && (ruler + 1 >= s.Count || s[ruler + 1].Kind is TokenKind.Comma or TokenKind.Stop || s[ruler + 1].Is(Hint.Since) || s[ruler + 1].Is(Sense.Clause) || s[ruler + 1].Word is "for" or "and")) return ruler - 1;
        for (var i = under + 1; i <= under + 5 && !s[i].Is(Sense.Become | Sense.Fall | Sense.Exit); i++) if (s[i].Is(Hint.Control) || s[i].Says(Cue.RuleNoun) || s[i].IsActor && s[i].EndsIn(Cue.AuthorityOrControl)) for (var a = under + 1; a <= i; a++) if (s[a].IsActor) return a - 1;
        return null;
    }

    // "is under", "remains under the control of": what stands.
    private void Holds(int h, int before)
    {
        if (HeldAmong(h)) return;
        var actor = s[before].IsActor ? before : parties.After(before - (before == h + 1 ? 1 : 0));
        // "still under the control of the organisation": of whom the report has named beside whoever acts.
        if (actor < 0 && s[h].Is(Sense.Hold) && s[h + 1].Is(Tie.Those) && s[h + 1].Word is "the" && ((Describing(h) is null ? null : NamedHere(h)) ?? scene.OtherThan(scene.LastSubject)) is { } other)
        {
            if ((EnglishPlaces.Before(s, h, scene) is { Count: > 0 } theirs ? theirs : EnglishPlaces.Antecedent(s, h, scene) is { Count: > 0 } those ? those : Beheld(h)) is { Count: > 0 } kept && mood.Of(h) is Mood.Asserted or Mood.Background) Emit(kept, h, Mood.Background, "holds", ClaimKind.Background, null, other, -1, 0.7);
            return;
        }
        if (actor < 0 || parties.Code(actor) is not { } holder) return;
        for (var i = h; i >= 0 && i >= h - 8 && s[i].Kind != TokenKind.Comma; i--) if (s[i].Is(Sense.Fall | Sense.Become)) return;
        if (EnglishPlaces.OfWhich(s, h, scene) is { Count: > 0 } share)
        {
            if (mood.Of(h) is Mood.Asserted or Mood.Background) Emit(share, h, Mood.Background, "holds", ClaimKind.Background, null, holder, actor, 0.65);
            return;
        }
        if (NoPart(h)) { NobodyThere(h, holder, actor); return; }
        var standing = EnglishPlaces.Before(s, h, scene) is { Count: > 0 } subject ? subject : EnglishPlaces.Antecedent(s, h, scene);
        if (standing.Count == 0 && Standing(h, holder, actor)) return;
        // "X has changed hands twice and is held by the army today": what stands.
        if (standing.Count == 0 && SameSubject(h) is { Count: > 0 } same)
        {
            if (mood.Of(h) is Mood.Asserted or Mood.Background && !findings.Exists(f => f.Area == same[0].Area)) Emit(same, h, Mood.Background, "holds", ClaimKind.Background, null, holder, actor, 0.65);
            return;
        }
        // "shelled X, a town held by the army"
        if (standing.Count == 0 && s[h - 1].Is(Hint.Cue) && Stretch.Of(h - 6, 5).LastOrDefault(i => s[i].Kind == TokenKind.Comma, -1) is >= 0 and var aside && Stretch.Of(aside + 1, h - aside - 1).All(i => s[i].Is(Hint.Article | Hint.Cue) || s[i].Is(Sense.Direction) || s[i].Is(Tie.Rank) || s[i] is { IsWord: true, Capital: false }) && NameBefore(aside) >= 0)
        {
            if (!Bygone(aside, h)) Called(DescribedBy(aside + 1), h, holder);
            return;
        }
        if (standing.Count == 0 && PartsHere(h) is { } parts && mood.Of(h) is Mood.Asserted or Mood.Background) { Emit([parts], h, Mood.Background, "holds", ClaimKind.Background, null, holder, actor, 0.65); return; }
        // "vowed to bring X back under government control": as the verb before it stands.
        var brought = standing.Count == 0 ? -1 : Stretch.Of(standing[0].First - 3, 3).LastOrDefault(i => s[i].Is(Sense.Receive) && s[i].Form != Form.Plain, -1);
        if (brought >= 0 && mood.Of(brought) is not Mood.Asserted)
        {
            if (mood.Of(brought) == Mood.Attempted && !findings.Any(f => f.Area == standing[0].Area)) Emit(standing, brought, Mood.Attempted, "bring-under", ClaimKind.Attempt, null, holder, actor, 0.7);
            return;
        }
        if (NoLonger(h)) { HeldNoMore(h, standing, holder, actor); return; }
        if (standing.Count > 0 && DeniedHold(h, standing, holder, actor)) return;
        if (standing.Count > 0 && TakenFrom(h, standing, holder)) return;
        if (BeforeComma(h) is { } described && (standing.Count == 0 || s[h - 1].Is(Tie.Now) && !s[described.First - 1].Is(Hint.Of) && described.First > 0)) { if (mood.Of(h) is Mood.Asserted or Mood.Background) Emit([described], h, Mood.Background, "holds", ClaimKind.Background, null, holder, actor, 0.65); return; }
        if (standing.Count > 0 && Lately(h, actor) && standing.TrueForAll(p => p.Area.Level != AreaLevel.Governorate)) { Emit(standing, h, Mood.Asserted, "now-under", ClaimKind.Change, parties.Loser(actor, holder, false), holder, actor, 0.8); return; }
        // "is now under the control of", "was in rebel hands on Saturday"
        if (standing.Count > 0 && Stretch.Of(standing[^1].Last + 1, Math.Max(0, h - standing[^1].Last)).Any(i => s[i].Word is "now" or "back" || Anew(i, h) || (s[i].Is(Hint.Be) && (mood.Dated(h) || Fought(actor) && standing.TrueForAll(p => p.Area.Level != AreaLevel.Governorate)))) && mood.Of(h) is Mood.Asserted)
        {
            Emit(standing, h, Mood.Asserted, "now-under", ClaimKind.Change, parties.Loser(actor, holder, false), holder, actor, 0.85);
            return;
        }
        if (standing.Count > 0 && Verbless(h) && standing.TrueForAll(p => p.Area.Level != AreaLevel.Governorate)) { Emit(standing, h, Mood.Asserted, "headline-holds", ClaimKind.Change, parties.Loser(actor, holder, false), holder, actor, 0.75); return; }
        if (standing.Count > 0 && ShareOf(standing, h) && mood.Of(h) is Mood.Asserted) { Emit(standing, h, Mood.Asserted, "holds-part", ClaimKind.Partial, null, holder, actor, 0.75); return; }
        if (standing.Count > 0 && mood.Of(h) is Mood.Asserted or Mood.Background) Emit(standing, h, Mood.Background, "holds", ClaimKind.Background, null, holder, actor, 0.7);
    }

    // "is once again in army hands", "are under rebel control once more": it was not before.
    private bool Anew(int i, int h) => s[i].Is(Sense.Adverb) && i < h && s[i].Tail is "again" or "more" && !Stretch.Of(h - 4, 4).Any(j => s[j].Is(Sense.Still));

    // "is in rebel hands after four days of fighting"
    private bool Fought(int actor) =>
        Stretch.Of(actor + 1, 3).FirstOrDefault(i => s[i].Is(Sense.After), -1) is >= 0 and var after && Stretch.Of(after + 1, 7).TakeWhile(i => s[i].Kind != TokenKind.Comma && !s[i].Is(Hint.YearUnit)).Any(i => s[i].Is(Sense.Fight | Sense.Attack) || s[i].Is(Tie.Assault));

    // "took X, held by rebels since 2014": from whom it was taken.
    private bool TakenFrom(int h, List<Place> standing, string holder)
    {
        // ", the last major town held by IS,"
        var described = s[standing[^1].Last + 1].Kind == TokenKind.Comma && s[standing[^1].Last + 2].Word is "the" && Stretch.Of(standing[^1].Last + 2, Math.Max(0, h - standing[^1].Last - 2)).All(i => s[i].Is(Hint.Article | Hint.Cue | Hint.CueSite) || s[i].Is(Tie.Rank | Tie.Bastion) || s[i].Is(Sense.Direction));
        if (!s[h].Is(Sense.Hold) || !described && (s[h - 1].Kind != TokenKind.Comma || standing[^1].Last != h - 2)) return false;
        var taken = findings.FindLastIndex(f => f.Area == standing[^1].Area && f.To is not null && f.Kind is ClaimKind.Change or ClaimKind.Background);
        if (taken < 0 || scene.Allied(findings[taken].To, holder)) return false;
        if (findings[taken].From is null || described) findings[taken] = findings[taken] with { From = holder };
        return true;
    }

    // "Hama in rebel hands": a headline without a verb tells what is new.
    private bool Verbless(int h) => s.Number < 3 && !mood.Conditional(h) && !mood.Historic(h) && s[h].Word is "in" or "under" or "into"
        && s.Items.Take(Attribution(h)).All(i => !(i.Form is Form.Past or Form.Present or Form.Base or Form.Participle && !i.Says(Cue.Hands) && !i.Is(Hint.Control) || i.Is(Hint.Be | Hint.Since) || i.Is(Sense.Rel | Sense.Still | Sense.Neg | Sense.May | Sense.Clause)));

    // ", Ankara says" at the end of a headline.
    private int Attribution(int from) => Stretch.Of(from, s.Count - from).FirstOrDefault(i => s[i].Kind == TokenKind.Comma && Stretch.Of(i + 1, 5).Any(j => s[j].Is(Sense.Say)), s.Count);

    // "came under the control of", "returned to government control"; "came under fire from" is none.
    private void Become(int t)
    {
        if (PassedFrom(t)) return;
        var (actor, control) = (-1, false);
        for (var i = t + 1; i <= t + 7; i++)
        {
            control |= s[i].Is(Hint.Control) || s[i].Is(Sense.Hold) || s[i].Says(Cue.RuleNoun) || s[i].IsActor && s[i].EndsIn(Cue.AuthorityOrControl);
            if (actor < 0 && s[i].IsActor) actor = i;
        }
        // "the town had passed to the government"
        control |= (s[t].Word.StartsWith("pass", StringComparison.Ordinal) || s[t].Word.StartsWith("revert", StringComparison.Ordinal) || s[t].Says(Cue.Returned) && Passive(t) || s[t].Says(Cue.GoForms) && Stretch.Of(t, 1).Any(i => s[i].Span.Of(scene.Text).Contains(" over ", StringComparison.Ordinal))) && s[t].Tail is "to" && actor >= 0 && actor == parties.After(t) && !s[actor + 1].IsWord;
        // "passed to the group soon afterwards", "came under its control": whoever was told to be taking.
        var again = actor >= 0 ? null : control && s[t + 1].Word is "its" or "their" ? scene.LastTaker : s[t].Tail is "to" && Alone(t + (s[t + 1].Word is "the" && s[t + 2].Word is "same" ? 4 : 2)) ? Again(t) : null;
        if ((actor < 0 ? again : control ? parties.Code(actor) : null) is not { } holder) return;
        var (places, how) = (EnglishPlaces.Before(s, t, scene), mood.Of(t));
        if (s[t - 1].Word is "to" && mood.YearOnly(t)) return;
        if (places.Count > 0 && how != Mood.Unreal) Emit(places, t, how, "become", ClaimKind.Change, actor < 0 ? null : parties.Loser(actor, holder, false), holder, actor, actor < 0 ? 0.78 : 0.88);
    }

    // "encircled the city", "broke the siege of": told apart from who holds the place.
    private void Siege(int t, List<Place> places)
    {
        var (layer, at) = parties.Subject(t, s[t].Form == Form.Gerund);
        if (places.Count == 0 || layer is null || at < 0 || mood.Of(t) != Mood.Asserted) return;
        var lifted = s[t].Is(Hint.Lift);
        findings.AddRange(places.Select(place => telling.Of(place, Mood.Asserted, ClaimKind.Partial, t, at) with
        {
            Siege = new SiegeTold(lifted ? null : layer, lifted),
            ClaimedBy = parties.Speaker,
            Hedged = mood.Hedged(t),
            Confidence = 0.75,
            Rule = lifted ? "en/siege-lifted" : "en/siege",
        }));
    }
}
