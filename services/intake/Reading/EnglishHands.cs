using Territory.Contracts;

namespace Territory.Intake.Reading;

// Who holds a place, told by a possessive: "in their hands", "their de facto capital".
internal sealed partial class EnglishRules
{
    private void InHands(int at)
    {
        if (UnderControl(at) is { } actor) Holds(at, actor);
        else if (s[at + 1].Word is "their" or "its" or "our" && Stretch.Of(at + 2, 2).Any(i => s[i].Is(Hint.Control) || s[i].Says(Cue.Hands))) InTheirs(at);
    }

    // "They said most of the province was now in their hands": theirs who say so.
    private void InTheirs(int h)
    {
        var holder = parties.Speaker ?? (s[0].Word is "they" && s[1].Is(Sense.Say) ? scene.LastSubject : null);
        // "have X under their full control", "had X in their hands by evening"
        if ((holder is not null || s[h].Word is "in" && (mood.Dated(h) || s.Items.Any(i => i.Is(Tie.Now | Tie.HourUnit))))
            && EnglishPlaces.Before(s, h, scene) is [{ Area.Level: AreaLevel.Place, Partly: false } had] && s[had.First - 1].Word is "have" or "has" or "had" && mood.OfNews(h) is Mood.Asserted
            && !Stretch.Of(had.First - 3, 2).Any(i => s[i].Tail is "to") && !s.Items.Any(i => i.Is(Sense.If | Sense.May)) && !mood.Conditional(had.First - 1)
            && parties.Subject(had.First - 1, false) is ({ } owner, >= 0 and var who))
        {
            Emit([had], h, Mood.Asserted, "in-their-hands", ClaimKind.Change, null, owner, who, 0.75);
            return;
        }
        // "the army said the rebels had it in their hands": whose, is open.
        if (Stretch.Of(0, h).Any(i => s[i].IsActor && parties.Code(i) is { } other && !scene.Allied(other, holder))) return;
        // "insists that X is still under its control": what stands.
        if (parties.Speaker is not null && mood.OfNews(h) is Mood.Background && Stretch.Of(h - 3, 3).Any(i => s[i].Is(Sense.Still)) && EnglishPlaces.Before(s, h, scene) is [{ Area.Level: AreaLevel.Place, Partly: false }] kept && !scene.LastTold.Concat(findings).Any(f => f.Area == kept[0].Area))
        {
            Emit(kept, h, Mood.Background, "holds", ClaimKind.Background, null, holder, -1, 0.65);
            return;
        }
        // "captured X. An ally confirmed it was under their control": nothing new.
        if (holder is null || mood.OfNews(h) is not Mood.Asserted || EnglishPlaces.Before(s, h, scene) is not { Count: > 0 } places || scene.LastTold.Concat(findings).Any(f => f.Area == places[0].Area)) return;
        var between = Stretch.Of(places[0].First, Math.Max(0, h - places[0].First)).ToList();
        // "all of X province except Y"
        if (between.Exists(i => s[i].Says(Cue.Except))) return;
        // "remains in our hands", and all of a governorate, stand as they are said elsewhere.
        if (between.Exists(i => s[i].Is(Sense.Still)) || !between.Exists(i => s[i].Is(Tie.Now) || s[i].Is(Sense.Part | Sense.Most | Sense.Whole)) && !(between.Exists(i => s[i].Word is "was" or "were") && Stretch.Of(0, places[0].First).Any(i => s[i].Is(Hint.Weekday | Hint.Today | Hint.Yesterday))) || places.Exists(p => p is { Area.Level: not AreaLevel.Place, Partly: false } && !(p is { Area.Level: AreaLevel.Governorate, Cued: true, Extent: Extent.Whole } && between.Exists(i => s[i].Is(Tie.Now))))) return;
        Emit(places, h, Mood.Asserted, "in-their-hands", ClaimKind.Change, null, holder, -1, 0.75);
    }

    // "The evacuation is over, putting X under army control": the army's, whatever put it there.
    private bool PutUnder(int t, List<Place> places, Mood how)
    {
        var under = Stretch.Of(Math.Max(t, places[^1].Last) + 1, 3).FirstOrDefault(i => s[i].Word is "under", -1);
        var at = under < 0 ? -1 : Stretch.Of(under + 1, 4).FirstOrDefault(i => s[i].IsActor && parties.Code(i) is not null, -1);
        if (at < 0 || parties.Code(at) is not { } taker || how is not Mood.Asserted || Stretch.Of(t - 3, 3).Any(i => s[i].Is(Sense.May | Sense.Neg)) || places.Exists(p => p.Area.Level == AreaLevel.Governorate && p.Extent != Extent.Whole)) return false;
        Emit(places, t, how, "put-under", ClaimKind.Change, null, taker, at, 0.8, manner: Manner.Unknown);
        return true;
    }

    // "98 percent of the city was in the army's hands"
    private bool ShareOf(List<Place> places, int h) =>
        places.TrueForAll(p => p is { Area.Level: AreaLevel.Place, Partly: true }) && !mood.Historic(h) && Stretch.Of(places[^1].Last + 1, Math.Max(0, h - places[^1].Last)).All(i => !s[i].Is(Sense.Still | Sense.Rel))
        && s.Items.Any(i => i.Is(Sense.Say)) && Stretch.Of(places[0].First - 4, places[^1].Last - places[0].First + 4).Any(i => s[i].EndsIn(Cue.Fraction));

    // "The army has X back", "had the whole town by noon", "now has most of X": no help of another verb.
    private void Possesses(int at)
    {
        var next = at + 1;
        while (s[next].Is(Hint.Article) || s[next].Is(Sense.Whole | Sense.Most | Sense.Part) || s[next].Is(Hint.Of | Hint.Cue)) next++;
        var places = s[next].IsArea && s[next].Capital || next > at + 1 && s[next - 1].Is(Hint.CuePlace) || s[next].Word is "it" && s[next + 1].Word is "back" ? EnglishPlaces.From(s, at + 1, scene, out _) : [];
        if (places.Count == 0 || !places.TrueForAll(p => p.Area.Level == AreaLevel.Place) || parties.Subject(at, false) is not ({ } holder, var who)) return;
        var end = places[^1].Last + 1;
        var (back, all) = (s[end].Word is "back", places.TrueForAll(p => p.Extent == Extent.Whole));
        if (!(back || mood.Dated(at) && all || s[at - 1].Is(Tie.Now) && places.TrueForAll(p => p.Extent is Extent.Part or Extent.Most or Extent.Whole)) || !(s[end].Kind is TokenKind.Comma or TokenKind.Stop || end >= s.Count || back || s[end].Word is "by" or "and" or "after" || s[end].Is(Hint.Today)) || mood.OfNews(at) is not Mood.Asserted) return;
        Emit(places, at, Mood.Asserted, "has", ClaimKind.Change, null, holder, who, 0.78);
    }

    // "Local factions are now running the town".
    private void Runs(int at)
    {
        var places = s[at + 1].Is(Hint.Article) || s[at + 1].IsArea ? EnglishPlaces.From(s, at + 1, scene, out _) : [];
        if (places.Count > 0 && places.TrueForAll(p => p.Area.Level == AreaLevel.Place) && Stretch.Of(at - 3, 2).Any(i => s[i].Is(Hint.Be))) Now(at - 2, places, mood.OfNews(at));
    }

    // "their de facto capital Raqqa", "Raqqa, the group's de facto capital": what stands.
    private void OwnCapital(int at)
    {
        var next = s[at + 1].Is(Hint.Of) || s[at + 1].Kind == TokenKind.Comma ? at + 2 : at + 1;
        var whose = at - (s[at - 1].Is(Hint.Article) ? 2 : 1);
        if (!s[whose].IsActor || parties.Code(whose) is null) whose = -1;
        var comma = Stretch.Of(at - 5, 5).LastOrDefault(i => s[i].Kind == TokenKind.Comma, -1);
        var places = s[next].IsArea && s[next].Capital ? EnglishPlaces.From(s, next, scene, out _) : comma > 0 && s[comma - 1].IsArea && s[comma - 1].Capital ? EnglishPlaces.From(s, comma - 1, scene, out _) : Stretch.Of(at - 5, 5).LastOrDefault(i => s[i].Is(Hint.Be) && !s[i].IsActor || s[i].Tail is "been", -1) is >= 0 and var be ? EnglishPlaces.Before(s, be, scene) : [];
        if (places is not [{ Area.Level: AreaLevel.Place } seat, ..] || mood.Conditional(at)) return;
        // "their", "the group's": whoever was named last and is governed by nothing.
        var theirs = Stretch.Of(at - 3, 3).Any(i => s[i].Word is "their" or "its" || s[i].Is(Tie.Those));
        if (whose < 0 && theirs) whose = Stretch.Of(0, at).LastOrDefault(i => s[i].IsActor && !parties.Governed(i) && parties.Code(i) is not null, -1);
        if (whose >= 0 && !findings.Exists(f => f.Area == seat.Area)) Emit([seat with { Extent = Extent.Unstated }], at, Mood.Background, "capital-held", ClaimKind.Background, null, parties.Code(whose), whose, 0.65);
    }

    // "The group once ruled X": of those whom the report told to have lost.
    private string? OnceRuled(int v) =>
        Stretch.Of(v - 3, 3).Any(i => s[i].Is(Sense.Was)) && Stretch.Of(v - 3, 3).Any(i => s[i].Is(Tie.Those) && s[i].Word is "the") && scene.LastTaker is { } taker ? scene.FoeOf(taker) : null;

    // "entered X, but the southern neighbourhoods are still held by": those of X.
    private Place? PartsHere(int h)
    {
        var noun = h - 1;
        while (s[noun].Is(Hint.Be) && !s[noun].IsActor || s[noun].Is(Sense.Still | Sense.Adverb)) noun--;
        if (noun == h - 1 || !s[noun].Is(Hint.CityParts) && !s[noun].EndsIn(Cue.SideOrParts) || scene.PlaceHere is not { Area.Level: AreaLevel.Place } here) return null;
        var first = noun - 1;
        while (s[first].Is(Sense.Direction) || s[first].Is(Hint.Article) && s[first].Word is not "the" || s[first].Says(Cue.Remaining)) first--;
        return s[first].Word is "the" or "its" or "some" or "several" ? here with { First = first, Last = noun, Span = s[noun].Span, Extent = Extent.Part } : null;
    }

    // "Since dawn, X is in army hands", "has been under rebel control since yesterday": it was not before.
    private bool Lately(int h, int actor) => Stretch.Of(0, Math.Min(s.Count, actor + 6)).Any(i => s[i].Is(Hint.Since) && !s[i - 1].Is(Sense.Adverb) && (i < h || i <= actor + 3)
        && Stretch.Of(i + 1, 2).Any(j => s[j].Is(Hint.Today | Hint.Yesterday | Hint.Weekday) || s[j].Says(Cue.TimeOfDay)))
        && !mood.Conditional(h) && !mood.Denied(h) && Stretch.Of(s.ClauseStart(h), Math.Max(0, h - s.ClauseStart(h))).All(i => !s[i].Is(Sense.Neg | Sense.May) && !s[i].Says(Cue.StillOrRemained));

    // "clashes in X, now under army control": of what stands before the comma.
    private Place? BeforeComma(int h)
    {
        var comma = s[h - 1].Is(Tie.Now) || s[h - 1].Is(Sense.Still | Sense.Adverb) ? h - 2 : h - 1;
        return s[comma].Kind == TokenKind.Comma && NameBefore(comma) is >= 0 and var name && EnglishPlaces.Named(s, name, scene) is [{ Area.Level: AreaLevel.Place, Partly: false } place] && !findings.Exists(f => f.Area == place.Area) ? place : null;
    }
}
