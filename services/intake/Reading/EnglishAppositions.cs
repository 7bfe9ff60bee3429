using Territory.Contracts;

namespace Territory.Intake.Reading;

// What is taken is described first and named behind a comma, or stands behind its loser.
internal sealed partial class EnglishRules
{
    // "captured a strategic rebel-held town, X, on Thursday", "another stronghold of the army, X": X.
    private List<Place> Apposed(int t)
    {
        if (!(s[t + 1].Word is "a" or "an" or "another" or "the" or "one" || s[t + 1].IsActor)) return [];
        if (ApposedSite(t) is { Count: > 0 } site) return site;
        var noun = Stretch.Of(t + 1, 9).TakeWhile(i => s[i].Kind == TokenKind.Word && !(s[i].IsArea && s[i].Capital)).FirstOrDefault(i => (s[i].Is(Hint.CuePlace) || s[i].Is(Tie.Bastion) || Hub(i)) && !s[i].Tail.EndsWith('s'), -1);
        if (noun < 0 || !Stretch.Of(t + 1, noun - t - 1).All(i => s[i].Is(Hint.Article | Hint.Of) || Hub(noun) && s[i].Is(Hint.CueGovernorate) || s[i].Is(Tie.Rank | Tie.Another) || s[i].Is(Sense.Direction) || HeldWord(i) || s[i] is { IsWord: true, Capital: false })) return [];
        var comma = noun + 1;
        if (s[comma].Is(Hint.Of) && parties.After(comma) is >= 0 and var owner) comma = owner + 1;
        if (s[comma].Kind != TokenKind.Comma) return [];
        var start = comma + 1;
        while (s[start].Word is "the" || s[start].Is(Hint.CuePlace | Hint.Of)) start++;
        if (!s[start].IsArea || !s[start].Capital || EnglishPlaces.From(s, comma + 1, scene, out var end) is not [{ Area.Level: AreaLevel.Place } place]) return [];
        return end >= s.Count || s[end].Kind is TokenKind.Comma or TokenKind.Stop or TokenKind.Dash || s[end].Is(Sense.From | Sense.In) || s[end].Is(Hint.Today | Hint.Yesterday | Hint.Weekday) || s[end].Word is "and" or "after" ? [place] : [];
    }

    // "captured the last army base in Idlib province, the X air base": X.
    private List<Place> ApposedSite(int t)
    {
        var noun = Stretch.Of(t + 1, 7).TakeWhile(i => s[i].Kind == TokenKind.Word && !(s[i].IsArea && s[i].Capital)).FirstOrDefault(i => s[i].Is(Hint.CueSite), -1);
        var comma = noun < 0 ? -1 : Stretch.Of(noun + 1, 7).TakeWhile(i => !s[i].IsActor && s[i].Form == Form.Plain).FirstOrDefault(i => s[i].Kind == TokenKind.Comma, -1);
        return comma > 0 && (comma == noun + 1 || s[noun + 1].Is(Sense.In | Sense.Near)) && EnglishPlaces.From(s, comma + 1, scene, out _) is [{ Area.Level: AreaLevel.Site } place] ? [place] : [];
    }

    // "occupied two towns in Quneitra, A and B": as many names as were counted.
    private List<Place> AsCounted(int t)
    {
        var count = s[t + 1].Word is "two" ? 2 : s[t + 1].Word is "three" ? 3 : s[t + 1].Word is "four" ? 4 : s[t + 1].Word is "five" ? 5 : 0;
        var noun = count == 0 ? -1 : Stretch.Of(t + 2, 4).FirstOrDefault(i => s[i].Is(Hint.CuePlace) && s[i].Tail.EndsWith('s'), -1);
        var comma = noun < 0 ? -1 : Stretch.Of(noun + 1, 8).FirstOrDefault(i => s[i].Kind is TokenKind.Comma or TokenKind.Colon or TokenKind.Dash, -1);
        if (comma < 0 || !s[comma + 1].IsArea && !s[comma + 1].Is(Hint.Article | Hint.Cue) || Stretch.Of(noun + 1, comma - noun - 1).Any(i => s[i].Form != Form.Plain || s[i].IsActor)) return [];
        return EnglishPlaces.From(s, comma + 1, scene, out _) is { Count: > 1 } named && named.Count == count && named.TrueForAll(p => p is { Area.Level: AreaLevel.Place, Partly: false }) ? named : [];
    }

    // "the province's administrative centre, the city of X"
    private bool Hub(int at) => s[at].Says(Cue.HubNoun) && s[at - 1].Says(Cue.HubAdjective);

    // "recaptured from IS the town of X": the object stands behind the loser.
    private List<Place> PastLoser(int t)
    {
        if (!s[t].Is(Sense.Take) || s[t].Form is not (Form.Past or Form.Present or Form.Participle or Form.Base) || Passive(t) || s[t + 1] is not { Word: "from", Tail: "from" } || parties.After(t + 1) is not (>= 0 and var loser)) return [];
        var next = loser + 1;
        while (s[next].Is(Sense.People)) next++;
        return s[next].Word is "the" && s[next + 1].Is(Hint.CuePlace) || s[next].IsArea && s[next].Capital ? EnglishPlaces.From(s, next, scene, out _) : [];
    }
}
