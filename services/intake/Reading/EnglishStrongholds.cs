using Territory.Contracts;

namespace Territory.Intake.Reading;

// Who holds a place, told by what the place is called: "the rebel stronghold of X", "X, a rebel-held town", "X is rebel-run".
internal sealed partial class EnglishRules
{
    // "the IS stronghold of X", "the group's bastion in X", "X, the last rebel stronghold", "X, a stronghold of IS": what stands.
    private bool Stronghold(int at)
    {
        if (!s[at].EndsIn(Cue.StrongholdOrPosition)) return false;
        var (whose, start) = Whose(at);
        if (whose is null || Bygone(start - 2, at)) return false;
        var next = at + 1;
        if (s[next].Is(Hint.Of) && parties.After(next) is >= 0 and var owner) next = owner + 1;
        // "a rebel stronghold in Homs" is some quarter of it.
        if (s[next].Is(Hint.Of) || s[next].Word is "in" && s[start].Word is not ("a" or "an" or "another") && s[at].Tail[^1] != 's') next++;
        // "The group's last stronghold is the town of X"
        else if (s[next].Says(Cue.IsOrRemains) && !s[next].IsActor && (s[next + 1].IsArea || s[next + 1].Word is "the" && s[next + 2].Is(Hint.CuePlace) && s[next + 3].Is(Hint.Of))) next++;
        else if (!s[next].IsArea) next = -1;
        var named = next >= 0 && !Described(start) ? EnglishPlaces.From(s, next, scene, out _) : [];
        return Called(named.Count > 0 ? named : DescribedBy(start), at, whose);
    }

    // Whose it is, and where the words for it begin: "the group's main stronghold", "a stronghold of IS".
    private (string? Code, int Start) Whose(int at)
    {
        var start = at;
        while (start > at - 6 && (s[start - 1].Is(Hint.Article) || s[start - 1].IsActor || s[start - 1].Is(Tie.Those) || s[start - 1].Is(Tie.Rank) || s[start - 1].Is(Sense.Direction) || s[start - 1].Is(Hint.Of) && s[start - 2].Word is "one" || s[start - 1].Says(Cue.TheirOrRemaining) || s[start - 1] is { IsWord: true, Capital: false })) start--;
        var own = Stretch.Of(start, at - start).LastOrDefault(i => s[i].IsActor && parties.Code(i) is not null, -1);
        if (own < 0 && s[at + 1].Is(Hint.Of)) own = parties.After(at + 1);
        if (own >= 0) return (parties.Code(own), start);
        // "The group's stronghold": whoever was named last.
        return (Stretch.Of(start, at - start).Any(i => s[i].Is(Tie.Those)) ? scene.LastSubject ?? scene.LastGroup : null, start);
    }

    // "a former rebel stronghold", "once an IS stronghold", "no longer a stronghold".
    private bool Bygone(int from, int to) =>
        Stretch.Of(from, Math.Max(0, to - from)).Any(i => s[i].Says(Cue.FormerOrPotential) && !(s[i].Word is "one" && s[i + 1].Is(Hint.Of)) || s[i].Is(Sense.Neg | Sense.May | Sense.Was) || s[i].Is(Hint.NoLonger));

    // What is described stands before a comma or before "is".
    private bool Described(int start) => s[start - 1].Kind == TokenKind.Comma && NameBefore(start - 1) >= 0;

    private int NameBefore(int comma)
    {
        var name = s[comma - 1].Is(Hint.Cue) && !s[comma - 1].IsArea ? comma - 2 : comma - 1;
        return s[name].IsArea && s[name].Capital ? name : -1;
    }

    private List<Place> DescribedBy(int start)
    {
        if (s[start - 1].Kind == TokenKind.Comma && NameBefore(start - 1) is >= 0 and var name) return EnglishPlaces.Named(s, name, scene) is { Count: > 0 } list ? [list[0]] : [];
        var be = start - 1;
        while (s[be].Says(Cue.Considered) || s[be].Is(Sense.Adverb | Sense.Still) && !s[be].Is(Hint.Be)) be--;
        if (!s[be].Is(Hint.Be) && be < start - 1 && s[be + 1].Is(Sense.Still)) be++;
        return (s[be].Says(Cue.AreOrRemain) || s[be].Tail is "been") && !s[be].IsActor ? EnglishPlaces.Before(s, be, scene) : [];
    }

    // Told as what stands, or as whom it was taken from in this sentence.
    private bool Called(List<Place> places, int at, string holder)
    {
        if (places.Count == 0 || places.Exists(p => p.Partly || p.Area.Level == AreaLevel.Governorate) || mood.Conditional(at)) return false;
        foreach (var place in places)
        {
            var taken = findings.FindLastIndex(f => f.Area == place.Area);
            if (taken < 0 || findings[taken] is { Kind: ClaimKind.Attempt or ClaimKind.Partial, To: { } comer } && (findings[taken].Kind == ClaimKind.Attempt || findings[taken].From is not null) && !scene.Allied(comer, holder)) Emit([place with { Extent = Extent.Unstated }], at, Mood.Background, "called-held", ClaimKind.Background, null, holder, -1, 0.65);
            else if (findings[taken] is { From: null, To: { } taker, Kind: ClaimKind.Change or ClaimKind.Partial } && !scene.Allied(taker, holder)) findings[taken] = findings[taken] with { From = holder };
        }
        return true;
    }

    // "rebel-held", "government-run", "IS-occupied".
    private bool HeldSo(int t) =>
        s[t - 1].IsActor && scene.Hyphened(s[t - 1], s[t]) && (s[t].Says(Cue.RunOrOccupied) || s[t].Is(Sense.Standing) && s[t].Form is Form.Past or Form.Participle);

    // "X, the last rebel-held town in Y", "X is mostly rebel-held", "X, a town that is SDF-run".
    private bool HeldCalled(int t)
    {
        if (!HeldSo(t) || parties.Code(t - 1) is not { } holder) return false;
        var noun = t + 1;
        while (s[noun].Is(Hint.Article) || s[noun].Is(Sense.Direction) || s[noun] is { IsWord: true, Capital: false } && s[noun + 1].Is(Hint.Cue)) noun++;
        var start = t - 1;
        while (start > t - 7 && (s[start - 1].Is(Hint.Article) || s[start - 1].Is(Tie.Rank) || s[start - 1].Is(Sense.Direction | Sense.Most) || s[start - 1].Says(Cue.StillOrRemaining) || s[start - 1].IsActor || s[start - 1] is { IsWord: true, Capital: false })) start--;
        if (Bygone(start - 2, t)) return false;
        if (s[noun].Is(Hint.CuePlace | Hint.CueDistrict | Hint.CueQuarter) && !s[noun + 1].IsArea && (!s[noun + 1].Is(Hint.Of) || Described(start))) return Called(DescribedBy(start), t, holder);
        if (s[noun].IsArea || s[noun].Is(Hint.Cue | Hint.CueSite) || s[noun].Is(Sense.Part) || noun < s.Count && s[noun].IsWord && s[noun].Word is not ("and" or "or" or "yet")) return false;
        // "X, Y and Z are mostly rebel-held": nothing is named behind.
        var be = t - 2;
        while (s[be].Is(Sense.Adverb | Sense.Still | Sense.Most) && !s[be].Is(Hint.Be)) be--;
        return s[be].Word is "is" or "are" && !s[be].IsActor && Called([.. EnglishPlaces.Before(s, be, scene).Select(p => p with { Extent = Extent.Unstated })], t, holder);
    }

    // "No part of X is in rebel hands, nor is Y": of neither.
    private bool NoPart(int h) => Stretch.Of(s.ClauseStart(h), h - s.ClauseStart(h)).Any(i => s[i].Word is "no" && s[i + 1].Says(Cue.PartOrParts) && s[i + 2].Is(Hint.Of) || s[i].Word is "none" && s[i + 1].Is(Hint.Of));

    private void NobodyThere(int h, string holder, int at)
    {
        var of = Stretch.Of(s.ClauseStart(h), h - s.ClauseStart(h)).FirstOrDefault(i => s[i].Is(Hint.Of), -1);
        var places = of < 0 ? [] : EnglishPlaces.From(s, of + 1, scene, out _);
        var nor = Stretch.Of(at + 1, 4).FirstOrDefault(i => s[i].Word is "nor" && s[i + 1].Is(Hint.Be), -1);
        if (nor >= 0) places.AddRange(EnglishPlaces.From(s, nor + 2, scene, out _));
        if (places.TrueForAll(p => p.Area.Level != AreaLevel.Governorate) && !mood.Conditional(h)) Emit([.. places.Select(p => p with { Extent = Extent.Unstated })], h, Mood.Denied, "no-part", ClaimKind.Change, null, holder, at, 0.75);
    }

    // "A and B are the only towns in Y that the army still holds": A and B.
    private List<Place> OnlyOnes(int t)
    {
        var be = Stretch.Of(t - 16, 15).LastOrDefault(i => s[i].Word is "are" or "is" && !s[i].IsActor && s[i + 1].Word is "the" or "among", -1);
        var noun = be < 0 ? -1 : Stretch.Of(be + 2, 4).FirstOrDefault(i => s[i].Is(Hint.CuePlace) || s[i].Says(Cue.PlacesOrPockets), -1);
        if (noun < 0 || !Stretch.Of(be + 1, noun - be).Any(i => s[i].Is(Tie.Rank) || s[i].Says(Cue.FewLeft)) || Stretch.Of(noun + 1, Math.Max(0, t - noun - 1)).Any(i => s[i].Kind == TokenKind.Comma || s[i].Form is Form.Past or Form.Present) || !Stretch.Of(noun + 1, Math.Max(0, t - noun - 1)).Any(i => s[i].IsActor)) return [];
        return EnglishPlaces.Before(s, be, scene);
    }
}
