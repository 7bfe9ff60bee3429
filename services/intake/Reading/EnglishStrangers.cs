using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Intake.Reading;

// A village the theatre does not know: "the village of X in Y province" is some of the governorate, and a person must say which place.
internal sealed partial class EnglishPlaces
{
    // From the village's name to the name of where it lies.
    private const int Whereabouts = 8;

    // A list that begins with a name nobody knows, and where.
    private bool listed;
    private int listedAt;

    /// <summary>"the village of X", "X village": a name to begin with, though nobody knows it.</summary>
    private static bool Strange(Sentence s, int at) =>
        (s[at].Is(Hint.CuePlace) && s[at + 1].Is(Hint.Of) && NobodyKnows(s[at + 2])) || (NobodyKnows(s[at]) && s[at + 1].Is(Hint.CuePlace));

    // "Tell" begins many a name.
    private static bool NobodyKnows(Item item) => item.Capital && !item.IsArea && (item.IsWord || item.Is(Tie.NameHead));

    // "the hamlet of A on Sunday and then the town of B", though nobody knows A.
    private Step? TownBehindStranger(int at) =>
        so.Stranger >= 0 && found.Count == 0 && so.Cue == Hint.CuePlace && Next(at) is { } then ? Anew(then) : null;

    // "the village of X, 4 km north of Y": some of Y's governorate.
    private Step? StrangerSomewhere(int at) => Located(at) ? End(Stranger(at)) : null;

    // "the border between A and B", "two villages between A and B": of neither.
    private Step? BetweenTowns(int at) => s[at].Word is "between" && s[at].Is(Sense.Between) && found.Count == 0 ? End(Between(at)) : null;

    // Of a list of names some are known to nobody.
    private Step? StrangersListed(int at) =>
        listed && at - listedAt < LongestList && (s[at].Kind == TokenKind.Comma || s[at].Word is "and" || s[at].IsWord && s[at].Capital) ? On(at) : null;

    // What follows the name says where it lies: "in", "north of", ", 4 km north of".
    private bool Located(int at) =>
        so.Stranger >= 0 && so.Cue == Hint.CuePlace && !so.Part && found.Count == 0
        && (s[at].Is(Sense.In | Sense.Near) || (s[at].Kind == TokenKind.Comma && (s[at + 1].Is(Sense.In | Sense.Near) || s[at + 1].Kind == TokenKind.Number)));

    // "on Sunday and then the town of": where the next begins, if it has no verb of its own.
    private int? Next(int at)
    {
        var and = PastDay(at);
        if (and == at || s[and].Word is not "and" || Stretch.Of(and + 1, 6).FirstOrDefault(i => IsName(s, i), -1) is not (>= 0 and var name)) return null;
        var plain = Stretch.Of(and + 1, name - and - 1).All(i => Introduces(s[i]) || s[i].IsWord || s[i].Is(Tie.Meantime)) && Stretch.Of(and + 1, name - and - 1).Any(i => s[i].Is(Hint.CuePlace));
        if (!plain || s[name + 1].Form is Form.Past or Form.Present or Form.Base || s[name + 1].Is(Hint.Be | Hint.Had) || s[name + 1].Word is "has" or "have") return null;
        while (s[and + 1].Is(Tie.Meantime)) and++;
        return and;
    }

    // "the town of X in Y province", where no X is known: another X, some of the province; a person must say which.
    private void Misplaced(int end)
    {
        Neighbours();
        if ((In(end) ?? Preposed()) is not { } governorate) return;
        // "took A and B in Y province": B lies there, A elsewhere.
        if (In(end) is not null && found.Exists(p => p.Area.Level == AreaLevel.Place && scene.GovernorateOf(p.Area) == governorate.Code)) return;
        for (var i = 0; i < found.Count; i++)
            if (found[i] is { Area: { Level: AreaLevel.Place, Kind: not "city" }, Ambiguous: false, Stranger: false } place && scene.GovernorateOf(place.Area) is { } known && known != governorate.Code && scene.Theatre.FindArea(known) is { } other && !other.Name.Contains(governorate.Name, StringComparison.Ordinal) && !governorate.Name.Contains(other.Name, StringComparison.Ordinal))
                found[i] = place with { Areas = [governorate], Extent = Extent.Part, Stranger = true };
    }

    // "Dabiq and neighbouring Suran", where the only Suran known lies in another governorate: another of that name.
    private void Neighbours()
    {
        for (var i = 1; i < found.Count; i++)
            if (found[i] is { Area: { Level: AreaLevel.Place, SeatOf: not 1, Kind: not "city" }, Ambiguous: false, Stranger: false } place && found[i - 1] is { Area.Level: AreaLevel.Place, Ambiguous: false } first
                && Stretch.Of(first.Last + 1, Math.Max(0, place.Last - first.Last - 1)).Any(j => s[j].Says(Cue.Neighbouring))
                && scene.GovernorateOf(place.Area) is { } its && scene.GovernorateOf(first.Area) is { } code && its != code && scene.Theatre.FindArea(code) is { } here && scene.Theatre.FindArea(its) is { } there && !there.Name.Contains(here.Name, StringComparison.Ordinal) && !here.Name.Contains(there.Name, StringComparison.Ordinal))
                found[i] = place with { Areas = [here], Extent = Extent.Part, Stranger = true };
    }

    // "in Y", "in the northern Y countryside": nothing else of Y.
    private Area? In(int at)
    {
        if (s[at] is not { Word: "in", Tail: "in" }) return null;
        var name = at + 1;
        while (s[name].Is(Hint.Article) || s[name].Is(Sense.Direction)) name++;
        return Governorate(name) is { } governorate && (s[name + 1].Is(Hint.CueGovernorate | Hint.CueCountry) || name + 1 >= s.Count || s[name + 1].Kind is TokenKind.Comma or TokenKind.Stop || s[name + 1].Word is "on" or "and" or "after" or "from" or "was" or "were") ? governorate : null;
    }

    // "In Y province, rebels took X", "Y province: rebels took X"
    private Area? Preposed()
    {
        var name = s[0] is { Word: "in", Tail: "in" } ? 1 : 0;
        while (name < 4 && (s[name].Is(Hint.Article) || s[name].Is(Sense.Direction))) name++;
        return Governorate(name) is { } governorate && s[name + 1].Is(Hint.CueGovernorate | Hint.CueCountry) && s[name + 2].Kind is TokenKind.Comma or TokenKind.Colon ? governorate : null;
    }

    private Area? Governorate(int name) => IsName(s, name) && s[name].Meaning.Areas.Exists(a => a.Level == AreaLevel.Governorate) ? s[name].Meaning.Areas.Find(a => a.Level == AreaLevel.Governorate) : null;

    private int Stranger(int at)
    {
        for (var (i, unknown) = (at, 0); i < s.Count && i <= at + Whereabouts; i++)
        {
            if (IsName(s, i))
            {
                if (GovernorateAt(i) is not { } governorate) return at;
                (so.Part, so.Cue) = (true, Hint.CueGovernorate);
                var last = s[i + 1].Is(Hint.CueGovernorate) ? i + 1 : i;
                found.Add(Sized([governorate], last, true) with { Stranger = true });
                return last + 1;
            }
            if (s[i].IsWord && !s[i].Capital) unknown++;
            else if (!(s[i].Kind is TokenKind.Comma or TokenKind.Number || s[i].Is(Sense.In | Sense.Near | Sense.Direction) || s[i].Is(Hint.Article | Hint.Of | Hint.Cue))) return at;
            if (unknown > UnknownWords) return at;
        }
        return at;
    }

    // What lies between two towns is some of their governorate.
    private int Between(int at)
    {
        var names = Stretch.Of(at + 1, Whereabouts).Where(i => IsName(s, i)).Take(2).ToList();
        if (!so.Part || names is not [var one, var other] || GovernorateAt(one) is not { } governorate || GovernorateAt(other) != governorate) return at;
        so.Cue = Hint.CueGovernorate;
        found.Add(Sized([governorate], other, true) with { Stranger = true });
        return other + 1;
    }

    private Area? GovernorateAt(int name) =>
        AreaChoice.Of(s[name].Meaning.Areas, Hint.CueGovernorate, scene) is [var governorate] ? governorate
        : AreaChoice.Of(s[name].Meaning.Areas, Hint.None, scene) is [var near] && scene.GovernorateOf(near) is { } code ? scene.Theatre.FindArea(code) : null;
}
