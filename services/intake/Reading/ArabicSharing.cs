using Territory.Contracts;

namespace Territory.Intake.Reading;

// Who holds a place together with others, and who disputes it.
internal sealed partial class ArabicRules
{
    // The words for control that a sharing has read already.
    private readonly HashSet<int> tied = [];

    /// <summary>«تتقاسم X وY السيطرة على Z», «Z متنازع عليها بين X وY»: what stands, unless the words say that it is new.</summary>
    private void Shares(int t)
    {
        if (s[t].Form == Form.Noun) return;
        var control = ControlOf(t);
        if (control >= 0) tied.Add(control);
        var places = control >= 0 ? governing.Reached(control, Sense.On, Sense.None) is { Count: > 0 } on ? on : governing.Reached(control, Sense.In, Sense.None) : s[t].Finite ? SharedTown(t) : governing.PlacesBefore(t);
        if (places.Count == 0) return;
        var group = Sharers(t, control, places[^1].Last);
        var sides = scene.Sides(group.Select(i => parties.Code(i)));
        // Two factions of one coalition may still share a town.
        if (sides.Count < 2) sides = [.. group.Select(i => parties.Code(i)).OfType<string>().Distinct()];
        var how = s[t].Finite ? mood.OfVerb(t, headline: false) : mood.Conditional(t) || mood.Refuted(t) || mood.Negation(t) is not null ? Mood.Unreal : mood.Historic(t) ? Mood.Background : Mood.Asserted;
        if (sides.Count < 2 || how is not (Mood.Asserted or Mood.Background)) return;
        var news = Stretch.Of(t - Reach / 2, Reach / 2).Any(i => s[i].Is(Sense.Become) && s[i].Finite) && !mood.Historic(t) || (s[t].Form == Form.Perfect && how == Mood.Asserted);
        var (status, rule) = s[t].Is(Tie.Dispute) ? (ControlStatus.Contested, "contested") : (ControlStatus.Shared, "shared");
        Emit(places, t, new Governed(news ? Mood.Asserted : Mood.Background, -1), rule, ClaimKind.Change, null, sides[0], -1, Manner.Unknown, news ? 0.8 : 0.7);
        for (var i = findings.Count - places.Count; i < findings.Count; i++) findings[i] = findings[i].Among(sides, status, inWords: true, group.Select(a => s[a].Span));
    }

    // «يتقاسم A وB مدينة X», «مدينة X يتقاسمها A وB»: the town itself, with no word for control.
    private List<Place> SharedTown(int t)
    {
        if (!s[t].Is(Tie.Share) || s[t].Form != Form.Imperfect) return [];
        if (s[t].Pronoun) return [.. governing.PlacesBefore(t).Where(p => p.Area.Level == AreaLevel.Place)];
        var town = Stretch.Of(t + 1, Reach / 2).TakeWhile(i => s[i].Kind == TokenKind.Word && (!s[i].Finite || s[i].Says(Cue.OrderOrRule)) && !s[i].Is(Sense.On | Sense.In | Sense.From | Sense.To | Sense.Clause)).FirstOrDefault(i => s[i].Is(Hint.CuePlace) && s[i] is { Prepositional: false, HasConjunction: false } && s[i + 1].IsArea, -1);
        return town < 0 ? [] : [.. ArabicPlaces.From(s, town, scene, direct: true, out _).Where(p => p.Area.Level == AreaLevel.Place)];
    }

    // «يتقاسمان السيطرة», or before a pronoun: «السيطرة على X يتقاسمها».
    private int ControlOf(int t) => s[t].Pronoun
        ? Stretch.Of(t - Reach, Reach).LastOrDefault(i => s[i].Is(Sense.TakeOn) && s[i].Form == Form.Noun, -1)
        : Stretch.Of(t + 1, Reach).FirstOrDefault(i => s[i].Is(Sense.TakeOn) && s[i].Form == Form.Noun && s.SameClause(i, t), -1);

    private List<int> Sharers(int t, int control, int place)
    {
        // «متنازع عليها بين X وY»
        if (!s[t].Finite) return s[t + 1].Is(Sense.Between) && parties.After(t + 1) is >= 0 and var first ? Divided(first, t) : [];
        var at = parties.SubjectAfter(t, control > t ? control : s.Count);
        if (at < 0) at = parties.SubjectBefore(t);
        // «تتقاسم السيطرة على X قوات النظام وقسد»
        if (at < 0) at = parties.AnyAfter(place);
        var group = at < 0 ? [] : parties.Group(at, t, together: true);
        // «تتقاسم قسد السيطرة على X مع قوات النظام»
        for (var i = place + 1; i <= place + 3; i++) if (s[i].Word is "مع" && parties.After(i) is >= 0 and var other) group.AddRange(parties.Group(other, t, together: true));
        return group;
    }

    // «بين الجيش الذي يمسك بمركزها وقسد»: the other comes after what is said of the first.
    private List<int> Divided(int first, int t)
    {
        var group = parties.Group(first, t, together: true);
        var other = group.Count > 1 ? -1 : Stretch.Of(first + 1, Reach).FirstOrDefault(i => s[i] is { IsActor: true, HasConjunction: true } && parties.Code(i) is not null, -1);
        return other < 0 ? group : [.. group, other];
    }

    // «السيطرة المشتركة», «سيطرا معا»: they act together, however far apart their names stand.
    private bool Jointly(int t, int actor) => Stretch.Of(Math.Min(t, actor) - 3, Math.Abs(t - actor) + 7).Any(i => s[i].Is(Tie.Joint));

    // «مناطق تسيطر عليها A في الغرب، وB في الشرق», «تسيطر A على الأحياء الغربية، وB على الشرقية»: the other half of the town.
    private bool OtherHalf(int at)
    {
        if (s[at] is not { IsActor: true, IsArea: false, HasConjunction: true, Prepositional: false } || !s[at + 1].Is(Sense.In | Sense.On) || !Stretch.Of(at + 2, 3).Any(Sided) || parties.Joint(at) is not { } holder) return false;
        if (findings is not [.., { Kind: ClaimKind.Background or ClaimKind.Partial, To: { } other, Place: { Area.Level: AreaLevel.Place } town } half] || scene.Allied(other, holder) || half.Rule is not ("ar/holds" or "ar/take-on")) return false;
        if (Stretch.Of(town.Last + 1, Math.Max(0, at - town.Last - 1)).Any(i => s[i].IsArea && !s[i].IsActor) || !Stretch.Of(at - 8, 8).Any(Sided)) return false;
        Emit([town with { Extent = Extent.Part }], at, new Governed(Mood.Background, -1), "other-half", ClaimKind.Background, null, holder, at, Manner.Unknown, 0.7);
        return true;
    }

    private bool Sided(int at) => s[at].Is(Hint.Compass) || s[at].Says(Cue.CompassSide);
}
