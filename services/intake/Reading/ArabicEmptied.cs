using Territory.Contracts;

namespace Territory.Intake.Reading;

// A town in which nobody of a party is left, or in the whole of which it stands.
internal sealed partial class ArabicRules
{
    // «خلت X وY من مقاتلي A», «X خلت من A», «بعد خلو بلدة X من A»: whoever is gone from it has lost it.
    private bool Emptied(int t)
    {
        if (s[t].IsArea || !s[t].SaysBare(Cue.StoodEmpty) || mood.Conditional(t) || mood.Refuted(t) || mood.Negation(t) is not null) return false;
        var places = Following(t) is { Count: > 0 } after && after[0].First <= t + 1 ? after : governing.PlacesBefore(t);
        if (places.Count == 0 || !places.TrueForAll(p => p is { Area.Level: AreaLevel.Place or AreaLevel.Site, Partly: false })) return false;
        var of = Stretch.Of(Math.Max(t, places[^1].Last) + 1, 5).TakeWhile(i => s[i].Kind == TokenKind.Word && !s[i].Finite).FirstOrDefault(i => s[i].Word is "من", -1);
        if (of < 0 || parties.After(of) is not (>= 0 and var gone) || parties.Code(gone, loser: true) is not { } from) return false;
        Emit(places, t, new Governed(mood.Historic(t) ? Mood.Background : Mood.Asserted, -1), "emptied", ClaimKind.Change, from, null, gone, Manner.Withdrawal, 0.8, ControlStatus.Withdrawn);
        return true;
    }

    // «لم يعد A موجودا في X», «لم يبق في X أي مقاتل من A», «مقاتلوه لم يعودوا في X»: he is out of it; «لم يبق في X سوى …» is another matter.
    private bool Gone(int t)
    {
        if (!s[t].Is(Hint.NoLonger) || s[t].Word.StartsWith("لن", StringComparison.Ordinal) || mood.Conditional(t) || mood.Refuted(t)) return false;
        var end = Stretch.Of(t + 1, Reach).TakeWhile(i => s[i].Kind == TokenKind.Word && !s[i].Finite && !s[i].Is(Sense.Clause | Sense.Rel | Sense.After) && !s[i].Is(Tie.Only)).LastOrDefault(t);
        var inside = Stretch.Of(t + 1, end - t).FirstOrDefault(i => s[i].Is(Sense.In) && s[i].Word is "في" or "داخل", -1);
        if (inside < 0 || s[end + 1].Is(Tie.Only)) return false;
        var party = Stretch.Of(t + 1, end - t).FirstOrDefault(i => s[i].IsActor && !s[i].IsArea && parties.Code(i) is not null, -1);
        // Between them nothing but that he is there: «قادرا على القتال في X» is no leaving.
        if (Stretch.Of(t + 1, inside - t - 1).Any(i => !(s[i].IsActor || s[i].Is(Sense.People | Sense.OwnForces) || s[i].Is(Tie.Stationed) || s[i].Says(Cue.ThereNow)))) return false;
        if (party > inside && !Stretch.Of(inside + 1, party - inside - 1).Any(i => s[i].Says(Cue.AnyFighterOrPresence))) return false;
        var who = party >= 0 ? new Taker(parties.Code(party, loser: true), party, true) : s[t - 1].Is(Sense.OwnForces) || s[inside - 1].Is(Sense.OwnForces) ? roles.Subject(s[t - 1].Is(Sense.OwnForces) ? t : inside, inside) : parties.SubjectBefore(t) is >= 0 and var before && inside == t + 1 ? new Taker(parties.Code(before, loser: true), before, true) : default;
        var places = ArabicPlaces.From(s, inside + 1, scene, direct: false, out _);
        if (who.Code is null || places.Count == 0 || !places.TrueForAll(p => p is { Area.Level: AreaLevel.Place or AreaLevel.Site, Partly: false })) return false;
        Emit(places, t, new Governed(mood.Historic(t) ? Mood.Background : Mood.Asserted, -1), "gone", ClaimKind.Change, who.Code, null, who.At, Manner.Unknown, 0.75, ControlStatus.Withdrawn);
        return true;
    }

    // «انتشرت قوات A في كامل مدينة X», «في جميع أحياء X»: who stands everywhere in a town has it, unless it is a day's watch.
    private void Deployed(int t)
    {
        var places = governing.Reached(t, Sense.In, Sense.None);
        var all = places.Count > 0 && places.TrueForAll(p => p is { Ambiguous: false, Area.Level: AreaLevel.Place } && Throughout(p)) && !Watch(places[^1].Last) && !s[t + 1].Says(Cue.SniperOrPatrol);
        Gain(t, all ? [.. places.Select(p => p with { Extent = Extent.Whole })] : places, all ? "deploy-throughout" : "deploy", all ? ClaimKind.Change : ClaimKind.Partial);
    }

    private bool Throughout(Place place) => place.Extent == Extent.Whole || s[place.Last + 1].Is(Sense.Whole) && !s[place.Last + 1].Is(Sense.Most) || Stretch.Of(place.First, place.Last - place.First).Any(i => s[i].Is(Sense.WholeParts));

    private bool Watch(int end) => Stretch.Of(end + 1, Reach).Any(i => s[i].Is(Hint.Curfew) || s[i].Says(Cue.SecurityPurpose));
}
