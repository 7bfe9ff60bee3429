using Territory.Contracts;

namespace Territory.Intake.Reading;

// What somebody holds, where the names stand behind the words for it.
internal sealed partial class ArabicRules
{
    // «بعد X إلى البلدات الأخرى التي تسيطر عليها A»: what the relative clause hangs on has no name of its own; -1 for anything else.
    private int Villages(int h)
    {
        // «على أراض يسيطر عليها A», «إلى المناطق الخاضعة لسيطرة A»: none that was named before.
        if (s[h - 1].Says(Cue.LandsAndTowns) && s[h].Tail is "عليها") return h - 1;
        var at = s[h - 1].Is(Sense.Rel) ? h - 2 : s[h].Says(Cue.WhichOrLying) ? h - 1 : -1;
        while (at > h - 5 && s[at] is { IsWord: true, IsArea: false } && s[at].Word.StartsWith("ال", StringComparison.Ordinal)) at--;
        return at >= 0 && s[at].SaysCut(Cue.ThePlaces) ? at : -1;
    }

    // «التي تسيطر عليها A في ريف Z، وأبرزها X وY», «ومنها X»: the names of what she holds.
    private List<Place> NamedAfter(int end)
    {
        var including = Stretch.Of(end + 1, Reach).TakeWhile(i => i < s.Count && !s[i].Finite && !s[i].Is(Sense.Clause)).FirstOrDefault(i => s[i].Is(Hint.Including) && (s[i + 1].IsArea && !s[i + 1].IsActor || s[i + 1].Is(Hint.CuePlace)) && (s[i - 1].Kind == TokenKind.Comma || s[i].Word[0] == 'و' || s[i].Word is "مثل"), -1);
        return including < 0 ? [] : ArabicPlaces.From(s, including + 1, scene, direct: false, out _);
    }

    // «آخر معقل لـ A في الغوطة، مدينة X», «آخر معاقل التنظيم في المحافظة، بلدة Y»: the town that is one, named behind it.
    private bool Apposed(int t)
    {
        if (!s[t].EndsIn(Cue.Stronghold) || !s[t].Says(Cue.LastOrStronghold) || !s[t].Says(Cue.Final) && !s[t - 1].Says(Cue.LastOrChief) || mood.Conditional(t) || mood.Historic(t)) return false;
        var holder = Stretch.Of(t + 1, 3).TakeWhile(i => s[i].IsActor || s[i].Is(Sense.People) || s[i].IsWord).FirstOrDefault(i => s[i] is { IsActor: true, IsArea: false }, -1);
        var comma = holder < 0 ? -1 : Stretch.Of(holder + 1, 8).TakeWhile(i => !s[i].Finite && !s[i].Is(Sense.Clause | Sense.Rel)).FirstOrDefault(i => s[i].Kind is TokenKind.Comma or TokenKind.Colon, -1);
        if (comma < 0 || !s[comma + 1].Is(Hint.CuePlace) || s[comma + 1] is not { HasConjunction: false, Prepositional: false } || s[comma + 2] is not { IsArea: true, IsActor: false } || parties.Joint(holder) is not { } whose) return false;
        var places = ArabicPlaces.From(s, comma + 1, scene, direct: true, out _);
        if (places is not [{ Area.Level: AreaLevel.Place, Partly: false } seat] || findings.Exists(f => f.Place.Areas.SequenceEqual(seat.Areas) && f.Kind != ClaimKind.Attempt)) return false;
        Emit(places, t, new Governed(Mood.Background, -1), "bastion", ClaimKind.Background, null, whose, holder, Manner.Unknown, 0.7);
        return true;
    }

    // «انسحبوا باتجاه مناطق سيطرتهم في X», «مناطق سيطرة A في مدينة Y»: where he is at home; in a governorate it may be any part of it.
    private bool Zone(int t)
    {
        if (s[t] is not { Form: Form.Noun } || !s[t].Is(Sense.TakeOn) || !s[t - 1].SaysCut(Cue.AreasNoun) || mood.Conditional(t) || mood.Historic(t)) return false;
        var holder = s[t].Pronoun ? parties.Agreeing(t) : parties.Holder(t);
        if (holder < 0 || parties.Joint(holder) is not { } whose) return false;
        var at = Math.Max(t, s[t].Pronoun ? t : holder) + 1;
        if (!s[at].Is(Sense.In) || s[at].Word is not "في") return false;
        var places = ArabicPlaces.From(s, at + 1, scene, direct: false, out _);
        places.RemoveAll(p => p.Area.Level != AreaLevel.Place || p.Area.SeatOf == 1 && !p.Cued || findings.Exists(f => f.Place.Areas.SequenceEqual(p.Areas)));
        Emit(places, t, new Governed(Mood.Background, -1), "zone", ClaimKind.Background, null, whose, holder, Manner.Unknown, 0.7);
        return places.Count > 0;
    }

    // «تسيطر A على أجزاء من X وY وZ»: of several governorates, where all are names of such; what stands is no news of their towns.
    private List<Place> Provinces(List<Place> places) =>
        places.Count < 2 || !places.TrueForAll(p => p is { Cued: false, Partly: true, Area: { SeatOf: 1, Path: [_, ..] } }) ? places
            : [.. places.Select(p => scene.Theatre.FindArea(p.Area.Path[0]) is { } governorate ? p with { Areas = [governorate] } : p)];

    // «السيطرة على عدد من القرى في جبل كذا ثم على بلدة X»: the first has no name here, the second has.
    private List<Place> ThenOn(int t)
    {
        var then = Stretch.Of(t + 1, 2 * Reach).TakeWhile(i => i < s.Count && !s[i].Finite).FirstOrDefault(i => s[i].Word is "ثم" && s[i + 1].Is(Sense.On), -1);
        return then < 0 || !Stretch.Of(t + 1, then - t - 1).Any(i => s[i].Is(Sense.On)) ? [] : ArabicPlaces.From(s, then + 2, scene, direct: false, out _);
    }
}

// What is said of a deed only to say when or on what ground.
internal sealed partial class ArabicMood
{
    // «لم تسقط X إلا بعد معارك», «لم يتمكن من دخولها إلا عقب انسحاب A»: it has been done.
    private bool OnlyAfter(int at) => Stretch.Of(at + 1, 3 * Reach).TakeWhile(i => i < s.Count && !s[i].Is(Sense.Clause) && !s[i].Finite && (s[i].Kind != TokenKind.Comma || s[i + 1].Is(Tie.Only))).Any(i => s[i].Is(Tie.Only) && s[i].Word is "الا" && s[i + 1].Is(Sense.After) && !s[i + 1].Says(Cue.ImmediatelyOrResult));

    // «المدينة المحاصرة منذ أشهر»: as old as the siege.
    private bool Lasting(int past) => s[past - 1] is { Kind: TokenKind.Word, IsArea: false, IsActor: false } adjective && adjective.Word.StartsWith("ال", StringComparison.Ordinal) && adjective.Tail.EndsWith('ه') && !adjective.Is(Sense.Whole) && !adjective.Is(Hint.Itself | Hint.Cue) && (s[past - 2].IsArea || s[past - 2].Is(Hint.Itself));

    // «عد رفع العلم مؤشرا على السيطرة عليها»: a sign, and not the deed.
    private bool Sign(int at) => s[at - 1].Word is "علي" or "الي" && s[at - 2].SaysBare(Cue.Indication);
}
