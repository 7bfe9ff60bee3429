using Territory.Contracts;

namespace Territory.Intake.Reading;

// What is said of a place's passing without a word of taking or leaving it.
internal sealed partial class EnglishRules
{
    // "Control of X passed from the army to the rebels".
    private bool ControlPassed(List<Place> places)
    {
        var end = places[^1].Last;
        var verb = Stretch.Of(end + 1, 6).FirstOrDefault(i => s[i].Is(Sense.Become | Sense.HandOver) && s.SameClause(i, end), -1);
        if (verb < 0) return false;
        var to = s[verb].Tail is "to" or "into" ? verb : Stretch.Of(verb + 1, 8).FirstOrDefault(i => s[i].Is(Sense.To), -1);
        if (to < 0 || parties.After(to) is not (>= 0 and var actor) || parties.Code(actor) is not { } taker) return false;
        var how = mood.Of(verb);
        if (how != Mood.Unreal) Emit(places, verb, how, "control-passed", ClaimKind.Change, parties.Loser(verb, taker, true), taker, actor, 0.88, manner: Manner.Unknown);
        return true;
    }

    // "handed control of X to the rebels", "giving the rebels control of X".
    private bool Given(int v, int control, List<Place> places, bool full)
    {
        var last = places[^1].Last;
        // ", a city near the border, to": past what only describes it.
        var reach = s[last + 1].Kind == TokenKind.Comma && s[last + 2].Is(Hint.Article) && Stretch.Of(last + 3, 9).FirstOrDefault(i => s[i].Kind == TokenKind.Comma, -1) is >= 0 and var comma ? comma : last;
        var to = Stretch.Of(reach + 1, 4).FirstOrDefault(i => s[i].Is(Sense.To), -1);
        var actor = Stretch.Of(v + 1, Math.Max(0, control - v - 1)).FirstOrDefault(i => s[i].IsActor, to < 0 ? -1 : parties.After(to));
        // "overran a base, giving them control of": whoever acted, and what of it is only said of full control.
        if (actor < 0 && to < 0 && s[v].Form == Form.Gerund && (s[v + 1].Word is "them" or "it" || s[v + 1].Is(Tie.Those) || (s[v + 1].Word is "the" && s[v + 2].IsWord)))
        {
            if (full && mood.Of(v) == Mood.Asserted && parties.Subject(v, elided: true) is (not null and var actors, >= 0 and var who)) Emit(places, v, Mood.Asserted, "control-given", ClaimKind.Change, null, actors, who, 0.8);
            return true;
        }
        if (actor < 0 || parties.Code(actor) is not { } taker) return false;
        var (how, (giver, _)) = (mood.Of(v), parties.Subject(v, s[v].Form == Form.Gerund));
        if (how != Mood.Unreal) Emit(places, v, how, "control-given", ClaimKind.Change, scene.Allied(giver, taker) ? null : giver, taker, actor, 0.85, manner: Manner.Agreement);
        return true;
    }

    // "were back inside X".
    private void Inside(int at)
    {
        var be = Stretch.Of(at - 3, 3).LastOrDefault(i => s[i].Is(Hint.Be), -1);
        // "Rebels now inside X": a headline.
        if (be < 0 && s.Number < 3 && (s[at - 1].Is(Tie.Now) || s[at - 1].Is(Sense.Adverb)) && s[at - 2].IsActor && Array.TrueForAll(s.Items, i => i.Form is not (Form.Past or Form.Present))) be = at - 1;
        var places = be < 0 ? [] : EnglishPlaces.From(s, at + 1, scene, out _);
        var (who, actor) = places.Count == 0 ? (null, -1) : parties.Subject(be, false);
        if (who is null || actor < 0 || !Stretch.Of(be + 1, at - be - 1).All(i => s[i].Is(Sense.Adverb))) return;
        if (mood.Of(be) is Mood.Asserted) Emit(places, at, Mood.Asserted, "inside", ClaimKind.Partial, null, who, actor, 0.8);
    }

    // "The army took A. B followed on Monday": to the same.
    private void Followed(int t)
    {
        var next = s[t + 1];
        if (s[t - 1].Is(Hint.Be) || s[t - 1].Word is "as" || next.Is(Hint.By | Hint.Article | Hint.Of) && !s[t + 2].Is(Hint.DayUnit | Hint.WeekUnit) && !s[t + 2].Is(Tie.HourUnit) || next.IsArea || next.IsActor || next.IsWord && !next.Says(Cue.SuitOrDays)) return;
        var told = findings.Count > 0 ? findings : scene.LastTold;
        var (places, how) = (EnglishPlaces.Before(s, t, scene), mood.Of(t));
        // "The bombing of X follows": X does not.
        if (places.Count == 0 || places.Exists(p => p.Area.Level != AreaLevel.Place) || s[places[0].First].Is(Hint.Of) || how is not (Mood.Asserted or Mood.Background)) return;
        var first = told.FirstOrDefault(f => f is { Kind: ClaimKind.Change, To: not null }) ?? told.FirstOrDefault(f => f is { Kind: ClaimKind.Background, To: not null, Standing: false } or { Kind: ClaimKind.Partial, To: not null, Siege: null, Rule: "en/enter" });
        if (first is not { To: { } taker } || first.Area == places[0].Area) return;
        Emit(places, t, first.Kind == ClaimKind.Background ? Mood.Background : how, "followed", first.Kind == ClaimKind.Partial ? ClaimKind.Partial : ClaimKind.Change, first.From, taker, -1, 0.8);
    }

    // "raised its flag over X", "raised the flag in X".
    private void Flag(int t)
    {
        if (Passive(t)) { Hoisted(t); return; }
        var flag = Stretch.Of(t + 1, 6).FirstOrDefault(i => s[i].Is(Hint.Flag), -1);
        var over = flag < 0 ? -1 : Stretch.Of(flag + 1, 6).FirstOrDefault(i => s[i].Is(Sense.In | Sense.On) || s[i].Word is "above" or "atop", -1);
        var places = over < 0 ? [] : EnglishPlaces.From(s, over + 1, scene, out _);
        var (who, actor) = places.Count == 0 ? (null, -1) : parties.Subject(t, s[t].Form == Form.Gerund);
        var own = Stretch.Of(t + 1, Math.Max(0, flag - t)).Any(i => s[i].Word is "its" or "their") || Stretch.Of(over, 16).Any(i => s[i].Says(Cue.DealOrSurrender) || s[i].Is(Sense.Withdraw));
        if (who is not null && actor >= 0 && own && mood.Of(t) is Mood.Asserted && Gone(over) is { } gone && !scene.Allied(gone, who) && places.TrueForAll(p => p.Area.Level == AreaLevel.Place && (!p.Partly || Seat(p)))) Emit([.. places.Select(p => p with { Extent = Extent.Unstated })], t, Mood.Asserted, "flag-raised", ClaimKind.Change, gone, who, actor, 0.75, manner: Manner.Withdrawal);
        else if (who is not null && actor >= 0 && StatesOwn(flag, over, who, places) && mood.Of(t) is Mood.Asserted) Emit(places, t, Mood.Asserted, "flag-raised", ClaimKind.Change, null, who, actor, 0.72);
        else if (who is not null && actor >= 0 && own && mood.Of(t) is Mood.Asserted) Emit([.. places.Select(p => p with { Extent = Extent.Unstated })], t, Mood.Asserted, "flag", ClaimKind.Partial, null, who, actor, 0.7);
    }

    // "over the town hall in X": over all of X.
    private bool Seat(Place place) => Stretch.Of(place.First, Math.Max(0, place.Last - place.First)).Any(i => s[i].Is(Hint.CueSite) && s[i].EndsIn(Cue.PublicBuilding));

    // "declared Hama liberated", "declared the city free of".
    private void Declared(int t)
    {
        if (Passive(t)) { DeclaredFree(t); return; }
        var places = EnglishPlaces.From(s, t + 1, scene, out var end);
        if (places.Count == 0) return;
        while (s[end].Is(Sense.Adverb | Sense.Whole)) end++;
        var free = s[end].Says(Cue.FreeOrClear) && s[end + 1].Is(Hint.Of);
        if (!free && !(s[end].Is(Sense.Take) && (s[end].Form is Form.Past or Form.Participle || s[end].Says(Cue.SecureVerb)) && !s[end + 1].IsArea)) return;
        // "secure for the elections", "X province clear of militants": no news of whose it is.
        if (free ? !s[end].Says(Cue.Free) && places.Exists(p => p.Area.Level == AreaLevel.Governorate) : s[end].Says(Cue.SecureVerb) && !JustSecure(end + 1)) return;
        var (taker, at) = parties.Subject(t, s[t].Form == Form.Gerund);
        // A backer from abroad declares what others did.
        if (taker is not null && scene.Theatre.FindActor(taker) is { Backs.Count: > 0 }) return;
        var lost = parties.After(end + (free || s[end + 1].Is(Sense.From) ? 1 : 0)) is >= 0 and var foe ? parties.Code(foe, loser: true) : null;
        // "liberated from mines", but "free of terrorism", as one side calls the other.
        if (lost is null && !(free && Terror(end + 2)) && (free || s[end + 1].Is(Sense.From) || places.Exists(p => p.Area.Level == AreaLevel.Governorate))) return;
        // "State television declared X liberated": its own side's doing.
        if (taker is null && s[t - 1].Meaning.Actors.Exists(a => a.Voice)) (taker, at) = (parties.Speaker, -1);
        if (taker is not null && mood.Of(t) is (Mood.Asserted or Mood.Background) and var how && !scene.Allied(taker, lost)) Emit(places, t, how, "declared", ClaimKind.Change, lost, taker, at, 0.8);
    }

    // "declared X secure", "secure after days of fighting"; not "secure after the concert".
    private bool JustSecure(int next) =>
        s[next].Is(Sense.After) ? Stretch.Of(next + 1, 6).Any(i => s[i].Is(Sense.Fight)) : Ended(next) || s[next].Word is "on" && s[next + 1].Is(Hint.Weekday);

    private bool Terror(int at) => s[at].Says(Cue.Terror) || s[at].Is(Hint.Article) && s[at + 1].Says(Cue.Terror);

    // "X was declared liberated on Saturday, the SDF said", "was proclaimed free of rebels by the army".
    private void DeclaredFree(int t)
    {
        var free = s[t + 1].Says(Cue.Free) && s[t + 2].Is(Hint.Of) || s[t + 1].Says(Cue.LiberatedOrSecured) && !s[t + 2].Is(Sense.From);
        var (places, by) = (free ? EnglishPlaces.Before(s, t, scene) : [], Stretch.Of(t + 1, 6).FirstOrDefault(i => s[i].Is(Hint.By), -1));
        var foe = s[t + 2].Is(Hint.Of) ? parties.After(t + 2) : -1;
        if (places.Count == 0 || places.Exists(p => p.Area.Level == AreaLevel.Governorate) || s[t + 2].Is(Hint.Of) && foe < 0 && !Terror(t + 3)) return;
        var (taker, lost) = (by >= 0 && parties.After(by) is >= 0 and var at ? parties.Code(at) : parties.Speaker, foe < 0 ? null : parties.Code(foe, loser: true));
        if (taker is not null && mood.Of(t) is Mood.Asserted && !scene.Allied(taker, lost)) Emit(places, t, Mood.Asserted, "declared", ClaimKind.Change, lost, taker, -1, 0.75);
    }

    // "brought X back under its control".
    private bool Bring(int t)
    {
        var places = s[t + 1].Word is "them" && Towns(t) is { Count: > 0 } towns ? towns : Object(t);
        if (places.Count == 0 || !UnderOwnControl(Math.Max(t, places[^1].Last))) return false;
        var how = mood.Of(t);
        if (PutUnder(t, places, how)) return true;
        var (taker, at) = parties.Subject(t, s[t].Form == Form.Gerund);
        if (how != Mood.Unreal && taker is not null) Emit(places, t, how, "bring-under", ClaimKind.Change, parties.Loser(places[^1].Last, taker, true), taker, at, 0.88);
        return true;
    }

    private bool UnderOwnControl(int place)
    {
        var under = Stretch.Of(place + 1, 4).FirstOrDefault(i => s[i].Word is "under", -1);
        return under >= 0 && (s[under].Is(Sense.Hold) || Stretch.Of(under + 1, 5).Any(i => s[i].Is(Hint.Control) || s[i].Says(Cue.RuleWord) && s[i - 1].IsActor));
    }

    // "slipped from government control".
    private void Slip(int t)
    {
        var (actor, places) = (parties.After(t), EnglishPlaces.Before(s, t, scene) is { Count: > 0 } subject ? subject : SameSubject(t));
        if (actor < 0 || places.Count == 0 || !Controls(actor) || parties.Code(actor, loser: true) is not { } from) return;
        // "becomes the second province to fall out of"
        places = RaisedBy(places, t);
        var how = mood.Of(t);
        if (how == Mood.Asserted && places[^1].Last < t - 3 && !mood.Dated(t) && mood.Historic(places[^1].Last + 1)) how = Mood.Background;
        var taker = how is Mood.Asserted or Mood.Background ? Meanwhile(actor, from) : null;
        if (how != Mood.Unreal) Emit(places, t, how, "slip", ClaimKind.Change, from, taker, actor, taker is null ? 0.85 : 0.75, taker is null ? ControlStatus.Unknown : ControlStatus.Controlled, Manner.Unknown);
    }

    // "… as rebels swept down from the hills": those who came.
    private string? Meanwhile(int from, string loser)
    {
        var clause = Stretch.Of(from + 1, 9).TakeWhile(i => s[i].Kind != TokenKind.Comma).FirstOrDefault(i => s[i].Word is "as" or "when" or "after", -1);
        var who = clause < 0 ? -1 : parties.After(clause);
        if (who < 0 || parties.Code(who) is not { } comer || scene.Allied(comer, loser)) return null;
        var verb = Stretch.Of(who + 1, 3).FirstOrDefault(i => !s[i].Is(Sense.Adverb | Sense.People), -1);
        return s[verb].Is(Sense.Take | Sense.Enter | Sense.Advance) || s[verb].Says(Cue.CameOrPoured) ? comer : null;
    }

    private bool Controls(int actor) => Stretch.Of(actor + 1, 3).Any(i => s[i].Is(Hint.Control) || s[i].Says(Cue.HandsOrGrasp));

    private bool OutsideControl(int at) => s[at].Word is "outside" or "beyond" or "out" && parties.After(at) is >= 0 and var actor && Controls(actor);

    // "is now outside government control": news with a word of becoming, otherwise what stands.
    private void Outside(int at)
    {
        var (actor, places) = (parties.After(at), EnglishPlaces.Before(s, at, scene));
        if (actor < 0 || places.Count == 0 || parties.Code(actor, loser: true) is not { } from) return;
        var news = Stretch.Of(places[^1].Last + 1, Math.Max(0, at - places[^1].Last)).Any(i => s[i].Is(Tie.Now) || s[i].Says(Cue.BecomeVerb) || (s[i].Is(Hint.Be) && mood.Dated(at))) || s[places[0].First - 1].Says(Cue.MakeOrLeave);
        // "remains outside government control, in the hands of local factions": what stands is theirs.
        if (!news && InsteadOf(actor, from) is >= 0 and var holder && mood.Of(at) is Mood.Asserted or Mood.Background) { Emit(places, at, Mood.Background, "holds", ClaimKind.Background, null, parties.Code(holder), holder, 0.7); return; }
        // "becomes the first province outside"
        places = RaisedBy(places, at);
        // "could leave the town outside government control"
        var how = mood.Of(s[places[0].First - 1].Says(Cue.LeaveInfinitive) ? places[0].First - 1 : at);
        if (how is Mood.Asserted or Mood.Background) Emit(places, at, news ? how : Mood.Background, "outside", ClaimKind.Change, from, null, actor, 0.75, ControlStatus.Unknown, Manner.Unknown);
    }

    // "Idlib becomes the first province that": the province is meant.
    private List<Place> RaisedBy(List<Place> places, int before) =>
        !Stretch.Of(places[^1].Last + 1, Math.Max(0, before - places[^1].Last)).Any(i => s[i].Is(Hint.CueGovernorate)) ? places
        : [.. places.Select(p => AreaChoice.Of(s[p.Last].Meaning.Areas, Hint.CueGovernorate, scene) is { Count: > 0 } raised ? p with { Areas = raised, Extent = Extent.Unstated, Cued = true } : p)];

    // ", in the hands of", ", under", " and held by": who has it instead.
    private int InsteadOf(int actor, string other)
    {
        var comma = Stretch.Of(actor + 1, 3).FirstOrDefault(i => s[i].Kind == TokenKind.Comma || s[i].Word is "and", -1);
        if (comma < 0 || !s[comma + 1].Is(Sense.Hold)) return -1;
        return parties.After(comma + 1) is >= 0 and var holder && parties.Code(holder) is { } code && !scene.Allied(code, other) ? holder : -1;
    }

    // "no longer controls X", "is no longer under its control".
    private void HeldNoMore(int t, List<Place> places, string? holder, int at)
    {
        if (places.Count == 0 || holder is null || mood.Conditional(t)) return;
        if (at >= 0) holder = parties.Code(at, loser: true) ?? holder;
        Emit(places, t, mood.Historic(t) ? Mood.Background : Mood.Asserted, "held-no-more", ClaimKind.Change, holder, null, at, 0.85, ControlStatus.Unknown, Manner.Unknown);
    }

    private bool NoLonger(int at) => Stretch.Of(at - 3, 3).Any(i => s[i].Is(Hint.NoLonger));
}
