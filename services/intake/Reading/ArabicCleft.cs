using Territory.Contracts;

namespace Territory.Intake.Reading;

// Who it was that took a place, and who it was not; who did the same elsewhere.
internal sealed partial class ArabicRules
{
    // «من سيطر على X هو A وليس B», «من دخل X ليس B بل A», «ليست B من سيطر على X بل A»: hers whom the sentence is made to name.
    private bool Cleft(int t)
    {
        if (s[t].Form != Form.Perfect || s[t].Pronoun || !s[t].Is(Sense.TakeOn | Sense.Take | Sense.Enter | Sense.Receive | Sense.Expel) || s[t - 1].Word is not ("من" or "الذي" or "الذين" or "التي")) return false;
        if (s[t - 1].Word is not "من" && (s[t - 2].IsArea || s[t - 2].IsActor || s[t - 2].Is(Hint.Cue | Hint.Itself) || s[t - 2].IsWord)) return false;
        var ousted = s[t].Is(Sense.Expel) && !s[t].Is(Sense.Enter) ? parties.After(t) : -1;
        var places = ousted >= 0 ? governing.Reached(ousted, Sense.From, Sense.None) : s[t].Is(Sense.TakeOn) ? governing.Reached(t, Sense.On, Sense.None) : Following(t);
        if (places.Count == 0 || mood.Conditional(t) || mood.Refuted(t) || places.Exists(p => p.Area.Level == AreaLevel.Governorate)) return false;
        var copula = Stretch.Of(places[^1].Last + 1, 3).FirstOrDefault(i => Copula(i) || IsNo(i), -1);
        var not = copula >= 0 && IsNo(copula) ? copula : copula < 0 ? Stretch.Of(t - 6, 5).LastOrDefault(IsNo, -1) : -1;
        if (copula < 0 && not < 0) return false;
        var but = not < 0 ? copula : Stretch.Of(Math.Max(not, places[^1].Last) + 1, 10).FirstOrDefault(i => s[i].Says(Cue.ButRather), -1);
        var how = mood.Historic(t) ? Mood.Background : Mood.Asserted;
        if (but >= 0 && parties.After(but) is >= 0 and var taker && parties.Joint(taker) is { } to) Emit(places, t, new Governed(how, -1), "cleft", ClaimKind.Change, ousted >= 0 ? parties.Code(ousted, loser: true) : null, to, taker, Manner.Force, 0.85);
        else if (not >= 0 && parties.After(not) is >= 0 and var other && parties.Joint(other) is { } denied) Emit(places, t, new Governed(Mood.Denied, -1), "cleft-denied", ClaimKind.Denial, null, denied, other, Manner.Unknown, 0.75);
        else return false;
        return true;
    }

    // «أخذت A تقصف X», «أخذ رهائن من X»: only who takes it, or a town named right behind him, has taken one.
    private bool OtherTaking(int t) => s[t].Is(Sense.Take) && s[t].Word.TrimStart('و', 'ف').StartsWith("اخذ", StringComparison.Ordinal) && !s[t].Pronoun && !(s[t + 1].IsActor && !s[t + 1].Prepositional && (s[t + 2].Is(Hint.CuePlace) || s[t + 2] is { IsArea: true, Prefix: "" }));

    private bool Copula(int at) => s[at].Word is "هو" or "هي" or "هم" or "كان" or "كانت" or "كانوا";

    private bool IsNo(int at) => s[at].SaysBare(Cue.IsNotVerb) || s[at].Says(Cue.JussiveBe) && s[at - 1].Word is "لم" or "ولم";

    // «انتقلت X من يد إلى أخرى أربع مرات، آخرها لمصلحة A»: his whom the last turn gave it.
    private bool LastTurn(int at)
    {
        if (!s[at].Says(Cue.LastOne) || !s[at + 1].Is(Sense.Favour | Sense.Hold) && !(s[at + 1].Says(Cue.TimeOrLastTime) && s[++at + 1].Is(Sense.Favour | Sense.Hold)) || parties.After(at + 1) is not (>= 0 and var heir) || parties.Joint(heir) is not { } to) return false;
        if (!Stretch.Of(0, at).Any(i => s[i].Says(Cue.OnceOrSeveral) || s[i].Is(Sense.Exchange)) || mood.Conditional(at) || mood.Historic(at)) return false;
        var name = Stretch.Of(0, at).FirstOrDefault(i => s[i] is { IsArea: true, IsActor: false } && !s[i - 1].Is(Sense.Near | Sense.Direction) && !s[i - 1].Is(Hint.CueCountry), -1);
        var places = name < 0 ? [] : ArabicPlaces.From(s, s[name - 1].Is(Hint.CuePlace) ? name - 1 : name, scene, direct: true, out _);
        places.RemoveAll(p => p.Area.Level != AreaLevel.Place || p.Partly);
        Emit(places, at, new Governed(Mood.Asserted, -1), "last-turn", ClaimKind.Change, null, to, heir, Manner.Unknown, 0.8);
        return places.Count > 0;
    }

    // «سيطر A على X، وB على Y», «استعاد A بلدة X وB بلدة Y»: the verb is said once.
    private bool Gapped(int at)
    {
        if (s[at] is not { IsActor: true, IsArea: false, HasConjunction: true, Prepositional: false } || findings is not [.., { To: { } first } told] || parties.Joint(at) is not { } second || scene.Kin(first, second)) return false;
        var next = at + 1;
        while (s[next] is { IsActor: true, IsArea: false, HasConjunction: true } && next < at + 3) next++;
        var on = told.Rule is "ar/take-on" && s[next].Is(Sense.On) && s[next].Word is "علي";
        var of = told.Rule is "ar/take" or "ar/enter" or "ar/receive" && s[next] is { HasConjunction: false, Prepositional: false } && (s[next].Is(Hint.CuePlace) || s[next] is { IsArea: true, IsActor: false });
        if (!on && !of || told.Place.Last >= at || Stretch.Of(told.Place.Last + 1, at - told.Place.Last - 1).Any(i => s[i].Finite || s[i].IsActor || s[i].Is(Sense.Clause | Sense.Rel | Sense.After | Sense.That | Sense.Against))) return false;
        var places = ArabicPlaces.From(s, on ? next + 1 : next, scene, direct: false, out var end);
        if (places.Count == 0 || places[0].First > next + 1 || Stretch.Of(end, 3).Any(i => s[i].Finite && s[i].Kind == TokenKind.Word && !s[i].HasConjunction && s[i - 1].Kind != TokenKind.Comma)) return false;
        foreach (var place in places.Where(p => p.Area.Level != AreaLevel.Governorate && !elsewhere.Of(p)))
            findings.Add(told with { Place = place, From = null, To = second, With = [], Status = ControlStatus.Controlled, Kind = told.Kind == ClaimKind.Change && place.Partly ? ClaimKind.Partial : told.Kind == ClaimKind.Partial && told.Place.Partly && !place.Partly && on ? ClaimKind.Change : told.Kind, Rule = told.Rule + "+gapped", Spans = [s[at].Span, place.Span] });
        return true;
    }

    // «سقطت X بيد A، وY بيد B»: so did the other.
    private bool Fallen(int h, int actor)
    {
        if (actor < 0 || findings is not [.., { Rule: "ar/fall" or "ar/become" or "ar/came-to", To: not null } told] || parties.Joint(actor) is not { } to || told.Place.Last >= h) return false;
        var name = h - 1;
        var cue = s[name - 1].Is(Hint.CuePlace) ? name - 1 : name;
        if (s[name] is not { IsArea: true, IsActor: false } || !s[cue].HasConjunction || Stretch.Of(told.Place.Last + 1, Math.Max(0, cue - told.Place.Last - 1)).Any(i => s[i].Finite || s[i].Is(Sense.Clause | Sense.Rel))) return false;
        var places = ArabicPlaces.From(s, cue, scene, direct: true, out _);
        places.RemoveAll(p => p.Area.Level == AreaLevel.Governorate);
        // «بيد B» tells whose the second is, and not who had the first.
        if (places.Count > 0 && scene.Kin(told.From, to)) findings[^1] = told = told with { From = null };
        foreach (var place in places) findings.Add(told with { Place = place, From = null, To = to, With = [], Kind = told.Kind == ClaimKind.Change && place.Partly ? ClaimKind.Partial : told.Kind, Rule = told.Rule + "+gapped", Spans = [s[h].Span, place.Span, s[actor].Span] });
        return places.Count > 0;
    }
}
